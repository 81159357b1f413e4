/** What the parts of the users screen may ask of those inside them. */
import type { ListPlace } from '../shell/list-place.ts';

export interface UsersGridHandle {
  focus(): void;
  /** Puts the keyboard on a row and shows it. */
  moveTo(index: number): void;
  /** Where the keyboard is; null before it has been anywhere. */
  readonly active: number | null;
}

export interface UsersPaneHandle {
  /** Opens the user after or before the open one, in the order of the list. */
  step(by: 1 | -1): void;
  /** Opens the user that the keyboard is on as a page. */
  openActivePage(): void;
  /** Where the open user stands in the list. */
  readonly place: ListPlace;
  focusList(): void;
}
