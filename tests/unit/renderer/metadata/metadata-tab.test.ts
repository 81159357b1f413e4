/** The tab Metadata: what is sent, when it is not, and what is in the page. */
import { bridge, instance, makeStatus, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import MetadataTab from '../../../../renderer/features/inspector/metadata/MetadataTab.vue';
import { draftOf, dropDraft } from '../../../../renderer/features/inspector/metadata/metadata-drafts.ts';
import { usePrivateMetadata } from '../../../../renderer/features/inspector/private-metadata.ts';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import { useConfirmStore } from '../../../../renderer/features/shell/confirm-store.ts';
import { useDirectoryStore } from '../../../../renderer/features/shell/directory-store.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { notify } from '../../../../renderer/ui/notify.ts';
import type { Instance } from '../../../../shared/models/instance.ts';
import type { User } from '../../../../shared/models/user.ts';
import { makeUser } from '../inspector/make-user.ts';
import { letTimePass } from '../let-time-pass.ts';

let pinia: Pinia;
let tab: VueWrapper;
const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);

const { instanceId } = instance;
const owner = { instanceId, userId: 'user_1' };
const user = makeUser('user_1', {
  firstName: 'Jane',
  publicMetadata: { plan: 'free', seats: 3 },
  privateMetadata: { stripe: 'cus_secret' },
});

async function start(more: Partial<Instance> = {}, shown: User = user): Promise<void> {
  const its: Instance = { ...instance, protection: 'open', ...more };
  bridge.answers['instances.list'] = () => [its];
  await Promise.all([useInstancesStore().load(), useAppStore().load()]);
  useDirectoryStore();
  await flushPromises();
  tab = mount(MetadataTab, {
    props: { instance: its, copy: { user: shown, fetchedAt: Date.now() } },
    global: { plugins: [pinia] },
    attachTo: document.body,
  });
  await flushPromises();
}

beforeEach(() => {
  bridge.reset();
  bridge.answers['users.get'] = () => user;
  pinia = createPinia();
  setActivePinia(pinia);
  done.mockClear();
  failed.mockClear();
});

afterEach(() => {
  tab.unmount();
  dropDraft(owner);
  disposePinia(pinia);
  document.body.replaceChildren();
});

function button(name: string | RegExp): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) =>
    typeof name === 'string' ? textContent.trim() === name : name.test(textContent.trim()),
  );
  if (!found) throw new Error(`There is no button ${String(name)}.`);
  return found;
}

async function press(name: string | RegExp): Promise<void> {
  letTimePass();
  button(name).click();
  await flushPromises();
}

/** As the editor would. */
async function type(texts: Partial<Record<'public' | 'private' | 'unsafe', string>>): Promise<void> {
  Object.assign(draftOf(owner)?.texts ?? {}, texts);
  await flushPromises();
}

async function reviewMerge(texts: Parameters<typeof type>[0]): Promise<void> {
  await press('Merge…');
  await type(texts);
  await press('Review merge…');
}

const dialog = () => document.querySelector('[role=dialog]');

