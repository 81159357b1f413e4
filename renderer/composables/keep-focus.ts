/** Keeps the keyboard near what was done when the control that did it is gone. Knows no screen. */
import { nextTick } from 'vue';

/** Only where the focus fell back to the page itself: where it went on purpose, it stays. */
export async function focusIfLost(element: { focus(): void } | null): Promise<void> {
  await nextTick();
  if (document.activeElement === null || document.activeElement === document.body) element?.focus();
}
