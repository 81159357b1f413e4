/** The way of a write from the screen: asked where it must be, sent once, told how it ended, taken back. */
import { bridge, instance, makeStatus, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { api } from '../../../../renderer/api.ts';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useConfirmStore } from '../../../../renderer/features/shell/confirm-store.ts';
import ConfirmWriteDialog from '../../../../renderer/features/shell/ConfirmWriteDialog.vue';
import { useDialogsStore } from '../../../../renderer/features/shell/dialogs-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import {
  useDeletedUsers,
  useUserWrites,
  useWrittenUsers,
  type UserWrite,
} from '../../../../renderer/features/shell/user-writes.ts';
import { useWriteAccess } from '../../../../renderer/features/shell/write-access.ts';
import { notify } from '../../../../renderer/ui/notify.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import { makeUser } from '../inspector/make-user.ts';

let pinia: Pinia;
let scope: EffectScope;
let dialog: VueWrapper | null = null;
const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);
const said = vi.spyOn(notify, 'said').mockImplementation(() => undefined);

async function start(more: Partial<Instance> = {}): Promise<void> {
  bridge.answers['instances.list'] = () => [{ ...instance, protection: 'open', ...more }];
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  useDirectoryStore();
  await flushPromises();
}

beforeEach(() => {
  bridge.reset();
  pinia = createPinia();
  setActivePinia(pinia);
  scope = effectScope();
  done.mockClear();
  failed.mockClear();
  said.mockClear();
});

afterEach(() => {
  dialog?.unmount();
  dialog = null;
  scope.stop();
  disposePinia(pinia);
  document.body.replaceChildren();
});

const user = makeUser('user_1');
const { instanceId } = instance;

function ban(more: Partial<UserWrite<User>> = {}): UserWrite<User> {
  return {
    instanceId,
    method: 'users.ban',
    userId: user.id,
    send: (confirmation) => api.users.ban({ instanceId, userId: user.id, ...confirmation }),
    done: 'Jane Doe is banned.',
    failed: 'Jane Doe was not banned.',
    ...more,
  };
}

const ask = {
  title: 'Ban Jane Doe',
  consequences: ['All sessions end.'],
  action: 'Ban user',
  danger: true,
};

function showQuestion(): void {
  const question = useConfirmStore().current;
  if (!question) throw new Error('Nothing is being asked.');
  dialog = mount(ConfirmWriteDialog, {
    props: { question },
    attachTo: document.body,
    global: { plugins: [pinia] },
  });
}

async function answerQuestion(typedName?: string): Promise<void> {
  showQuestion();
  await flushPromises();
  const input = document.querySelector('input');
  if (typedName !== undefined && input) {
    input.value = typedName;
    input.dispatchEvent(new Event('input'));
    await flushPromises();
  }
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

describe('a write', () => {
  test('is sent once while it is on its way, and tells what came back', async () => {
    await start();
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers['users.ban'] = () => new Promise((resolve) => (answer = resolve));
    const written: string[] = [];
    scope.run(() => useWrittenUsers(({ user: back }) => written.push(back.id)));
    const writes = useUserWrites();

    const first = writes.run(ban());
    expect(writes.isPending({ instanceId, method: 'users.ban', userId: user.id })).toBe(true);
    expect((await writes.run(ban())).status).toBe('busy');
    answer({ ...user, banned: true });
    expect((await first).status).toBe('done');

    expect(bridge.callsOf('users.ban')).toHaveLength(1);
    expect(written).toEqual(['user_1']);
    expect(done).toHaveBeenCalledWith('Jane Doe is banned.', undefined);
    expect(writes.isPending({ instanceId, method: 'users.ban', userId: user.id })).toBe(false);
  });

  test('offers the way back, which is a write of its own', async () => {
    await start();
    bridge.answers['users.ban'] = () => ({ ...user, banned: true });
    bridge.answers['users.unban'] = () => user;
    const undo = ban({
      method: 'users.unban',
      send: () => api.users.unban({ instanceId, userId: user.id }),
      done: 'Jane Doe is not banned any more.',
    }) as UserWrite;
    await useUserWrites().run(ban({ undo: () => undo }));
    const action = done.mock.calls[0]?.[1];
    expect(action?.label).toBe('Undo');
    action?.onClick();
    await flushPromises();
    expect(bridge.callsOf('users.unban')).toHaveLength(1);
  });

  test('says what was not done, and why', async () => {
    await start();
    bridge.answers['users.ban'] = () =>
      new Refusal('plan_required', 'The plan lacks bans.', undefined, { traceId: 'trace_1' });
    const result = await useUserWrites().run(ban());
    expect(result).toMatchObject({ status: 'failed', failure: { traceId: 'trace_1' } });
    expect(failed).toHaveBeenCalledWith(
      'Jane Doe was not banned.',
      expect.objectContaining({ traceId: 'trace_1' }),
    );
  });

  test('that another window has on its way already is told calmly, as no failure', async () => {
    await start();
    bridge.answers['users.ban'] = () => new Refusal('busy');
    expect(await useUserWrites().run(ban({ quietFailure: true }))).toEqual({ status: 'busy' });
    expect(failed).not.toHaveBeenCalled();
    expect(said).toHaveBeenCalledWith(expect.stringContaining('not sent again'));
  });

  test('that deleted somebody tells it to who shows them', async () => {
    await start();
    bridge.answers['users.delete'] = () => ({ id: user.id, deleted: true });
    const gone: string[] = [];
    scope.run(() => useDeletedUsers(({ userId }) => gone.push(userId)));
    await useUserWrites().run({
      ...ban(),
      method: 'users.delete',
      send: () => api.users.delete({ instanceId, userId: user.id }),
    } as UserWrite);
    expect(gone).toEqual(['user_1']);
  });

  test('of unknown outcome is not called undone, and leads to where it can be checked', async () => {
    await start();
    bridge.answers['users.ban'] = () => new Refusal('outcome_unknown', 'No answer came.');
    await useUserWrites().run(ban({ quietFailure: true }));
    const [words, , action] = failed.mock.calls[0] ?? [];
    expect(words).toContain('not known');
    action?.onClick();
    expect(useDialogsStore().current).toEqual({ kind: 'audit' });

    failed.mockClear();
    const result = await useUserWrites().run(ban({ quietUnknown: true }));
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'outcome_unknown' } });
    expect(failed).not.toHaveBeenCalled();
  });
});

