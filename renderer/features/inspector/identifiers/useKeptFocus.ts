/**
 * Keeps the keyboard where it was: on an entry that moves to another place, and when the entry vanishes, on the
 * next one of its list, or on the button that adds one. Knows entries by `data-entry`, and nothing of what they are.
 */
import { useEventListener } from '@vueuse/core';
import { nextTick, watch, type Ref } from 'vue';

interface Place {
  section: Element;
  /** What had the focus, within the entry. */
  target: Element;
  index: number;
}

function entriesOf(section: Element): HTMLElement[] {
  return [...section.querySelectorAll<HTMLElement>('[data-entry]')];
}

function focusEntry(entry: HTMLElement): void {
  (entry.querySelector<HTMLElement>('[data-entry-menu]') ?? entry).focus();
}

/** Onto the button that adds an entry; a list to which none can be added takes the focus itself. */
function focusSection(section: Element): void {
  const action = '[data-section-action]';
  const target = section.matches(action) ? section : section.querySelector(action);
  if (target instanceof HTMLElement) target.focus();
}

/** `entryIds`: all that are shown, in the order shown. */
export function useKeptFocus(root: Readonly<Ref<HTMLElement | null>>, entryIds: () => readonly string[]) {
  let place: Place | null = null;

  useEventListener(root, 'focusin', ({ target }: FocusEvent) => {
    const entry = target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;
    const section = entry?.closest('section');
    place =
      entry && section
        ? { section, target: target as Element, index: entriesOf(section).indexOf(entry) }
        : null;
  });

  watch(
    () => entryIds().join(' '),
    () => {
      const left = place;
      // Whoever went elsewhere meanwhile stays there; what is moved or removed leaves the focus to the body.
      if (left === null || (document.activeElement !== null && document.activeElement !== document.body))
        return;
      if (left.target instanceof HTMLElement && left.target.isConnected) return left.target.focus();
      place = null;
      const entries = entriesOf(left.section);
      const next = entries[Math.min(left.index, entries.length - 1)];
      if (next) focusEntry(next);
      else focusSection(left.section);
    },
    { flush: 'post' },
  );

  return {
    /** Shows an entry and puts the focus on it. */
    async go(entryId: string): Promise<void> {
      await nextTick();
      const entry = root.value?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"]`);
      entry?.scrollIntoView({ block: 'nearest' });
      entry?.focus();
    },
    /** Back onto the menu of an entry, e.g. when its form has closed. */
    async goToMenu(entryId: string): Promise<void> {
      await nextTick();
      const entry = root.value?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"]`);
      if (entry) focusEntry(entry);
    },
  };
}
