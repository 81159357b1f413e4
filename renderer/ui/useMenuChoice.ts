/**
 * Runs what was chosen from a menu once the menu is gone and the focus is back where it came from, so that a
 * dialog opened by it returns the focus there, too.
 */
export interface MenuChoice {
  choose(action: () => void): void;
  /** For the menu's `close-auto-focus`. */
  onClosed(): void;
}

export function useMenuChoice(beforeAction?: () => void): MenuChoice {
  let chosen: (() => void) | null = null;
  return {
    choose(action) {
      chosen = action;
    },
    onClosed() {
      const action = chosen;
      chosen = null;
      // The menu gives the focus back in a timer of its own, set in this same turn: one later comes after it.
      setTimeout(() =>
        setTimeout(() => {
          beforeAction?.();
          action?.();
        }),
      );
    },
  };
}
