/** The ways to a user's picture that need no dragging: choose a file, paste, remove. */
import { ClipboardPaste, ImageOff, ImageUp, Undo2 } from '@lucide/vue';
import { onScopeDispose } from 'vue';
import { shortcutLabel } from '../../../composables/useShortcuts.ts';
import type { MenuItem } from '../../../ui/menu-item.ts';
import { notify } from '../../../ui/notify.ts';
import { useUserWrites } from '../user-writes.ts';
import { keptPictureOf } from './former-pictures.ts';
import { usePictureRequests, type PicturedUser, type PicturePlace } from './picture-requests.ts';
import { formerPicture, removePictureOf, restorePictureOf } from './picture-writes.ts';

/** What the choice of files offers; what is in them is told by their bytes. */
const fileTypes = '.png,.jpg,.jpeg,.gif,.webp,.avif,.bmp,image/*';

export function usePictureMenu() {
  const requests = usePictureRequests();
  const writes = useUserWrites();

  /** The system's own dialog. */
  function choose(user: PicturedUser): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = fileTypes;
    input.addEventListener('change', () => requests.take([...(input.files ?? [])], user), { once: true });
    input.click();
  }

  async function paste(user: PicturedUser): Promise<void> {
    let items: ClipboardItems;
    try {
      items = await navigator.clipboard.read();
    } catch {
      // Reading it unasked is not allowed; being handed what is pasted is.
      notify.said(`Press ${shortcutLabel('mod+v')} while the user is open, to paste a picture.`);
      return;
    }
    for (const item of items) {
      const type = item.types.find((one) => one.startsWith('image/'));
      if (type === undefined) continue;
      requests.take([new File([await item.getType(type)], 'clipboard', { type })], user);
      return;
    }
    notify.said('There is no picture on the clipboard.');
  }

  async function remove(user: PicturedUser): Promise<void> {
    await writes.run(removePictureOf(user, await formerPicture(user)));
  }

  async function restore(user: PicturedUser): Promise<void> {
    const kept = keptPictureOf(user);
    if (kept !== null) await writes.run(restorePictureOf(user, kept, await formerPicture(user)));
  }

  function items(user: PicturedUser, allowed: boolean): MenuItem[] {
    return [
      {
        label: 'Choose a picture…',
        icon: ImageUp,
        disabled: !allowed,
        onSelect: () => choose(user),
      },
      {
        label: 'Paste a picture',
        icon: ClipboardPaste,
        shortcut: shortcutLabel('mod+v'),
        disabled: !allowed,
        onSelect: () => void paste(user),
      },
      ...(keptPictureOf(user) === null
        ? []
        : [
            {
              label: 'Put the former picture back',
              icon: Undo2,
              disabled: !allowed,
              onSelect: () => void restore(user),
            },
          ]),
      { kind: 'separator' },
      {
        label: 'Remove the picture…',
        icon: ImageOff,
        danger: true,
        disabled: !allowed || !user.hasImage,
        onSelect: () => void remove(user),
      },
    ];
  }

  return { choose, items };
}

/** Takes what is pasted anywhere but into a field, for as long as the component lives. */
export function usePicturePaste(place: PicturePlace): void {
  const requests = usePictureRequests();

  function onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const user = place.user();
    if (files.length === 0 || user === null || event.defaultPrevented) return;
    const into = event.composedPath()[0];
    if (into instanceof HTMLElement && (into.isContentEditable || into.matches('input, textarea'))) return;
    // A dialog stands before the user.
    if (document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]')) return;
    event.preventDefault();
    const refused = place.refused();
    if (refused === null) requests.take(files, user);
    else notify.said(refused);
  }
  window.addEventListener('paste', onPaste);
  onScopeDispose(() => window.removeEventListener('paste', onPaste));
}
