/** The tab Activity: one user's writes from the journal, live, by day, with a look at what is unknown. */
import { bridge, instance, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import ActivityTab from '../../../../renderer/features/inspector/activity/ActivityTab.vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import { makeUser } from '../inspector/make-user.ts';
import { FakeJournal } from './fake-journal.ts';
import { makeEntry, sentAt } from './make-entry.ts';

let pinia: Pinia;
let journal: FakeJournal;
let tab: VueWrapper | null = null;

beforeEach(() => {
  vi.setSystemTime(new Date(sentAt + 4 * 60_000));
  bridge.reset();
  journal = new FakeJournal();
  journal.install();
  pinia = createPinia();
  setActivePinia(pinia);
});
afterEach(() => {
  tab?.unmount();
  tab = null;
  disposePinia(pinia);
  vi.useRealTimers();
});

const propsFor = (userId: string) => ({
  instance,
  copy: { user: makeUser(userId), fetchedAt: sentAt },
});

async function show(userId = 'user_1'): Promise<VueWrapper> {
  tab = mount(ActivityTab, { props: propsFor(userId), global: { plugins: [pinia] } });
  await flushPromises();
  return tab;
}

const done = (more: Partial<WriteEntry> = {}) => makeEntry({ state: 'done', message: null, ...more });
const items = (wrapper: VueWrapper) => wrapper.findAll('section > ul > li').map((item) => item.text());
const button = (wrapper: VueWrapper, name: string) =>
  wrapper.findAll('button').find((one) => one.text() === name);

describe('the list', () => {
  test('says what, set to what, by whom, when and how it ended', async () => {
    journal.entries = [
      done({
        method: 'users.update',
        changes: [{ field: 'changes.firstName', value: 'Jane' }, { field: 'changes.password' }],
      }),
    ];
    const text = (await show()).text();
    for (const words of [
      'Today',
      'Change profile',
      'Done',
      'First name',
      'Jane',
      'Password',
      'value not kept',
    ])
      expect(text).toContain(words);
    expect(text).toContain('by jo');
    expect(text).toContain('4 min ago');
    expect(tab?.get('time').attributes('title')).toMatch(/2026/);
  });

  test('is grouped by day, newest first', async () => {
    journal.entries = [
      done({ entryId: 'a', method: 'users.ban' }),
      done({ entryId: 'b', method: 'users.lock', sentAt: sentAt - 24 * 3_600_000 }),
    ];
    const wrapper = await show();
    expect(wrapper.findAll('h3').map((one) => one.text())).toEqual(['Today', 'Yesterday']);
    expect(items(wrapper)).toEqual([
      expect.stringMatching(/^Ban ?Done/) as string,
      expect.stringMatching(/^Lock ?Done/) as string,
    ]);
  });

  test('is of this user in this instance only', async () => {
    journal.entries = [done(), done({ entryId: 'b', userId: 'user_2', method: 'users.lock' })];
    expect(items(await show())).toHaveLength(1);
    for (const input of bridge.callsOf('audit.list'))
      expect(input).toMatchObject({ userId: 'user_1', instanceId: instance.instanceId });
  });

  test('follows the user that is shown', async () => {
    journal.entries = [done(), done({ entryId: 'b', userId: 'user_2', method: 'users.lock' })];
    const wrapper = await show();
    await wrapper.setProps(propsFor('user_2'));
    await flushPromises();
    expect(items(wrapper)).toHaveLength(1);
    expect(wrapper.text()).toContain('Lock');
  });

  test('shows a refusal with what was said, and the trace id to copy', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    journal.entries = [makeEntry({ state: 'refused', message: 'No such user.', traceId: 'trace_1' })];
    const wrapper = await show();
    expect(wrapper.text()).toContain('Refused');
    expect(wrapper.text()).toContain('No such user.');
    await wrapper.get('button[aria-label="Copy trace id"]').trigger('click');
    await flushPromises();
    expect(copied).toEqual(['trace_1']);
  });

  test('shows the first few fields of many, and the others on request', async () => {
    const changes = Array.from({ length: 12 }, (_, index) => ({
      field: `publicMetadata.key${index}`,
      value: index,
    }));
    journal.entries = [done({ method: 'users.updateMetadata', changes })];
    const wrapper = await show();
    expect(wrapper.findAll('[aria-label=Fields] li')).toHaveLength(5);
    await button(wrapper, '7 more fields')?.trigger('click');
    expect(wrapper.findAll('[aria-label=Fields] li')).toHaveLength(12);
  });

  test('says it where no account is known', async () => {
    journal.entries = [done({ operator: null })];
    expect((await show()).text()).toContain('by an unknown account');
  });
});

