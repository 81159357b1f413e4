/** What the parts of the users screen may ask of those inside them. */

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
  /** Which neighbours of the open user there are in the list, as far as it is loaded. */
  readonly neighbours: { previous: boolean; next: boolean };
  focusList(): void;
}
