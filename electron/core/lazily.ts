/** Something that is opened when it is first needed. Knows nothing of what it is. */

export interface Lazy<T> {
  /** Opens once; a failed opening is tried again at the next call. */
  get(): Promise<T>;
  /** Null: nobody has needed it. */
  peek(): Promise<T> | null;
  /** The next call opens anew. */
  reset(): void;
}

export function lazily<T>(open: () => Promise<T>): Lazy<T> {
  let opened: Promise<T> | null = null;
  return {
    get() {
      if (opened === null) {
        const attempt = open();
        opened = attempt;
        attempt.catch(() => {
          if (opened === attempt) opened = null;
        });
      }
      return opened;
    },
    peek: () => opened,
    reset() {
      opened = null;
    },
  };
}
