/**
 * Which rows of a list are drawn, a few more with each frame: whoever drags the scroll bar through a million
 * rows must not wait for a screenful of them to be drawn between two frames. A row that leaves hands its
 * element on to one that comes. Knows neither Vue, nor pixels, nor what a row is.
 */

export interface DrawnRow {
  /** Of the element: rows come and go, elements stay. */
  slot: number;
  index: number;
}

/** Rows to be drawn, both ends included; the visible ones first. */
export interface RowRange {
  first: number;
  last: number;
  firstVisible: number;
  lastVisible: number;
}

/** What fits between two frames beside all else that a scrolled list makes the browser do. */
export const mostPerFrame = 7;

export class DrawnRows {
  #slots = new Map<number, number>();
  #free: number[] = [];
  #made = 0;

  /** In the order of the list. */
  get rows(): DrawnRow[] {
    return [...this.#slots].map(([index, slot]) => ({ slot, index })).sort((a, b) => a.index - b.index);
  }

  /**
   * One frame's step towards the range. `isReady`: there is something to draw of this row. Answers how
   * many rows it added, and whether others that are ready are still left to be drawn.
   */
  step(range: RowRange | null, isReady: (index: number) => boolean): { added: number; more: boolean } {
    for (const [index, slot] of this.#slots) {
      if (range !== null && index >= range.first && index <= range.last) continue;
      this.#slots.delete(index);
      this.#free.push(slot);
    }
    if (range === null) return { added: 0, more: false };
    const missing = inOrderOfNeed(range).filter((index) => !this.#slots.has(index) && isReady(index));
    const added = missing.slice(0, mostPerFrame);
    for (const index of added) {
      this.#slots.set(index, this.#free.pop() ?? this.#made++);
    }
    return { added: added.length, more: missing.length > added.length };
  }
}

function inOrderOfNeed({ first, last, firstVisible, lastVisible }: RowRange): number[] {
  const between = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  return [
    ...between(firstVisible, lastVisible),
    ...between(lastVisible + 1, last),
    ...between(first, firstVisible - 1).reverse(),
  ];
}
