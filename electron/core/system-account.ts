/** The account on this computer under which the process runs. Knows nothing of Clerk's accounts. */
import { userInfo } from 'node:os';

/** Null where the system has no name for it, as in some containers. */
export function systemAccount(): string | null {
  try {
    return userInfo().username || null;
  } catch {
    return null;
  }
}
