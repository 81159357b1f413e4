/** What every tab of a user gets. */
import type { Instance } from '../../../shared/models/instance.ts';
import type { InspectedCopy } from './useInspectedUser.ts';

export interface TabProps {
  instance: Instance;
  /** The user as shown now: from the mirror, from Clerk, or as a write has just brought it back. */
  copy: InspectedCopy;
}