describe('the question', () => {
  test('comes before anything is sent, and no means no', async () => {
    await start();
    const result = useUserWrites().run(ban({ ask }));
    await flushPromises();
    expect(useConfirmStore().current?.guarded).toBe(false);
    useConfirmStore().settle(null);
    expect(await result).toEqual({ status: 'cancelled' });
    expect(bridge.callsOf('users.ban')).toHaveLength(0);
  });

  test('of a guarded instance wants its name, and sends the token along', async () => {
    await start({ protection: 'guarded' });
    bridge.answers['protection.confirm'] = () => ({ confirmation: 'token_1', expiresAt: 1 });
    bridge.answers['users.ban'] = () => ({ ...user, banned: true });
    const result = useUserWrites().run(ban({ ask }));
    await flushPromises();
    await answerQuestion('Acm');
    expect(bridge.callsOf('protection.confirm')).toHaveLength(0);
    dialog?.unmount();
    await answerQuestion('Acme');
    expect((await result).status).toBe('done');
    expect(bridge.callsOf('protection.confirm')).toEqual([
      { instanceId, method: 'users.ban', userIds: ['user_1'], typedName: 'Acme' },
    ]);
    expect(bridge.callsOf('users.ban')[0]).toMatchObject({ confirmation: 'token_1' });
  });

  test('does not look as if something was on its way, and is asked once', async () => {
    await start();
    bridge.answers['users.ban'] = () => ({ ...user, banned: true });
    const writes = useUserWrites();
    const result = writes.run(ban({ ask }));
    await flushPromises();
    expect(writes.isPending(ban())).toBe(false);
    expect(await writes.run(ban({ ask }))).toEqual({ status: 'busy' });
    expect(useConfirmStore().asked).toBe(1);
    useConfirmStore().settle({});
    expect((await result).status).toBe('done');
  });

  test('is asked again when its answer is not good any more', async () => {
    await start({ protection: 'guarded' });
    const tokens = ['token_old', 'token_new'];
    bridge.answers['protection.confirm'] = () => ({ confirmation: tokens.shift(), expiresAt: 1 });
    bridge.answers['users.ban'] = ({ confirmation }) =>
      confirmation === 'token_new' ? user : new Refusal('confirmation_invalid');
    const result = useUserWrites().run(ban({ ask }));
    await flushPromises();
    await answerQuestion('Acme');
    dialog?.unmount();
    await answerQuestion('Acme');
    expect((await result).status).toBe('done');
  });

  test('is asked all the same where only core knew that it is needed', async () => {
    await start({ protection: 'guarded' });
    bridge.answers['protection.confirm'] = () => ({ confirmation: 'token_2', expiresAt: 1 });
    bridge.answers['users.ban'] = ({ confirmation }) =>
      confirmation === 'token_2' ? user : new Refusal('confirmation_required');
    const result = useUserWrites().run(ban());
    await flushPromises();
    await answerQuestion('Acme');
    expect((await result).status).toBe('done');
    expect(bridge.callsOf('users.ban')).toHaveLength(2);
  });
});

describe('writing is off', () => {
  const access = () => scope.run(() => useWriteAccess(instanceId))!.value;

  test('in a read-only instance', async () => {
    await start({ protection: 'read-only' });
    expect(access()).toMatchObject({ allowed: false, reason: expect.stringContaining('read-only') });
  });

  test.each([
    ['offline', 'Offline'],
    ['unauthorized', 'refuses the key'],
  ] as const)('while the connection is %s', async (state, words) => {
    bridge.answers['directory.status'] = () => makeStatus({ connection: { state, since: 1, message: null } });
    await start();
    expect(access().reason).toContain(words);
  });

  test('and on where nothing stands against it', async () => {
    await start();
    expect(access()).toEqual({ allowed: true, reason: null });
  });
});
