/** What the menu of one row offers. Opens no menu, and changes nobody. */
import { AppWindow, Copy, ImageUp, Link2, Mail, PanelRight } from '@lucide/vue';
import type { UserRow } from '../../../shared/models/directory.ts';
import type { Instance } from '../../../shared/models/instance.ts';
import { shortcutLabel } from '../../composables/useShortcuts.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { copyText, userLink } from '../shell/user-link.ts';

export function userMenu(
  row: UserRow,
  on: {
    instance: Instance;
    open: (row: UserRow) => void;
    openPage: (row: UserRow) => void;
    /** Null while it cannot be changed. */
    changePicture: ((row: UserRow) => void) | null;
  },
): MenuItem[] {
  const { email } = row;
  const items: MenuItem[] = [
    { label: 'Open', icon: PanelRight, onSelect: () => on.open(row) },
    {
      label: 'Open as a page',
      icon: AppWindow,
      shortcut: shortcutLabel('mod+o'),
      onSelect: () => on.openPage(row),
    },
    {
      label: 'Change picture…',
      icon: ImageUp,
      disabled: on.changePicture === null,
      onSelect: () => on.changePicture?.(row),
    },
    { kind: 'separator' },
    {
      label: 'Copy link',
      icon: Link2,
      onSelect: () => void copyText(userLink(on.instance, row.id), 'The link'),
    },
    { label: 'Copy user id', icon: Copy, onSelect: () => void copyText(row.id, 'The user id') },
  ];
  if (email !== null) {
    items.push({
      label: 'Copy e-mail address',
      icon: Mail,
      onSelect: () => void copyText(email, 'The e-mail address'),
    });
  }
  return items;
}
