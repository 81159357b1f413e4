/** From one file to the user's picture: looked at, prepared, sent, and how that ended. Draws nothing. */
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { Failure } from '../../../shared/failure.ts';

import { api } from '../../api.ts';
import { newCallId } from '../../composables/useCall.ts';
import type { PicturedUser } from '../shell/profile-image/picture-requests.ts';
import { formerPicture, setPictureOf, type FormerPicture } from '../shell/profile-image/picture-writes.ts';
import { useUserWrites } from '../shell/user-writes.ts';
import { toBase64 } from './picture/to-base64.ts';
import {
  isRefusal,
  prepareImage,
  viewImage,
  type Crop,
  type ImageRefusal,
  type PictureView,
} from './prepare-image.ts';

export type Phase =
  | { at: 'reading' }
  | { at: 'refused'; refusal: ImageRefusal }
  | { at: 'ready'; failure: Failure | null; cancelled: boolean }
  | { at: 'preparing' }
  | { at: 'sending'; cancelling: boolean };

export interface ViewedPicture extends PictureView {
  /** The view, drawable. */
  bitmap: ImageBitmap;
  /** Its address, for as long as the component lives. */
  url: string;
}

const ready = { at: 'ready', failure: null, cancelled: false } as const;

/** `onDone`: there is nothing more to do here, be it done or not known. */
export function usePictureUpload(user: PicturedUser, file: File, onDone: () => void) {
  const writes = useUserWrites();
  const phase = shallowRef<Phase>({ at: 'reading' });
  const picture = shallowRef<ViewedPicture | null>(null);
  const busy = computed(() => phase.value.at === 'preparing' || phase.value.at === 'sending');
  const left = new AbortController();
  let preparing = new AbortController();
  let callId: string | null = null;

  onScopeDispose(() => {
    left.abort();
    preparing.abort();
    if (picture.value) {
      URL.revokeObjectURL(picture.value.url);
      picture.value.bitmap.close();
    }
  });

  async function read(): Promise<void> {
    const seen = await viewImage(file, left.signal);
    if (isRefusal(seen)) {
      phase.value = { at: 'refused', refusal: seen };
      return;
    }
    const bitmap = await createImageBitmap(seen.view);
    if (left.signal.aborted) return bitmap.close();
    picture.value = { ...seen, bitmap, url: URL.createObjectURL(seen.view) };
    phase.value = ready;
  }
  read().catch(() => undefined);

  /** Whoever cancels need not wait for it. Rejects only then. */
  function formerUnlessAborted(signal: AbortSignal): Promise<FormerPicture> {
    const id = newCallId();
    return new Promise((resolve, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          api.app.cancel({ callId: id }).catch(() => undefined);
          reject(signal.reason as Error);
        },
        { once: true },
      );
      void formerPicture(user, id).then(resolve);
    });
  }

  /** Null: cancelled, or refused after all. */
  async function prepare(crop: Crop | null) {
    preparing = new AbortController();
    const { signal } = preparing;
    try {
      const [prepared, former] = await Promise.all([
        prepareImage(file, { crop }, signal),
        formerUnlessAborted(signal),
      ]);
      if (isRefusal(prepared)) {
        phase.value = { at: 'refused', refusal: prepared };
        return null;
      }
      const { contentType } = prepared;
      const base64 = await toBase64(prepared.blob);
      signal.throwIfAborted();
      return { bytes: { contentType, base64 }, former };
    } catch (error) {
      if (!signal.aborted) throw error;
      if (!left.signal.aborted) phase.value = { ...ready, cancelled: true };
      return null;
    }
  }

  async function send(bytes: Parameters<typeof setPictureOf>[1], former: FormerPicture): Promise<void> {
    callId = newCallId();
    phase.value = { at: 'sending', cancelling: false };
    const result = await writes.run({ ...setPictureOf(user, bytes, former, callId), quietFailure: true });
    callId = null;
    if (result.status === 'done') return onDone();
    if (result.status === 'failed' && result.failure.code === 'outcome_unknown') {
      // Whatever this brings, everything that shows the user hears of it.
      api.users.get({ instanceId: user.instanceId, userId: user.userId }).catch(() => undefined);
      return onDone();
    }
    const failure = result.status === 'failed' ? result.failure : null;
    const cancelled = failure?.code === 'cancelled';
    phase.value = { at: 'ready', failure: cancelled ? null : failure, cancelled };
  }

  async function submit(crop: Crop | null): Promise<void> {
    if (phase.value.at !== 'ready') return;
    phase.value = { at: 'preparing' };
    const made = await prepare(crop);
    if (made !== null) await send(made.bytes, made.former);
  }

  function cancel(): void {
    if (phase.value.at === 'preparing') preparing.abort();
    if (phase.value.at !== 'sending' || callId === null) return;
    phase.value = { at: 'sending', cancelling: true };
    api.app.cancel({ callId }).catch(() => undefined);
  }

  return { phase, picture, busy, submit, cancel };
}