describe('a merge', () => {
  test('sends the patch of the kinds that change, verbatim, after a fresh read', async () => {
    await start();
    bridge.answers['users.updateMetadata'] = () => user;
    await reviewMerge({
      public: '{"plan":"pro","seats":null,"__proto__":{"x":null}}',
      private: '{"stripe":"cus_secret"}',
    });
    expect(dialog()?.textContent).toContain('seats deleted, was 3');
    expect(bridge.callsOf('users.get')).toHaveLength(0);
    await press('Merge into public metadata');
    expect(bridge.calls.slice(-2).map(({ method }) => method)).toEqual(['users.get', 'users.updateMetadata']);
    expect(JSON.stringify(bridge.callsOf('users.updateMetadata'))).toBe(
      JSON.stringify([
        {
          instanceId,
          userId: 'user_1',
          publicMetadata: JSON.parse('{"plan":"pro","seats":null,"__proto__":{"x":null}}'),
        },
      ]),
    );
    expect(dialog()).toBeNull();
    expect(draftOf(owner)).toBeNull();
    expect(done.mock.calls[0]?.[0]).toBe('Merged into the public metadata of Jane.');
  });

  test('that changes nothing cannot be sent', async () => {
    await start();
    await press('Merge…');
    await type({ public: '{"plan":"free","gone":null}' });
    expect(button('Review merge…').disabled).toBe(true);
    expect(tab.text()).toContain('This changes nothing yet.');
  });

  test('is stopped by what changed elsewhere, shown anew, and sent when pressed again', async () => {
    await start();
    bridge.answers['users.updateMetadata'] = () => user;
    bridge.answers['users.get'] = () => ({ ...user, publicMetadata: { plan: 'team', seats: 4 } });
    await reviewMerge({ public: '{"seats":null}' });
    await press('Merge into public metadata');
    expect(bridge.callsOf('users.updateMetadata')).toHaveLength(0);
    expect(dialog()?.querySelector('[role=alert]')?.textContent).toContain('plan "free" → "team"');
    expect(dialog()?.textContent).toContain('seats deleted, was 4');
    await press('Merge into public metadata');
    expect(bridge.callsOf('users.updateMetadata')).toHaveLength(1);
  });

  test('does not mind changes in a kind that it does not touch', async () => {
    await start();
    bridge.answers['users.updateMetadata'] = () => user;
    bridge.answers['users.get'] = () => ({ ...user, unsafeMetadata: { other: 1 } });
    await reviewMerge({ public: '{"plan":"pro"}' });
    await press('Merge into public metadata');
    expect(bridge.callsOf('users.updateMetadata')).toHaveLength(1);
  });

  test('whose fresh read fails is not sent, and says why', async () => {
    await start();
    bridge.answers['users.get'] = () => new Refusal('timeout', 'Clerk took too long.');
    await reviewMerge({ public: '{"plan":"pro"}' });
    await press('Merge into public metadata');
    expect(bridge.callsOf('users.updateMetadata')).toHaveLength(0);
    expect(dialog()?.textContent).toContain('Clerk took too long.');
    expect(failed).not.toHaveBeenCalled();
  });

  test('that is refused for a kind says so at that kind, and keeps what was typed', async () => {
    await start();
    bridge.answers['users.updateMetadata'] = () =>
      new Refusal('rejected', 'Too large.', { publicMetadata: 'Larger than 8 KB.' }, { traceId: 'trace_1' });
    await reviewMerge({ public: '{"plan":"pro"}' });
    await press('Merge into public metadata');
    expect(dialog()?.querySelector('section')?.textContent).toContain('Larger than 8 KB.');
    expect(dialog()?.textContent).toContain('trace_1');
    expect(draftOf(owner)?.texts.public).toBe('{"plan":"pro"}');
  });
});

describe('a replacement', () => {
  test('begins with what is there, and sends the whole of what changed', async () => {
    await start();
    bridge.answers['users.replaceMetadata'] = () => user;
    await press('Replace…');
    expect(draftOf(owner)?.texts.public).toBe('{\n  "plan": "free",\n  "seats": 3\n}');
    await type({ public: '{"seats":3, "plan":"free"}', unsafe: '{"a":1}' });
    await press('Review replacement…');
    await press('Replace unsafe metadata');
    expect(bridge.callsOf('users.replaceMetadata')).toEqual([
      { instanceId, userId: 'user_1', unsafeMetadata: { a: 1 } },
    ]);
  });

  test('asks in a guarded instance, and a merge does not', async () => {
    await start({ protection: 'guarded' });
    bridge.answers['users.updateMetadata'] = () => user;
    await press('Replace…');
    await type({ public: '{}' });
    await press('Review replacement…');
    await press('Replace public metadata');
    expect(useConfirmStore().current).toMatchObject({ guarded: true, method: 'users.replaceMetadata' });
    expect(useConfirmStore().current?.consequences.join(' ')).toContain('2 keys of it will be gone');
    useConfirmStore().settle(null);
    await flushPromises();
    expect(bridge.callsOf('users.replaceMetadata')).toHaveLength(0);
    await press('Back');
    await press('Cancel');
    await reviewMerge({ public: '{"plan":"pro"}' });
    await press('Merge into public metadata');
    expect(useConfirmStore().current).toBeNull();
    expect(bridge.callsOf('users.updateMetadata')).toHaveLength(1);
  });
});

