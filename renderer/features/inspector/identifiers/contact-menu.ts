/** What can be done to one address or number, as a menu. Knows no write. */
import { BadgeCheck, Copy, ShieldCheck, ShieldOff, Star, Trash2, Undo2 } from '@lucide/vue';
import type { MenuItem } from '../../../ui/menu-item.ts';
import { isVerified, type Contact } from './contacts.ts';

export interface ContactActions {
  verify(verified: boolean): void;
  makePrimary(): void;
  useAsSecondFactor(reserved: boolean): void;
  copyId(): void;
  remove(): void;
}

export function contactMenu(contact: Contact, mayWrite: boolean, actions: ContactActions): MenuItem[] {
  const disabled = !mayWrite || contact.id === null;
  const verified = isVerified(contact);
  const onlyVerified = verified ? '' : ' (verify it first)';
  const items: MenuItem[] = [
    verified
      ? { label: 'Mark as unverified…', icon: Undo2, disabled, onSelect: () => actions.verify(false) }
      : { label: 'Mark as verified…', icon: BadgeCheck, disabled, onSelect: () => actions.verify(true) },
  ];
  if (!contact.primary) {
    items.push({
      label: `Make primary…${onlyVerified}`,
      icon: Star,
      disabled: disabled || !verified,
      onSelect: () => actions.makePrimary(),
    });
  }
  if (contact.kind === 'phone') {
    items.push(
      contact.secondFactor
        ? {
            label: 'Stop using as second factor…',
            icon: ShieldOff,
            disabled,
            onSelect: () => actions.useAsSecondFactor(false),
          }
        : {
            label: `Use as second factor…${onlyVerified}`,
            icon: ShieldCheck,
            disabled: disabled || !verified,
            onSelect: () => actions.useAsSecondFactor(true),
          },
    );
  }
  if (contact.id !== null) items.push({ label: 'Copy id', icon: Copy, onSelect: () => actions.copyId() });
  items.push(
    { kind: 'separator' },
    { label: 'Remove…', icon: Trash2, danger: true, disabled, onSelect: () => actions.remove() },
  );
  return items;
}
