/**
 * Keyboard shortcuts of the whole window, for as long as the component lives.
 * `mod` is Cmd on a Mac and Ctrl elsewhere. A shortcut without `mod` is ignored while someone types.
 */
import { onScopeDispose } from 'vue';

const isMac = /mac/i.test(navigator.platform);

/** E.g. `mod+k`, `mod+shift+n`, `escape`, `/`. */
export type Shortcut = string;

export function shortcutOf(event: KeyboardEvent): Shortcut {
  const parts: string[] = [];
  if (isMac ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  if (event.shiftKey && event.key.length > 1) parts.push('shift');
  else if (event.shiftKey && /^[a-z]$/i.test(event.key)) parts.push('shift');
  parts.push(event.key.toLowerCase());
  return parts.join('+');
}

const arrows: Record<string, string> = { arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→' };

/** As people write it: `⌘K` or `Ctrl+K`. */
export function shortcutLabel(shortcut: Shortcut): string {
  const words = shortcut.split('+').map((part) => {
    if (part === 'mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'shift') return isMac ? '⇧' : 'Shift';
    if (part === 'alt') return isMac ? '⌥' : 'Alt';
    if (part === 'escape') return 'Esc';
    if (part === 'enter') return isMac ? '↩' : 'Enter';
    if (Object.hasOwn(arrows, part)) return arrows[part];
    return part.length === 1 ? part.toUpperCase() : part;
  });
  return words.join(isMac ? '' : '+');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))
  );
}

/**
 * An open dialog takes all keys: it stands before whatever a shortcut would act on. So does an open menu or
 * list of choices, which Escape closes and letters search through.
 */
const takesAllKeys = ['dialog', 'alertdialog', 'menu', 'listbox']
  .map((role) => `[role=${role}][data-state=open]`)
  .join(', ');

function isModalOpen(): boolean {
  return document.querySelector(takesAllKeys) !== null;
}

export function useShortcuts(shortcuts: Record<Shortcut, (event: KeyboardEvent) => void>): void {
  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || isModalOpen()) return;
    const shortcut = shortcutOf(event);
    const action = Object.hasOwn(shortcuts, shortcut) ? shortcuts[shortcut] : undefined;
    if (!action) return;
    // What is typed into may live in a shadow root, which `target` stops at.
    if (!shortcut.startsWith('mod+') && isTyping(event.composedPath()[0] ?? null)) return;
    event.preventDefault();
    action(event);
  }
  window.addEventListener('keydown', onKeydown);
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown));
}