describe('undo', () => {
  const merged = { ...user, publicMetadata: { plan: 'pro', seats: 3 } };

  async function mergeAndUndo(found: User): Promise<void> {
    await start();
    bridge.answers['users.updateMetadata'] = () => merged;
    bridge.answers['users.replaceMetadata'] = () => user;
    await reviewMerge({ public: '{"plan":"pro"}' });
    await press('Merge into public metadata');
    bridge.answers['users.get'] = () => found;
    done.mock.calls[0]?.[1]?.onClick();
    await flushPromises();
  }

  test('replaces what was touched by what was there', async () => {
    await mergeAndUndo(merged);
    expect(bridge.callsOf('users.replaceMetadata')).toEqual([
      { instanceId, userId: 'user_1', publicMetadata: { plan: 'free', seats: 3 } },
    ]);
  });

  test('leaves alone what somebody has changed since', async () => {
    await mergeAndUndo({ ...merged, publicMetadata: { plan: 'enterprise' } });
    expect(bridge.callsOf('users.replaceMetadata')).toHaveLength(0);
    expect(failed.mock.calls[0]?.[1]).toMatchObject({ code: 'conflict' });
  });

  test('is not offered where reading may have rounded a number', async () => {
    const shown = { ...user, publicMetadata: { id: 2 ** 60 } };
    bridge.answers['users.get'] = () => shown;
    await start({}, shown);
    bridge.answers['users.updateMetadata'] = () => shown;
    await reviewMerge({ public: '{"plan":"pro"}' });
    await press('Merge into public metadata');
    expect(done).toHaveBeenCalledWith(expect.any(String), undefined);
  });
});

describe('private metadata that is hidden', () => {
  beforeEach(() => {
    bridge.answers['settings.get'] = () => ({
      theme: 'system',
      inspectorWidth: 372,
      lastInstanceId: null,
      hidePrivateMetadata: true,
    });
    // Somebody else was looked at in between.
    const scope = effectScope();
    scope.run(() => usePrivateMetadata(() => ({ instanceId, userId: 'nobody' })));
    scope.stop();
  });

  test('is not in the page, not even in a draft, until it is asked for', async () => {
    await start();
    expect(document.body.innerHTML).not.toContain('cus_secret');
    await press('Replace…');
    expect(document.body.innerHTML).not.toContain('cus_secret');
    await press('Cancel');
    await press('Show');
    expect(tab.text()).toContain('cus_secret');
  });

  test('is not sent, whatever a draft says of it', async () => {
    await start();
    await press('Merge…');
    await type({ private: '{"stripe":null}' });
    expect(button('Review merge…').disabled).toBe(true);
  });

  test('is there in every tab of that user, and hidden again for the next one', async () => {
    await start();
    await press('Show');
    tab.unmount();
    await start();
    expect(tab.text()).toContain('cus_secret');
    const next = makeUser('user_2', { privateMetadata: { stripe: 'cus_other' } });
    await tab.setProps({ copy: { user: next, fetchedAt: Date.now() } });
    expect(tab.text()).not.toContain('cus_other');
    await tab.setProps({ copy: { user, fetchedAt: Date.now() } });
    expect(tab.text()).not.toContain('cus_secret');
  });
});

test('what was typed is there again after the tab was left', async () => {
  await start();
  await press('Merge…');
  await type({ public: '{"plan":' });
  tab.unmount();
  await start();
  expect(draftOf(owner)?.texts.public).toBe('{"plan":');
  expect(tab.text()).toContain('Review merge…');
});

test('a fresh copy leaves a replacement as it was typed, and says that it moved on', async () => {
  await start();
  await press('Replace…');
  await type({ public: '{"plan":"mine"}' });
  const fresh = { ...user, publicMetadata: { plan: 'theirs' } };
  await tab.setProps({ copy: { user: fresh, fetchedAt: Date.now() } });
  expect(draftOf(owner)?.texts.public).toBe('{"plan":"mine"}');
  expect(tab.text()).toContain('Changed elsewhere since you began.');
  await press('Begin again with what is there now');
  expect(draftOf(owner)?.texts.public).toBe('{\n  "plan": "theirs"\n}');
  expect(tab.text()).not.toContain('Changed elsewhere since you began.');
});

test.each([
  ['read-only', { protection: 'read-only' as const }, 'online' as const, 'is read-only in Roster'],
  ['offline', {}, 'offline' as const, 'Offline: nothing can be changed'],
])('%s it is read, and says why it is not written', async (_name, more, state, words) => {
  bridge.answers['directory.status'] = () => makeStatus({ connection: { state, since: 1, message: null } });
  await start(more);
  await vi.waitFor(() => expect(tab.text()).toContain(words));
  expect(button('Merge…').disabled).toBe(true);
  expect(button('Replace…').disabled).toBe(true);
  expect(tab.text()).toContain('"plan": "free"');
});

test('a kind that is empty says so', async () => {
  await start();
  expect(tab.get('[aria-label="Unsafe metadata"]').text()).toContain('Empty');
});
