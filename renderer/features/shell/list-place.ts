/** Where an open user stands in the list that it was opened from: what list and user say to each other. */
export interface ListPlace {
  /** Whether there is somebody before and after it, in the list's order. */
  previous: boolean;
  next: boolean;
  /** Counted from one; null when the list, as it is now, does not have the user (where it is loaded). */
  position: number | null;
  /** Null while it is being counted. */
  total: number | null;
}

export const nowhere: ListPlace = { previous: false, next: false, position: null, total: null };
