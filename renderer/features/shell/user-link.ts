/** Links to a user, as they are copied. What is opened is read by the core's side alone, and more strictly. */
import type { Instance } from '../../../shared/models/instance.ts';
import { notify } from '../../ui/notify.ts';

/** By Clerk's own ids, so that it opens the same user in somebody else's Roster. */
export function userLink({ clerkInstanceId }: Pick<Instance, 'clerkInstanceId'>, userId: string): string {
  return `roster://users/${encodeURIComponent(clerkInstanceId)}/${encodeURIComponent(userId)}`;
}

/** `what` begins the sentence that tells of it: `The link`. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    notify.failed(`${what} was not copied.`, {
      code: 'internal',
      message: 'The clipboard cannot be written to right now.',
    });
    return;
  }
  notify.done(`${what} is on the clipboard.`);
}
