/** The status bar: the budget, a pause, the keychain, open writes, and the end of a sync. */
import { bridge, instance, makeStatus } from '../users/fake-bridge.ts';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useDialogsStore } from '../../../../renderer/features/shell/dialogs-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import StatusBar from '../../../../renderer/features/status/StatusBar.vue';

beforeEach(() => bridge.reset());

async function setUp() {
  const pinia = createPinia();
  setActivePinia(pinia);
  const bar = mount(StatusBar, { global: { plugins: [pinia] } });
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  useInstancesStore().currentId = instance.instanceId;
  await flushPromises();
  return bar;
}

const button = (bar: Awaited<ReturnType<typeof setUp>>, words: string) =>
  bar.findAll('button').find((one) => one.text().includes(words));

test('tells the budget, and counts a pause down', async () => {
  bridge.answers['app.budget'] = () => ({
    instanceId: 'one',
    used: 38,
    budget: 500,
    windowMs: 10_000,
    pausedUntil: null,
  });
  const bar = await setUp();
  expect(bar.text()).toContain('Acme 38 / 500 per 10 s');
  bridge.emit('app.onBudgetChanged', {
    instanceId: 'one',
    used: 500,
    budget: 500,
    windowMs: 10_000,
    pausedUntil: Date.now() + 60_000,
  });
  await flushPromises();
  expect(bar.text()).toMatch(/Paused by Clerk for (59|60|61) s/);
});

test('a sync can be ended, also one that Roster began', async () => {
  const bar = await setUp();
  bridge.emit('directory.onChanged', {
    instanceId: 'one',
    userIds: null,
    status: makeStatus({
      state: 'syncing',
      progress: { instanceId: instance.instanceId, phase: 'reading', done: 5, total: 9, remainingMs: null },
    }),
  });
  await flushPromises();
  expect(bar.text()).toContain('5 of 9');
  await button(bar, 'Cancel')?.trigger('click');
  expect(bridge.callsOf('app.cancel')).toEqual([{ callId: 'sync:one' }]);
});

test('a locked keychain can be asked again; without one it says what that means', async () => {
  const bar = await setUp();
  bridge.emit('app.onSecretsChanged', {
    state: 'locked',
    persistent: true,
    backend: 'Secret Service',
    reason: 'Locked.',
  });
  await flushPromises();
  expect(bar.text()).toContain('Keychain locked');
  bridge.answers['app.retryKeychain'] = () => ({
    state: 'unavailable',
    persistent: false,
    backend: 'memory',
    reason: 'No service answers.',
  });
  await button(bar, 'Try again')?.trigger('click');
  await flushPromises();
  expect(bar.text()).toContain('No keychain: keys are kept for this run only');
  expect(bar.text()).toContain('No service answers.');
});

test('writes with an unknown outcome open the journal', async () => {
  const bar = await setUp();
  expect(bar.text()).not.toContain('unknown outcome');
  bridge.emit('audit.onChanged', { unknown: 1 });
  await flushPromises();
  await button(bar, '1 write with unknown outcome')?.trigger('click');
  expect(useDialogsStore().current).toEqual({ kind: 'audit' });
});
