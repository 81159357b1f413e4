/** A user beside the list and as a page: the same in both, shown from the first frame on, and never mixed up. */
import { bridge, instance, instanceId, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { h, ref, type Ref } from 'vue';
import type { Router } from 'vue-router';
import { provideTabCounts, useTabCount } from '../../../../renderer/features/inspector/tab-counts.ts';
import { provideWriteBarrier, useWriteAccess } from '../../../../renderer/features/shell/write-access.ts';
import { makeRow } from '../users/fake-directory.ts';
import { eventually, layOut, mountApp } from '../users/mount-app.ts';
import { makeUser } from './make-user.ts';

let app: VueWrapper;
let router: Router;

beforeEach(() => {
  bridge.reset();
  layOut({ width: 1300, height: 640 });
  bridge.answers['directory.query'] = () => ({
    rows: ['u1', 'u2', 'u3'].map((id) => makeRow(id, { banned: id === 'u2' })),
    nextCursor: null,
    total: 3,
  });
  bridge.answers['directory.get'] = (input) => ({
    ...makeUser(String(input.userId), { firstName: `Mirrored ${String(input.userId)}` }),
    fetchedAt: Date.now() - 120_000,
  });
  bridge.answers['users.get'] = () => new Refusal('offline');
});
afterEach(() => app.unmount());

async function open(path = `/instances/${instanceId}/users`): Promise<void> {
  ({ app, router } = await mountApp(path));
  await eventually(() => expect(rowAt(0).exists()).toBe(true));
}

const rowAt = (index: number) => app.find(`[role=row][aria-rowindex="${index + 2}"]:not([aria-busy])`);
const inspector = () => app.get('aside');
const heading = () => inspector().get('h1, h2').text();
const button = (name: string) => inspector().get(`[aria-label="${name}"]`);
const press = (key: string, more: KeyboardEventInit = {}) =>
  window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...more }));
const tabNamed = (name: string) =>
  inspector()
    .findAll('[role=tab]')
    .find((tab) => tab.text().startsWith(name));

describe('before the record is here', () => {
  beforeEach(() => {
    bridge.answers['directory.get'] = () => new Promise(() => undefined);
  });

  test('the list’s row says who it is', async () => {
    await open();
    await rowAt(1).trigger('click');
    await flushPromises();
    expect(heading()).toBe('Name of u2');
    expect(inspector().get('header').text()).toContain('u2@example.com');
    expect(inspector().get('header').text()).toContain('Banned');
    expect(inspector().find('[role=tablist]').exists()).toBe(true);
    expect(inspector().find('footer').exists()).toBe(true);
  });

  test('nobody is shown under another one’s name, however fast one steps', async () => {
    let answer: (() => void) | undefined;
    bridge.answers['directory.get'] = (input) =>
      input.userId === 'u1'
        ? new Promise((resolve) => {
            answer = () => resolve({ ...makeUser('u1', { firstName: 'Late' }), fetchedAt: 1 });
          })
        : new Promise(() => undefined);
    await open();
    await rowAt(0).trigger('click');
    await flushPromises();
    press('j');
    await flushPromises();
    expect(heading()).toBe('Name of u2');
    answer?.();
    await flushPromises();
    expect(heading()).toBe('Name of u2');
    expect(inspector().text()).not.toContain('Late');
    press('k');
    await flushPromises();
    expect(heading()).toBe('Name of u1');
  });

  test('without a row only the id is known', async () => {
    await open(`/instances/${instanceId}/users/somebody/page`);
    expect(inspector().get('h1').text()).toBe('User somebody');
    expect(inspector().attributes('aria-busy')).toBe('true');
  });
});