describe('while it is open', () => {
  test('a write shows on its way, then done', async () => {
    const wrapper = await show();
    expect(wrapper.text()).toContain('Nothing was changed with Roster yet');
    journal.add(makeEntry({ state: 'sent', message: null }));
    await flushPromises();
    expect(wrapper.text()).toContain('On its way');
    journal.change('e1', { state: 'done' });
    await flushPromises();
    expect(items(wrapper)).toHaveLength(1);
    expect(wrapper.text()).toContain('Done');
  });

  test('older ones come page by page, and stay when the list is read again', async () => {
    journal.entries = Array.from({ length: 70 }, (_, index) =>
      done({ entryId: `n${index}`, sentAt: sentAt - index }),
    );
    const wrapper = await show();
    expect(items(wrapper)).toHaveLength(30);
    await button(wrapper, 'Show more')?.trigger('click');
    await flushPromises();
    expect(items(wrapper)).toHaveLength(60);
    journal.add(done({ entryId: 'new', sentAt: sentAt + 1 }));
    await flushPromises();
    expect(items(wrapper)).toHaveLength(60);
    await button(wrapper, 'Show more')?.trigger('click');
    await flushPromises();
    expect(items(wrapper)).toHaveLength(71);
    expect(button(wrapper, 'Show more')).toBeUndefined();
  });
});

describe('a write of unknown outcome', () => {
  const answerCheck = (user: ReturnType<typeof makeUser> | null) => {
    bridge.answers['audit.check'] = async ({ entryId }) => {
      // The news of it comes before the answer.
      const entry = journal.change(String(entryId), { state: 'checked' });
      await flushPromises();
      return { entry: { ...entry }, user };
    };
  };

  test('stands first, whatever came after it', async () => {
    journal.entries = [
      ...Array.from({ length: 40 }, (_, index) => done({ entryId: `n${index}` })),
      makeEntry({ entryId: 'open', method: 'users.lock', sentAt: sentAt - 9 * 24 * 3_600_000 }),
    ];
    const wrapper = await show();
    const section = wrapper.get('section[aria-label="Outcome unknown"]');
    expect(section.text()).toContain('Lock');
    expect(section.text()).toContain('The connection broke before an answer came.');
    expect(section.findAll('li[class]')).toHaveLength(1);
    expect(items(wrapper)).toHaveLength(31);
  });

  test('is checked on request: what is true is said where it stands, and stays', async () => {
    journal.entries = [makeEntry({ method: 'users.ban' })];
    answerCheck(makeUser('user_1', { banned: true, updatedAt: sentAt }));
    const wrapper = await show();
    await button(wrapper, 'Check')?.trigger('click');
    await flushPromises();
    expect(bridge.callsOf('audit.check')).toMatchObject([{ entryId: 'e1' }]);
    const section = wrapper.get('section[aria-label="Outcome unknown"]');
    expect(section.text()).toContain('This user is banned: it was done.');
    expect(section.text()).toContain('Checked');
    journal.tell();
    await flushPromises();
    expect(wrapper.text()).toContain('This user is banned: it was done.');
    expect(items(wrapper)).toHaveLength(1);
    expect(button(wrapper, 'Check again')).toBeDefined();
  });

  test('that was not done is told so', async () => {
    journal.entries = [makeEntry({ method: 'users.ban' })];
    answerCheck(makeUser('user_1', { banned: false, updatedAt: sentAt - 1e9 }));
    const wrapper = await show();
    await button(wrapper, 'Check')?.trigger('click');
    await flushPromises();
    expect(wrapper.text()).toContain('This user is not banned: it was most likely not done.');
  });

  test('that cannot be checked stays unknown, and says why', async () => {
    journal.entries = [makeEntry()];
    bridge.answers['audit.check'] = () => new Refusal('offline', 'There is no connection.');
    const wrapper = await show();
    await button(wrapper, 'Check')?.trigger('click');
    await flushPromises();
    expect(wrapper.text()).toContain('Outcome unknown');
    expect(wrapper.get('[role=alert]').text()).toContain('There is no connection.');
  });
});

describe('a journal that cannot be opened', () => {
  test('says so, and is there once the keychain is open', async () => {
    journal.entries = [done()];
    journal.failure = new Refusal('keychain_locked', 'The keychain is locked.');
    const wrapper = await show();
    expect(wrapper.get('[role=alert]').text()).toContain('The history of writes is locked');
    expect(wrapper.text()).toContain('The keychain is locked.');
    bridge.answers['app.retryKeychain'] = () => {
      journal.failure = null;
      return { state: 'available', persistent: true, backend: 'test', reason: null };
    };
    await button(wrapper, 'Try again')?.trigger('click');
    await flushPromises();
    expect(items(wrapper)).toHaveLength(1);
  });

  test('comes by itself when the keychain is opened elsewhere', async () => {
    journal.entries = [done()];
    journal.failure = new Refusal('keychain_locked');
    await useAppStore().load();
    const secrets = { state: 'locked', persistent: true, backend: 'test', reason: 'Locked.' };
    bridge.emit('app.onSecretsChanged', secrets);
    const wrapper = await show();
    journal.failure = null;
    bridge.emit('app.onSecretsChanged', { ...secrets, state: 'available' });
    await flushPromises();
    expect(items(wrapper)).toHaveLength(1);
  });

  test('keeps what was read already', async () => {
    journal.entries = [done()];
    const wrapper = await show();
    journal.failure = new Refusal('storage', 'The disk is gone.');
    journal.tell();
    await flushPromises();
    expect(items(wrapper)).toHaveLength(1);
    expect(wrapper.text()).toContain('The disk is gone.');
  });

  test('that was set aside is told of', async () => {
    journal.entries = [done()];
    journal.notice = 'The history of writes was set aside.';
    expect((await show()).text()).toContain('The history of writes was set aside.');
  });
});
