/** What the menu of an instance offers for many users at once, and why it does not. */
import { bridge, instance, instanceId, makeStatus } from '../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useDialogsStore } from '../../../../renderer/features/shell/dialogs-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { useInstanceMenu } from '../../../../renderer/features/shell/useInstanceMenu.ts';
import type { MenuAction } from '../../../../renderer/ui/menu-item.ts';

let pinia: Pinia;
let scope: EffectScope;

beforeEach(() => {
  bridge.reset();
  pinia = createPinia();
  setActivePinia(pinia);
  scope = effectScope();
});

afterEach(() => {
  scope.stop();
  disposePinia(pinia);
});

async function pictureItem(): Promise<MenuAction> {
  useDirectoryStore();
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  await flushPromises();
  const menu = scope.run(() => useInstanceMenu(() => useInstancesStore().find(instanceId) ?? instance));
  const found = menu?.value.find((item) => item.kind !== 'separator' && item.label.includes('pictures'));
  if (!found || found.kind === 'separator') throw new Error('There is no such item.');
  return found;
}

test('profile pictures from files', async () => {
  const item = await pictureItem();
  expect(item).toMatchObject({ label: 'Set profile pictures from files…', disabled: false, reason: null });
  item.onSelect();
  expect(useDialogsStore().current).toEqual({ kind: 'many-images', instanceId, files: [] });
});

test('nothing where nothing may be written, with the reason', async () => {
  bridge.answers['instances.list'] = () => [{ ...instance, protection: 'read-only' }];
  const item = await pictureItem();
  expect(item.disabled).toBe(true);
  expect(item.reason).toContain('Acme is read-only');
});

test('nothing while Clerk cannot be reached', async () => {
  bridge.answers['directory.status'] = () =>
    makeStatus({ connection: { state: 'offline', since: 1, message: null } });
  expect(await pictureItem()).toMatchObject({ disabled: true, reason: expect.stringContaining('Offline') });
});