describe('the two frames', () => {
  test('are one and the same: tab, content and focus stay when the frame changes', async () => {
    await open();
    await rowAt(0).trigger('click');
    await eventually(() => expect(heading()).toBe('Mirrored u1'));
    await tabNamed('JSON')?.trigger('mousedown', { button: 0 });
    await eventually(() => expect(inspector().find('pre').exists()).toBe(true));
    const [frame, text] = [inspector().element, inspector().get('pre').element];

    await button('Open as a page').trigger('click');
    await eventually(() => expect(router.currentRoute.value.params.frame).toBe('page'));
    await flushPromises();
    expect(inspector().element).toBe(frame);
    expect(inspector().get('pre').element).toBe(text);
    expect(inspector().attributes('role')).toBe('region');
    // The list is behind it, as it was.
    expect(app.get('[inert]').find('[role=grid]').exists()).toBe(true);

    await button('Show beside the list').trigger('click');
    await eventually(() => expect(inspector().attributes('role')).toBeUndefined());
    expect(inspector().element).toBe(frame);
    expect(app.find('[inert]').exists()).toBe(false);
  });

  test('the page takes the focus from the list that it covers, and gives it back', async () => {
    await open();
    await rowAt(0).trigger('click');
    await eventually(() => expect(heading()).toBe('Mirrored u1'));
    press('o', { ctrlKey: true });
    await eventually(() => expect(document.activeElement).toBe(inspector().get('h1').element));
    press('Escape');
    await eventually(() => expect(document.activeElement).toBe(app.get('[role=grid]').element));
    // Back to where it was opened from: the list with the user beside it.
    expect(inspector().attributes('aria-label')).toBe('User u1');
    press('Escape');
    await eventually(() => expect(app.find('aside').exists()).toBe(false));
  });

  test('the tab stays for the next user', async () => {
    await open(`/instances/${instanceId}/users/u1/page`);
    await eventually(() => expect(heading()).toBe('Mirrored u1'));
    await tabNamed('JSON')?.trigger('mousedown', { button: 0 });
    await button('Next user').trigger('click');
    await eventually(() => expect(inspector().find('pre').text()).toContain('"u2"'));
    expect(router.currentRoute.value.params).toMatchObject({ userId: 'u2', frame: 'page' });
    expect(inspector().text()).toContain('2 of 3');
  });

  test('an open menu keeps its keys', async () => {
    await open(`/instances/${instanceId}/users/u1/page`);
    const menu = document.body.appendChild(document.createElement('div'));
    menu.setAttribute('role', 'menu');
    menu.dataset.state = 'open';
    press('Escape');
    press('j');
    await flushPromises();
    expect(router.currentRoute.value.params).toMatchObject({ userId: 'u1', frame: 'page' });
    menu.remove();
  });
});

describe('what tabs may count on', () => {
  function mountTab(tab: () => void, frame: () => void): VueWrapper {
    const Tab = { setup: () => (tab(), () => null) };
    const Frame = { setup: () => (frame(), () => h(Tab)) };
    return mount(Frame, { global: { plugins: [createPinia()] } });
  }

  test('their count is shown once they know it, and forgotten with the user', async () => {
    const count: Ref<number | null> = ref(null);
    const user = ref('u1');
    let counts: ReturnType<typeof provideTabCounts> | undefined;
    app = mountTab(
      () => useTabCount('sessions', () => count.value),
      () => (counts = provideTabCounts(() => user.value)),
    );
    expect(counts?.sessions).toBeNull();
    count.value = 12;
    await flushPromises();
    expect(counts).toEqual({ organizations: null, sessions: 12 });
    // Being read again is no reason to forget.
    count.value = null;
    await flushPromises();
    expect(counts?.sessions).toBe(12);
    user.value = 'u2';
    expect(counts?.sessions).toBeNull();
  });

  test('nothing can be written to a user who is gone', async () => {
    bridge.answers['instances.list'] = () => [{ ...instance, protection: 'open' }];
    bridge.answers['users.get'] = () => new Refusal('not_found');
    await open(`/instances/${instanceId}/users/u1`);
    await eventually(() => expect(inspector().text()).toContain('Clerk has no such user any more.'));
    expect(heading()).toBe('Mirrored u1');
    expect(inspector().find('[role=group][aria-label^="Actions"]').exists()).toBe(false);

    const reason = ref<string | null>('Gone.');
    let access: ReturnType<typeof useWriteAccess> | undefined;
    const tab = mountTab(
      () => (access = useWriteAccess(instanceId)),
      () => provideWriteBarrier(() => reason.value),
    );
    expect(access?.value).toEqual({ allowed: false, reason: 'Gone.' });
    reason.value = null;
    expect(access?.value.reason).not.toBe('Gone.');
    tab.unmount();
  });
});
