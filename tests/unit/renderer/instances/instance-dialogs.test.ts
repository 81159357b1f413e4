/** The dialogs about instances, as a person meets them: focus, Enter, words, and no key left on the page. */
import { bridge, instance, makeStatus, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Component } from 'vue';
import AddInstanceDialog from '../../../../renderer/features/instances/AddInstanceDialog.vue';
import RemoveInstanceDialog from '../../../../renderer/features/instances/RemoveInstanceDialog.vue';
import ReplaceKeyDialog from '../../../../renderer/features/instances/ReplaceKeyDialog.vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { createAppRouter } from '../../../../renderer/router.ts';

const key = 'sk_live_not_a_real_key';
let mounted: VueWrapper | null = null;

beforeEach(() => bridge.reset());
afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
});

async function show(dialog: Component, props: object = {}): Promise<VueWrapper> {
  const pinia = createPinia();
  setActivePinia(pinia);
  useDirectoryStore();
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  await flushPromises();
  mounted = mount(dialog, {
    props,
    attachTo: document.body,
    global: { plugins: [pinia, createAppRouter()] },
  });
  await flushPromises();
  return mounted;
}

function find<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

function button(words: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === words);
  if (!found) throw new Error(`There is no button "${words}".`);
  return found;
}

async function type(selector: string, text: string): Promise<void> {
  const input = find<HTMLInputElement>(selector);
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}

async function submit(): Promise<void> {
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

const text = () => document.body.textContent ?? '';

test('adding: from the key to the open instance', async () => {
  bridge.answers['instances.probe'] = () => ({
    clerkInstanceId: 'ins_9',
    environment: 'production',
    name: 'northwind.io',
    existingInstanceId: null,
  });
  bridge.answers['instances.add'] = () => ({ ...instance, instanceId: 'nine', name: 'northwind.io' });
  const dialog = await show(AddInstanceDialog);
  expect(document.activeElement).toBe(find('input[type=password]'));
  expect(text()).toMatch(/Kept in this computer's keychain .* and sent to Clerk only/);
  await type('input[type=password]', key);
  await submit();
  expect(text()).toContain('ins_9');
  expect(text()).toContain('production');
  expect(document.querySelector('input[type=password]')).toBeNull();
  expect(find<HTMLInputElement>('input[type=radio][value=guarded]').checked).toBe(true);
  await submit();
  expect(dialog.emitted('close')).toHaveLength(1);
  expect(useInstancesStore().find('nine')).not.toBeNull();
  expect(document.documentElement.outerHTML).not.toContain(key);
});

test('adding: a wrong key is named, with the focus on it', async () => {
  bridge.answers['instances.probe'] = () =>
    new Refusal('invalid_input', 'x', { secretKey: 'This is a webhook signing secret.' });
  await show(AddInstanceDialog);
  await type('input[type=password]', 'whsec_x');
  button('Check the key').focus();
  await submit();
  expect(find('[role=alert]').textContent).toContain('This is a webhook signing secret.');
  expect(document.activeElement).toBe(find('input[type=password]'));
});

test('adding: without a keychain it says so before the key is given', async () => {
  bridge.answers['app.info'] = () => ({
    version: '0',
    host: 'browser',
    platform: 'test',
    secrets: { state: 'unavailable', persistent: false, backend: 'memory', reason: 'No service.' },
  });
  await show(AddInstanceDialog);
  expect(text()).toContain('Kept in memory for this run only');
});

test('replacing: a key of another instance is refused, and stays to be looked at', async () => {
  bridge.answers['instances.replaceKey'] = () =>
    new Refusal('conflict', 'x', { secretKey: 'A key of Blue Lagoon' });
  const dialog = await show(ReplaceKeyDialog, { instanceId: 'one' });
  await type('input[type=password]', key);
  await submit();
  expect(find('[role=alert]').textContent).toContain('A key of Blue Lagoon');
  expect(dialog.emitted('close')).toBeUndefined();
  bridge.answers['instances.replaceKey'] = () => instance;
  await submit();
  expect(dialog.emitted('close')).toHaveLength(1);
});

test('removing: says what is destroyed, and wants the name', async () => {
  bridge.answers['directory.status'] = () => makeStatus({ users: 48_211 });
  bridge.answers['instances.remove'] = () => ({ instanceId: 'one' });
  const dialog = await show(RemoveInstanceDialog, { instanceId: 'one' });
  expect(text()).toContain('the mirror of its 48,211 users');
  expect(text()).toContain('Nothing changes at Clerk.');
  await type('input', 'acme');
  expect(button('Remove Acme').disabled).toBe(true);
  await submit();
  expect(bridge.callsOf('instances.remove')).toEqual([]);
  await type('input', 'Acme');
  expect(button('Remove Acme').disabled).toBe(false);
  await submit();
  expect(bridge.callsOf('instances.remove')).toEqual([{ instanceId: 'one' }]);
  expect(dialog.emitted('close')).toHaveLength(1);
  expect(useInstancesStore().find('one')).toBeNull();
});
