/** The journal of all writes: unknown ones first, by instance, page by page. */
import { bridge, instance } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import AuditDialog from '../../../../renderer/features/audit/AuditDialog.vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { useWriteHistory } from '../../../../renderer/features/shell/activity/useWriteHistory.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import { makeUser } from '../inspector/make-user.ts';
import { effectScope, ref } from 'vue';
import { FakeJournal } from './fake-journal.ts';
import { makeEntry, sentAt } from './make-entry.ts';

let pinia: Pinia;
let journal: FakeJournal;
let dialog: VueWrapper | null = null;
const second = { ...instance, instanceId: 'two' as InstanceId, name: 'Beta' };

beforeEach(() => {
  bridge.reset();
  journal = new FakeJournal();
  journal.install();
  pinia = createPinia();
  setActivePinia(pinia);
});
afterEach(() => {
  dialog?.unmount();
  dialog = null;
  disposePinia(pinia);
  document.body.replaceChildren();
});

async function show(): Promise<string> {
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  dialog = mount(AuditDialog, { attachTo: document.body, global: { plugins: [pinia] } });
  await flushPromises();
  return document.body.textContent;
}

function press(name: string): void {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
  if (!found) throw new Error(`There is no button ${name}`);
  found.click();
}

test('opens with what is unknown, says where it is, and keeps what was checked in sight', async () => {
  journal.entries = [
    makeEntry({ entryId: 'a', subject: 'jane@acme.com' }),
    makeEntry({ entryId: 'b', method: 'users.lock', state: 'done' }),
  ];
  bridge.answers['audit.check'] = async ({ entryId }) => {
    const entry = journal.change(String(entryId), { state: 'checked' });
    await flushPromises();
    return { entry: { ...entry }, user: makeUser('user_1', { banned: true, updatedAt: sentAt }) };
  };
  const text = await show();
  expect(text).toContain('jane@acme.com');
  expect(text).toContain('Acme');
  expect(text).not.toContain('Lock');
  press('Check');
  await flushPromises();
  expect(document.body.textContent).toContain('This user is banned: it was done.');
});

test('an instance that is gone is said to be', async () => {
  journal.entries = [makeEntry({ instanceId: 'gone' as InstanceId })];
  expect(await show()).toContain('a removed instance');
});

test('there is no choice of instances where there is one', async () => {
  await show();
  expect(document.querySelector('[aria-label="Writes of"]')).toBeNull();
});

test('is filtered by instance where there are several', async () => {
  bridge.answers['instances.list'] = () => [instance, second];
  await show();
  expect(document.querySelector('[aria-label="Writes of"]')?.textContent).toContain('All instances');
});

test('a list that becomes about something else drops what was asked for before', async () => {
  journal.entries = [
    makeEntry({ entryId: 'a', state: 'done' }),
    makeEntry({ entryId: 'b', state: 'done', instanceId: second.instanceId }),
  ];
  const where = ref(instance.instanceId);
  const scope = effectScope();
  const history = scope.run(() => useWriteHistory(() => ({ instanceId: where.value }), 1));
  where.value = second.instanceId;
  await flushPromises();
  expect(history?.entries.value?.map(({ entryId }) => entryId)).toEqual(['b']);
  where.value = instance.instanceId;
  await Promise.resolve();
  where.value = second.instanceId;
  await flushPromises();
  expect(history?.entries.value?.map(({ entryId }) => entryId)).toEqual(['b']);
  scope.stop();
});
