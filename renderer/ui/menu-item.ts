/** What a menu offers; the same for a menu under a button and a menu under the pointer. */
import type { Component } from 'vue';

export interface MenuAction {
  kind?: 'action';
  label: string;
  icon?: Component;
  /** Shown at the right; the shortcut itself is registered elsewhere. */
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Why it is disabled, in a sentence below the label. */
  reason?: string | null;
  onSelect: () => void;
}

export type MenuItem = MenuAction | { kind: 'separator' };

/** The looks that both menus share. */
export const menuClasses = {
  content: 'appear z-50 min-w-44 rounded-lg border border-line bg-raised p-1 shadow-float',
  item: 'flex min-h-7 items-center gap-2 rounded-sm px-2 py-0.5 outline-none',
  /** The reason of a disabled item stays as it is: it is to be read. */
  dimmed: 'opacity-50',
  reason: 'block max-w-60 text-label text-text-2',
  normal: 'text-text data-highlighted:bg-accent-weak data-highlighted:text-accent-text',
  danger: 'text-bad data-highlighted:bg-bad-weak data-highlighted:text-bad',
  separator: 'mx-1 my-1 h-px bg-line',
};
