/**
 * Runs of many pictures: at most one an instance. They outlive the dialog that began them, and say how they
 * ended when nobody watches. Knows no table.
 */
import { defineStore } from 'pinia';
import { effectScope, onScopeDispose, shallowReactive, type InjectionKey } from 'vue';
import type { Instance, InstanceId } from '../../../../shared/models/instance.ts';
import { api } from '../../../api.ts';
import { notify } from '../../../ui/notify.ts';
import { countWords } from '../../../ui/time-words.ts';
import { useConfirmStore } from '../../shell/confirm-store.ts';
import { useDialogsStore } from '../../shell/dialogs-store.ts';
import { tellWrittenUser } from '../../shell/user-writes.ts';
import { useWriteAccess } from '../../shell/write-access.ts';
import { toBase64 } from '../picture/to-base64.ts';
import type { prepareImage } from '../prepare-image.ts';
import { createImageRun, type ImageRun, type RunItem } from './image-run.ts';
import { endWords } from './run-words.ts';

/** How files become what is sent. Where nothing can be decoded, something else takes its place. */
export const prepareKey: InjectionKey<typeof prepareImage> = Symbol('prepare image');

/** The table has been looked over; production and guarded instances deserve one more look. */
export function asksFirst({ environment, protection }: Instance): boolean {
  return environment === 'production' || protection === 'guarded';
}

export const useImageRunsStore = defineStore('image-runs', () => {
  const confirms = useConfirmStore();
  const dialogs = useDialogsStore();
  const runs = shallowReactive(new Map<InstanceId, ImageRun>());
  /** Whose run is on screen: that one needs no notice. */
  let watched: InstanceId | null = null;
  const scope = effectScope(true);
  onScopeDispose(() => scope.stop());

  function runOf(instanceId: InstanceId): ImageRun | null {
    return runs.get(instanceId) ?? null;
  }

  async function mayStart(instance: Instance, items: readonly RunItem[]): Promise<boolean> {
    if (!asksFirst(instance)) return true;
    const replaced = items.filter(({ user }) => user.hasImage).length;
    const users = countWords(items.length, 'user');
    const answer = await confirms.ask({
      title: `Set ${countWords(items.length, 'profile picture')}`,
      consequences: [
        `${users} of ${instance.name} ${items.length === 1 ? 'gets' : 'get'} a new profile picture.`,
        ...(replaced > 0
          ? [
              `${countWords(replaced, 'picture')} of theirs ${replaced === 1 ? 'is' : 'are'} replaced, and cannot be put back from here.`,
            ]
          : []),
      ],
      action: `Set ${countWords(items.length, 'picture')}`,
      instance,
      method: 'users.setProfileImage',
      userId: items[0]?.user.id ?? '',
      guarded: false,
    });
    return answer !== null;
  }

  /** False when the person thought better of it, or another run is on its way. */
  async function start(
    instance: Instance,
    items: readonly RunItem[],
    prepare: typeof prepareImage,
  ): Promise<boolean> {
    const { instanceId } = instance;
    if (!(await mayStart(instance, items))) return false;
    if (runOf(instanceId) !== null && runOf(instanceId)?.state.value !== 'ended') return false;
    const access = scope.run(() => useWriteAccess(instanceId));
    const run = createImageRun(items, {
      prepare: (file, signal) => prepare(file, { crop: null }, signal),
      send: async (userId, { blob, contentType }) =>
        api.users.setProfileImage({ instanceId, userId, contentType, base64: await toBase64(blob) }),
      written: (user) => tellWrittenUser({ instanceId, user }),
      barrier: () => access?.value.reason ?? null,
      sleep,
    });
    runs.set(instanceId, run);
    void tellEnd(instance, run);
    return true;
  }

  function retry(instance: Instance): void {
    const run = runOf(instance.instanceId);
    if (run?.state.value !== 'ended') return;
    run.retry();
    void tellEnd(instance, run);
  }

  async function tellEnd({ instanceId, name }: Instance, run: ImageRun): Promise<void> {
    await run.ended();
    if (watched === instanceId) return;
    const { done, total } = run.counts.value;
    const show = {
      label: 'Show',
      onClick: () => dialogs.open({ kind: 'many-images', instanceId, files: [] }),
    };
    if (done === total) notify.done(endWords(run.counts.value, name), show);
    else notify.told(endWords(run.counts.value, name), show);
  }

  return {
    runOf,
    start,
    retry,
    /** What has ended has been seen. */
    dismiss: (instanceId: InstanceId): void => {
      if (runOf(instanceId)?.state.value === 'ended') runs.delete(instanceId);
    },
    watch: (instanceId: InstanceId | null): void => {
      watched = instanceId;
    },
  };
});

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
  });
}
