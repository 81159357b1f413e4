/** The shell's stores: what the window knows of instances, mirrors and itself, from calls and from events. */
import { bridge, instance, makeStatus, Refusal } from '../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { createAppRouter } from '../../../../renderer/router.ts';
import { notify } from '../../../../renderer/ui/notify.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';

const other = { ...instance, instanceId: 'two' as InstanceId, name: 'Blue Lagoon' };

let pinia: Pinia;

beforeEach(() => {
  bridge.reset();
  pinia = createPinia();
  setActivePinia(pinia);
  delete document.documentElement.dataset.theme;
});

// Stores that went on listening would answer for the next test, too.
afterEach(() => disposePinia(pinia));

describe('instances', () => {
  test('are read once, and follow the events', async () => {
    const store = useInstancesStore();
    await Promise.all([store.load(), store.load()]);
    expect(bridge.callsOf('instances.list')).toHaveLength(1);
    bridge.emit('instances.onChanged', { instances: [instance, other] });
    expect(store.instances.map(({ name }) => name)).toEqual(['Acme', 'Blue Lagoon']);
  });

  test('a reading that failed is told, and can be repeated', async () => {
    bridge.answers['instances.list'] = () => new Refusal('storage', 'The registry cannot be read.');
    const store = useInstancesStore();
    await store.load();
    expect(store.failure?.message).toBe('The registry cannot be read.');
    bridge.answers['instances.list'] = () => [instance];
    await store.load();
    expect(store.failure).toBeNull();
    expect(store.find('one')).toEqual(instance);
  });

  test('what a call answered is there before its event, once', async () => {
    const store = useInstancesStore();
    await store.load();
    store.put(other);
    store.put({ ...other, name: 'Renamed' });
    expect(store.instances.map(({ name }) => name)).toEqual(['Acme', 'Renamed']);
    store.drop(instance.instanceId);
    expect(store.instances.map(({ name }) => name)).toEqual(['Renamed']);
  });
});

describe('the app', () => {
  test('a setting shows at once, and goes back when it could not be stored', async () => {
    const store = useAppStore();
    await store.load();
    bridge.answers['settings.update'] = () => new Refusal('disk_full');
    const update = store.updateSettings({ theme: 'dark' });
    await Promise.resolve();
    expect(document.documentElement.dataset.theme ?? store.settings.theme).toBe('dark');
    await expect(update).rejects.toMatchObject({ code: 'disk_full' });
    expect(store.settings.theme).toBe('system');
  });

  test('the theme is the page’s, and the system’s when none is chosen', async () => {
    const store = useAppStore();
    await store.load();
    await store.updateSettings({ theme: 'dark' });
    expect(document.documentElement.dataset.theme).toBe('dark');
    await store.updateSettings({ theme: 'system' });
    await flushPromises();
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  test('what cannot be read keeps nobody from the window', async () => {
    bridge.answers['app.info'] = () => new Refusal('internal');
    bridge.answers['audit.list'] = () => new Refusal('keychain_locked');
    bridge.answers['settings.get'] = () => new Refusal('storage');
    const store = useAppStore();
    await store.load();
    expect(store.settings.theme).toBe('system');
    expect(store.unknownWrites).toBe(0);
  });

  test('a history of writes that was lost is told', async () => {
    const told = vi.spyOn(notify, 'told');
    bridge.answers['audit.list'] = () => ({ entries: [], notice: 'The history was set aside.' });
    await useAppStore().load();
    expect(told).toHaveBeenCalledWith('The history was set aside.');
  });

  test('events tell of the keychain and of writes with an unknown outcome', async () => {
    const store = useAppStore();
    await store.load();
    expect(store.keysPersist).toBe(true);
    bridge.emit('app.onSecretsChanged', {
      state: 'unavailable',
      persistent: false,
      backend: 'memory',
      reason: 'x',
    });
    bridge.emit('audit.onChanged', { unknown: 3 });
    expect(store.keysPersist).toBe(false);
    expect(store.unknownWrites).toBe(3);
  });
});

describe('mirrors', () => {
  const progress = { instanceId: 'one', phase: 'reading', done: 10, total: 97 } as const;

  async function setUp() {
    const instances = useInstancesStore();
    const store = useDirectoryStore();
    await instances.load();
    await flushPromises();
    return { instances, store };
  }

  test('progress shows without a status of its own; at its end the status is read again', async () => {
    const { store } = await setUp();
    bridge.emit('directory.onSyncProgressed', progress);
    expect(store.statusOf('one')).toMatchObject({ state: 'syncing', progress });
    bridge.answers['directory.status'] = () => makeStatus({ users: 97 });
    bridge.emit('directory.onSyncProgressed', { ...progress, phase: 'done' });
    await flushPromises();
    expect(store.statusOf('one')).toMatchObject({ state: 'ready', users: 97, progress: null });
  });

  test('an answer that was overtaken by an event is dropped', async () => {
    const { store } = await setUp();
    bridge.emit('directory.onSyncProgressed', progress);
    // Asked when the sync ended, answered as of before; the event that tells of the end comes in between.
    bridge.answers['directory.status'] = () => makeStatus({ state: 'syncing' });
    bridge.emit('directory.onSyncProgressed', { ...progress, phase: 'done' });
    bridge.emit('directory.onChanged', { instanceId: 'one', userIds: [], status: makeStatus({ users: 97 }) });
    await flushPromises();
    expect(store.statusOf('one')).toMatchObject({ state: 'ready', users: 97 });
  });

  test('an instance that comes is read, one that goes is forgotten', async () => {
    const { store } = await setUp();
    bridge.emit('instances.onChanged', { instances: [other] });
    await flushPromises();
    expect(store.statusOf('one')).toBeNull();
    expect(bridge.callsOf('directory.status').map(({ instanceId }) => instanceId)).toEqual(['one', 'two']);
  });

  test('an unlocked keychain has every mirror looked at again', async () => {
    const { store } = await setUp();
    bridge.answers['directory.status'] = () => makeStatus({ users: 7 });
    bridge.emit('app.onSecretsChanged', { state: 'available', persistent: true, backend: 'x', reason: null });
    await flushPromises();
    expect(store.statusOf('one')?.users).toBe(7);
  });
});

describe('where the window opens', () => {
  async function open(lastInstanceId: string | null) {
    bridge.answers['settings.get'] = () => ({ theme: 'system', inspectorWidth: 372, lastInstanceId });
    const router = createAppRouter();
    await router.push('/');
    return router.currentRoute.value;
  }

  test('at the instance that was open last', async () => {
    bridge.answers['instances.list'] = () => [instance, other];
    expect((await open('two')).params.instanceId).toBe('two');
    expect(useInstancesStore().current?.name).toBe('Blue Lagoon');
  });

  test('at the first one, when that is gone; and remembers it', async () => {
    bridge.answers['instances.list'] = () => [instance, other];
    expect((await open('gone')).params.instanceId).toBe('one');
    expect(bridge.callsOf('settings.update')).toEqual([{ lastInstanceId: 'one' }]);
  });

  test('at the welcome, without any', async () => {
    bridge.answers['instances.list'] = () => [];
    expect((await open('two')).name).toBe('welcome');
  });
});
