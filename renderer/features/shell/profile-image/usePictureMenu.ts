/** The ways to a user's picture that need no dragging: choose a file, paste, remove. */
import { ClipboardPaste, ImageOff, ImageUp, Undo2 } from '@lucide/vue';
import { onScopeDispose } from 'vue';
import { api } from '../../../api.ts';
import { shortcutLabel } from '../../../composables/useShortcuts.ts';
import type { MenuItem } from '../../../ui/menu-item.ts';
import { notify } from '../../../ui/notify.ts';
import { useAppStore } from '../app-store.ts';
import { useUserWrites } from '../user-writes.ts';
import { keptPictureOf } from './former-pictures.ts';
import { usePictureRequests, type PicturedUser, type PicturePlace } from './picture-requests.ts';
import { formerPicture, removePictureOf, restorePictureOf } from './picture-writes.ts';

/** What the choice of files offers; what is in them is told by their bytes. */
const fileTypes = '.png,.jpg,.jpeg,.gif,.webp,.avif,.bmp,image/*';

export function usePictureMenu() {
  const requests = usePictureRequests();
  const writes = useUserWrites();
  const app = useAppStore();

  /** The system's own dialog. */
  function choose(user: PicturedUser): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = fileTypes;
    input.addEventListener('change', () => requests.take([...(input.files ?? [])], user), { once: true });
    input.click();
  }

  async function paste(user: PicturedUser): Promise<void> {
    let picture: File | null;
    try {
      picture = app.info?.host === 'electron' ? await pictureOfDesktop() : await pictureOfBrowser();
    } catch {
      // Reading it unasked may be forbidden; being handed what is pasted is not.
      notify.said(`Press ${shortcutLabel('mod+v')} while the user is open, to paste a picture.`);
      return;
    }
    if (picture === null) notify.said('There is no picture on the clipboard.');
    else requests.take([picture], user);
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

async function pictureOfDesktop(): Promise<File | null> {
  const picture = await api.images.clipboard();
  if (picture === null) return null;
  const { contentType: type, base64 } = picture;
  return new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], 'clipboard', { type });
}

async function pictureOfBrowser(): Promise<File | null> {
  for (const item of await navigator.clipboard.read()) {
    const type = item.types.find((one) => one.startsWith('image/'));
    if (type !== undefined) return new File([await item.getType(type)], 'clipboard', { type });
  }
  return null;
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
