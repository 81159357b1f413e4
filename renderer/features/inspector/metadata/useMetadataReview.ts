/**
 * The last look at a draft before it is sent, and the sending: against what is there now, never over what has
 * changed elsewhere in the meantime unseen, and with the way back. Knows no layout.
 */
import { computed, shallowRef } from 'vue';
import { fail, type Failure } from '../../../../shared/failure.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import type { JsonObject } from '../../../../shared/models/json.ts';
import type { User } from '../../../../shared/models/user.ts';
import { api } from '../../../api.ts';
import { mayBeRounded } from '../../../ui/json/json-notes.ts';
import { useUserWrites, type UserWrite } from '../../shell/user-writes.ts';
import { displayName } from '../user-facts.ts';
import { changesBetween, isSameJson, type JsonChange } from './json-changes.ts';
import { dropDraft, type MetadataDraft } from './metadata-drafts.ts';
import { fieldsOf, kindWords, metadataOf, type MetadataKind, type PerKind } from './metadata-kinds.ts';
import { planOf, valuesToSend, type MetadataAction, type MetadataPlan } from './metadata-plan.ts';

const methods = { merge: 'users.updateMetadata', replace: 'users.replaceMetadata' } as const;

export interface ReviewTarget {
  instance: Instance;
  user: User;
  draft: MetadataDraft | null;
  visible: readonly MetadataKind[];
}

export function useMetadataReview(target: () => ReviewTarget) {
  const writes = useUserWrites();
  /** What the result is worked out on, as it was when it was last shown; null: no review. */
  const base = shallowRef<PerKind<JsonObject> | null>(null);
  const failure = shallowRef<Failure | null>(null);

  const plan = computed<MetadataPlan | null>(() => {
    const { draft, visible } = target();
    return base.value && draft ? planOf(draft.action, draft.texts, base.value, visible) : null;
  });

  /** What others have changed in the kinds at hand since the draft was begun. */
  const elsewhere = computed<{ kind: MetadataKind; changes: JsonChange[] }[]>(() => {
    const { draft, visible } = target();
    const now = base.value;
    if (!draft || !now) return [];
    return visible
      .filter((kind) => plan.value?.changed.includes(kind) ?? false)
      .map((kind) => ({ kind, changes: changesBetween(draft.began[kind], now[kind]) }))
      .filter(({ changes }) => changes.length > 0);
  });

  function open(): void {
    failure.value = null;
    base.value = metadataOf(target().user);
  }

  function close(): void {
    base.value = null;
    failure.value = null;
  }

  async function send(): Promise<boolean> {
    const { instance, user, draft } = target();
    const shown = base.value;
    if (!plan.value || !shown || !draft || plan.value.obstacle !== null) return false;
    failure.value = null;
    const sent = { action: draft.action, plan: plan.value };
    let found: User | null = null;
    const result = await writes.run(
      writeOf(instance, user, sent, shown, (moved) => {
        found = moved;
      }),
    );
    if (result.status === 'done') {
      close();
      dropDraft({ instanceId: instance.instanceId, userId: user.id });
      return true;
    }
    if (result.status === 'failed') {
      if (found) base.value = metadataOf(found);
      else failure.value = result.failure;
    }
    return false;
  }

  return {
    isOpen: computed(() => base.value !== null && plan.value !== null),
    plan,
    elsewhere,
    failure,
    pending: computed(() => {
      const { instance, user, draft } = target();
      const { instanceId } = instance;
      return (
        draft !== null && writes.isPending({ instanceId, method: methods[draft.action], userId: user.id })
      );
    }),
    open,
    close,
    send,
  };
}

/** Reads the user anew right before the write: what has changed since it was `shown` must be seen first. */
async function expectUnchanged(
  of: { instanceId: Instance['instanceId']; userId: string },
  kinds: readonly MetadataKind[],
  shown: PerKind<JsonObject>,
  onMoved?: (now: User) => void,
): Promise<void> {
  const now = await api.users.get(of);
  const moved = kinds.filter((kind) => !isSameJson(metadataOf(now)[kind], shown[kind]));
  if (moved.length === 0) return;
  onMoved?.(now);
  throw fail(
    'conflict',
    `The ${kindWords(moved)} metadata was changed elsewhere in the meantime. Nothing was sent.`,
  );
}

function writeOf(
  instance: Instance,
  user: User,
  { action, plan }: { action: MetadataAction; plan: MetadataPlan },
  shown: PerKind<JsonObject>,
  onMoved: (now: User) => void,
): UserWrite<User> {
  const { instanceId } = instance;
  const name = displayName(user);
  const kinds = plan.changed;
  const call = action === 'merge' ? api.users.updateMetadata : api.users.replaceMetadata;
  const deleted = kinds.flatMap((kind) => plan.kinds[kind].changes).filter(({ kind }) => kind === 'deleted');
  const guarded = action === 'replace' && instance.protection === 'guarded';
  return {
    instanceId,
    method: methods[action],
    userId: user.id,
    destructive: action === 'replace',
    ...(guarded
      ? {
          ask: {
            title: `Replace metadata of ${name}`,
            consequences: [
              `What is in the ${kindWords(kinds)} metadata now is replaced whole.`,
              ...(deleted.length === 0 ? [] : [`${keysWords(deleted.length)} of it will be gone.`]),
            ],
            action: 'Replace metadata',
            danger: true,
          },
        }
      : {}),
    async send(confirmation) {
      await expectUnchanged({ instanceId, userId: user.id }, kinds, shown, onMoved);
      return call({ instanceId, userId: user.id, ...fieldsOf(valuesToSend(plan)), ...confirmation });
    },
    done:
      action === 'merge'
        ? `Merged into the ${kindWords(kinds)} metadata of ${name}.`
        : `Replaced the ${kindWords(kinds)} metadata of ${name}.`,
    failed: `The metadata of ${name} was not changed.`,
    quietFailure: true,
    undo: (written) => wayBack(instance, written, kinds, shown) as UserWrite | null,
  };
}

/** Puts back what was there, unless somebody has changed it again, or reading it has rounded a number in it. */
function wayBack(
  instance: Instance,
  written: User,
  kinds: readonly MetadataKind[],
  former: PerKind<JsonObject>,
): UserWrite<User> | null {
  if (kinds.some((kind) => mayBeRounded(former[kind]))) return null;
  const { instanceId } = instance;
  const userId = written.id;
  const name = displayName(written);
  const values = Object.fromEntries(kinds.map((kind) => [kind, former[kind]]));
  return {
    instanceId,
    method: 'users.replaceMetadata',
    userId,
    destructive: true,
    ...(instance.protection === 'guarded'
      ? {
          ask: {
            title: `Put back the metadata of ${name}`,
            consequences: [`The ${kindWords(kinds)} metadata becomes what it was before the last change.`],
            action: 'Put back metadata',
            danger: true,
          },
        }
      : {}),
    async send(confirmation) {
      await expectUnchanged({ instanceId, userId }, kinds, metadataOf(written));
      return api.users.replaceMetadata({ instanceId, userId, ...fieldsOf(values), ...confirmation });
    },
    done: `The ${kindWords(kinds)} metadata of ${name} is what it was before.`,
    failed: `The ${kindWords(kinds)} metadata of ${name} was not put back.`,
  };
}

function keysWords(count: number): string {
  return count === 1 ? '1 key' : `${count.toLocaleString()} keys`;
}
