/** Which pictures are waiting to be set: whoever gets files asks here, ProfileImageHost shows the dialog. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import { useDialogsStore } from '../dialogs-store.ts';

/** Whose picture it is, from as much as a row of the list knows. */
export interface PicturedUser {
  instanceId: string;
  userId: string;
  name: string;
  hasImage: boolean;
}

/** Something on screen that takes pictures. */
export interface PicturePlace {
  /** Null while nobody is there. */
  user(): PicturedUser | null;
  /** Why it takes none now, in words; null: it does. */
  refused(): string | null;
}

export interface PictureRequest {
  user: PicturedUser;
  file: File;
}

export const usePictureRequests = defineStore('picture-requests', () => {
  const dialogs = useDialogsStore();
  const current = shallowRef<PictureRequest | null>(null);
  /** How many there have been: another file for the same user is another dialog. */
  const asked = shallowRef(0);

  function open(request: PictureRequest): void {
    current.value = request;
    asked.value += 1;
  }

  /** Files that were given for a user: one is theirs, of several nobody knows yet whose they are. */
  function take(files: File[], user: PicturedUser): void {
    const [file] = files;
    if (file === undefined) return;
    if (files.length === 1) open({ user, file });
    else dialogs.open({ kind: 'many-images', instanceId: user.instanceId as InstanceId, files });
  }

  function close(): void {
    current.value = null;
  }

  return { current, asked, open, take, close };
});
