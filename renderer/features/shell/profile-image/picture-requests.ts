/** Which pictures are waiting to be set: whoever gets files asks here, ProfileImageHost shows the dialog. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { notify } from '../../../ui/notify.ts';

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

/** Takes several files, of which each may be somebody else's. */
export type TakeMany = (files: File[], instanceId: string) => void;

export const usePictureRequests = defineStore('picture-requests', () => {
  const current = shallowRef<PictureRequest | null>(null);
  /** How many there have been: another file for the same user is another dialog. */
  const asked = shallowRef(0);

  /** Whoever can match several files with users puts themselves here. */
  const onMany = shallowRef<TakeMany | null>(null);

  function open(request: PictureRequest): void {
    current.value = request;
    asked.value += 1;
  }

  /** Files that were given for a user: one is theirs, of several nobody knows yet whose they are. */
  function take(files: File[], user: PicturedUser): void {
    const [file] = files;
    if (file === undefined) return;
    if (files.length === 1) open({ user, file });
    else if (onMany.value !== null) onMany.value(files, user.instanceId);
    else notify.said('Those are several files. Drop one picture for one user.');
  }

  function close(): void {
    current.value = null;
  }

  return { current, asked, onMany, open, take, close };
});
