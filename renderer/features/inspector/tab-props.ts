/**
 * What every tab of a user gets, and what it may count on:
 *
 * - It is made anew for each user, so state of one never shows under the name of another. A fresh copy of the
 *   same user comes as a new `copy` in place: keep what is being typed, and keep things where they are.
 * - Its content pads itself (`px-4 pt-3.5 pb-5`), scrolls in its panel, and is at most 960 px wide. The variant
 *   `wide:` (`wide:grid-cols-2`) holds from 640 px on, which only the full page has; in a component's own CSS it
 *   is `@container user (min-width: 640px)`.
 * - Its count stands beside its label once it said it with `useTabCount` (tab-counts.ts).
 * - `useWriteAccess` knows of a deleted user, too: what it disables needs no further check.
 */
import type { Instance } from '../../../shared/models/instance.ts';
import type { InspectedCopy } from './useInspectedUser.ts';

export interface TabProps {
  instance: Instance;
  /** The user as shown now: from the mirror, from Clerk, or as a write has just brought it back. */
  copy: InspectedCopy;
}
