/** The users screen as a person uses it: rows, search, sorting, keyboard, and what it says when there are none. */
import { bridge, instance, instanceId, makeStatus, Refusal } from './fake-bridge.ts';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Router } from 'vue-router';
import { FakeDirectory, makeRow } from './fake-directory.ts';
import { eventually, layOut, mountApp } from './mount-app.ts';

const day = 86_400_000;
let app: VueWrapper;
let router: Router;
let directory: FakeDirectory;

beforeEach(() => {
  bridge.reset();
  layOut({ width: 1300, height: 640 });
  directory = new FakeDirectory();
  directory.rows = Array.from({ length: 500 }, (_, at) =>
    makeRow(`u${at}`, { createdAt: day * (1000 - at) }),
  );
  bridge.answers['directory.query'] = (input) => directory.page(input as never);
  bridge.answers['directory.get'] = () => new Refusal('not_found');
  bridge.answers['users.get'] = () => new Refusal('offline');
});

afterEach(() => app.unmount());

async function open(path = `/instances/${instanceId}/users`): Promise<void> {
  ({ app, router } = await mountApp(path));
  await eventually(() =>
    expect(app.find('[data-state], [role=row][aria-rowindex="2"]:not([aria-busy])').exists()).toBe(true),
  );
}

const grid = () => app.get('[role=grid]');
const rowAt = (index: number) => app.find(`[role=row][aria-rowindex="${index + 2}"]`);
const activeIndex = () => Number((grid().attributes('aria-activedescendant') ?? '').replace('user-row-', ''));
const openUser = () => router.currentRoute.value.params.userId;
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => grid().trigger('keydown', { key })), Promise.resolve());

describe('rows', () => {
  test('are those around what is on screen, and say where they stand in all', async () => {
    await open();
    expect(grid().attributes('aria-rowcount')).toBe('501');
    expect(rowAt(0).text()).toContain('Name of u0');
    expect(rowAt(0).text()).toContain('u0@example.com');
    expect(app.findAll('[role=row]').length).toBeLessThan(60);
    expect(app.text()).toContain('500 users');
    expect(app.text()).toContain('2 min ago');
  });

  test('show the pictures of those who have one', async () => {
    directory.rows[1] = makeRow('u1', {
      createdAt: day * 999,
      hasImage: true,
      imageUrl: 'https://img.clerk.com/1',
    });
    await open();
    await eventually(() =>
      expect(rowAt(1).find('img').attributes('src')).toContain(`/avatar/${instanceId}/u1?v=`),
    );
    expect(app.findAll('[role=row] img')).toHaveLength(1);
  });

  test('follow the scroll bar', async () => {
    await open();
    const scroller = app.get('.scroller');
    scroller.element.scrollTop = 300 * 32;
    await scroller.trigger('scroll');
    await eventually(() => expect(rowAt(300).text()).toContain('Name of u300'));
    expect(rowAt(0).exists()).toBe(false);
  });

  test('keep their place when others come in above', async () => {
    await open();
    const scroller = app.get('.scroller');
    scroller.element.scrollTop = 50 * 32;
    await scroller.trigger('scroll');
    await eventually(() => expect(rowAt(50).text()).toContain('Name of u50'));
    directory.rows.push(
      makeRow('new1', { createdAt: day * 2000 }),
      makeRow('new2', { createdAt: day * 2001 }),
    );
    bridge.emit('directory.onChanged', {
      instanceId,
      userIds: ['new1', 'new2'],
      status: makeStatus({ users: 502 }),
    });
    await eventually(() => expect(rowAt(52).text()).toContain('Name of u50'));
    await eventually(() => expect(scroller.element.scrollTop).toBe(52 * 32));
  });

  test('show a user without a name, and times that are not known, as such', async () => {
    directory.rows = [
      makeRow('u1', { name: 'x@example.com', email: 'x@example.com', banned: true, locked: true, mfa: true }),
    ];
    await open();
    expect(rowAt(0).get('[title="x@example.com"]').classes()).not.toContain('font-medium');
    expect(rowAt(0).text()).toContain('—');
    for (const tag of ['Banned', 'Locked', 'MFA']) expect(rowAt(0).text()).toContain(tag);
  });

  test('are sorted by a click on a head, and the head says so', async () => {
    await open();
    const head = () => app.findAll('[role=columnheader]').find((one) => one.text() === 'User');
    expect(head()?.attributes('aria-sort')).toBe('none');
    await head()?.get('button').trigger('click');
    expect(head()?.attributes('aria-sort')).toBe('ascending');
    await eventually(() => expect(rowAt(1).text()).toContain('Name of u1'));
    await eventually(() => expect(rowAt(2).text()).toContain('Name of u10'));
    await head()?.get('button').trigger('click');
    expect(head()?.attributes('aria-sort')).toBe('descending');
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u99'));
  });
});

describe('search', () => {
  test('asks as one types, ends what it asked before, and shows the newest answer', async () => {
    await open();
    const waiting = new Map<string, () => void>();
    bridge.answers['directory.query'] = (input) =>
      new Promise((resolve) =>
        waiting.set(String(input.query), () => resolve(directory.page(input as never))),
      );
    const input = app.get('input');
    await input.setValue('u4');
    await eventually(() => expect(waiting.has('u4')).toBe(true));
    const first = bridge.callsOf('directory.query').at(-1);
    await input.setValue('u49');
    await eventually(() => expect(waiting.has('u49')).toBe(true));
    expect(bridge.callsOf('app.cancel')).toContainEqual({ callId: first?.callId });
    expect(rowAt(0).text()).toContain('Name of u0');
    waiting.get('u49')?.();
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u49'));
    waiting.get('u4')?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(rowAt(0).text()).toContain('Name of u49');
    expect(app.text()).toContain('11 of 500');
  });

  test('that finds nobody says what was looked for and offers to clear it', async () => {
    await open();
    await app.get('input').setValue('nobody');
    await eventually(() => expect(app.find('[data-state=no-match]').exists()).toBe(true));
    expect(app.get('[data-state=no-match]').text()).toContain('“nobody”');
    await app.get('[data-state=no-match] button').trigger('click');
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u0'));
    expect(document.activeElement).toBe(app.get('input').element);
  });

  test('is reached with Ctrl+F and with a slash, emptied and left with Escape', async () => {
    await open();
    const input = app.get('input');
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true }));
    expect(document.activeElement).toBe(input.element);
    await input.setValue('u4');
    await input.trigger('keydown', { key: 'Escape' });
    expect(input.element.value).toBe('');
    await input.trigger('keydown', { key: 'Escape' });
    expect(document.activeElement).toBe(grid().element);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
    expect(document.activeElement).toBe(input.element);
  });
});

describe('keyboard', () => {
  test('walks the rows by one, by page and to the ends', async () => {
    await open();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(activeIndex()).toBe(2);
    await press('ArrowUp');
    expect(activeIndex()).toBe(1);
    await press('PageDown');
    expect(activeIndex()).toBe(21);
    await press('PageUp');
    expect(activeIndex()).toBe(1);
    await press('End');
    expect(activeIndex()).toBe(499);
    await eventually(() => expect(rowAt(499).text()).toContain('Name of u499'));
    await press('Home');
    expect(activeIndex()).toBe(0);
  });

  test('opens with Enter, follows with the arrows, closes with Escape', async () => {
    await open();
    await press('ArrowDown', 'ArrowDown');
    expect(openUser()).toBeFalsy();
    await press('Enter');
    await eventually(() => expect(openUser()).toBe('u1'));
    await eventually(() => expect(rowAt(1).attributes('aria-selected')).toBe('true'));
    await press('ArrowDown');
    await eventually(() => expect(openUser()).toBe('u2'));
    await press('End');
    await eventually(() => expect(openUser()).toBe('u499'));
    await press('Escape');
    await eventually(() => expect(openUser()).toBeFalsy());
    await eventually(() => expect(document.activeElement).toBe(grid().element));
  });

  test('stays on its user when the list moves', async () => {
    await open();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    directory.rows.push(makeRow('new', { createdAt: day * 2000 }));
    bridge.emit('directory.onChanged', { instanceId, userIds: ['new'], status: makeStatus({ users: 501 }) });
    await eventually(() => expect(activeIndex()).toBe(3));
    expect(rowAt(3).text()).toContain('Name of u2');
  });

  test('come down before the search is answered, it is on the first row of the answer', async () => {
    await open();
    await app.get('input').setValue('u4');
    await app.get('input').trigger('keydown', { key: 'ArrowDown' });
    expect(document.activeElement).toBe(grid().element);
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u4'));
    await eventually(() => expect(activeIndex()).toBe(0));
    await press('Enter');
    await eventually(() => expect(openUser()).toBe('u4'));
  });

  test('a click opens, and the inspector steps on in the order of the list', async () => {
    await open();
    await rowAt(5).trigger('click');
    await eventually(() => expect(openUser()).toBe('u5'));
    await eventually(() => expect(app.find('[aria-label="Next user"]').exists()).toBe(true));
    await app.get('[aria-label="Next user"]').trigger('click');
    await eventually(() => expect(openUser()).toBe('u6'));
    await app.get('[aria-label="Previous user"]').trigger('click');
    await eventually(() => expect(openUser()).toBe('u5'));
    await app.get('aside [aria-label="Close"]').trigger('click');
    await eventually(() => expect(openUser()).toBeFalsy());
  });
});

describe('without rows it says why', () => {
  const nobody = () => (bridge.answers['directory.query'] = () => ({ rows: [], nextCursor: null, total: 0 }));
  const statusIs = (more: Parameters<typeof makeStatus>[0]) =>
    (bridge.answers['directory.status'] = () => makeStatus(more));
  const shownState = () => app.get('[data-state]').attributes('data-state');

  test('an instance without users', async () => {
    nobody();
    statusIs({ users: 0 });
    await open();
    expect(shownState()).toBe('no-users');
  });

  test('one that was never synced, with the way to do it', async () => {
    nobody();
    statusIs({ state: 'empty', users: 0, lastSyncedAt: null });
    bridge.answers['directory.sync'] = () => makeStatus();
    await open();
    expect(shownState()).toBe('never-synced');
    await app.get('[data-state] button').trigger('click');
    expect(bridge.callsOf('directory.sync')).toHaveLength(1);
  });

  test('a first sync with its progress, which can be stopped', async () => {
    nobody();
    const progress = { instanceId, phase: 'reading' as const, done: 1500, total: 48211, remainingMs: null };
    statusIs({ state: 'syncing', users: 0, lastSyncedAt: null, progress });
    await open();
    expect(shownState()).toBe('first-sync');
    expect(app.get('[data-state]').text()).toContain('1,500 of 48,211');
    await app
      .findAll('button')
      .find((button) => button.text() === 'Stop sync')
      ?.trigger('click');
    expect(bridge.callsOf('app.cancel')).toContainEqual({ callId: `sync:${instanceId}` });
  });

  test('a sync is paused, and resumed however one asks for it', async () => {
    const progress = { instanceId, phase: 'reading' as const, done: 9, total: 500, remainingMs: null };
    statusIs({ state: 'syncing', progress });
    bridge.answers['directory.pause'] = () => makeStatus({ paused: true });
    bridge.answers['directory.resume'] = () => makeStatus();
    await open();
    const press = (words: string) =>
      app
        .findAll('button')
        .find((button) => button.text() === words)
        ?.trigger('click');
    await press('Pause');
    expect(bridge.callsOf('directory.pause')).toEqual([{ instanceId }]);
    bridge.emit('directory.onChanged', { instanceId, userIds: [], status: makeStatus({ paused: true }) });
    await eventually(() => expect(app.get('header').text()).toContain('Paused'));
    expect(app.text()).not.toContain('Sync now');
    await press('Resume');
    expect(bridge.callsOf('directory.resume')).toEqual([{ instanceId }]);
    expect(bridge.callsOf('directory.sync')).toEqual([]);
  });

  test('a mirror that cannot be opened, with its reason; once it can, the rows come', async () => {
    const locked = new Refusal('keychain_locked', 'The keychain is locked.');
    bridge.answers['directory.query'] = () => locked;
    bridge.answers['app.retryKeychain'] = () => ({
      state: 'available',
      persistent: true,
      backend: 'x',
      reason: null,
    });
    statusIs({
      state: 'unavailable',
      users: 0,
      failure: { code: 'keychain_locked', message: 'The keychain is locked.' },
    });
    await open();
    await eventually(() => expect(shownState()).toBe('unavailable'));
    expect(app.get('[data-state]').text()).toContain('The keychain is locked.');
    bridge.answers['directory.query'] = (input) => directory.page(input as never);
    statusIs({});
    await app.get('[data-state] button').trigger('click');
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u0'));
    expect(bridge.callsOf('app.retryKeychain')).toHaveLength(1);
  });

  test('a mirror that was opened by somebody else shows its rows by itself', async () => {
    bridge.answers['directory.query'] = () => new Refusal('keychain_locked');
    statusIs({ state: 'unavailable', users: 0 });
    await open();
    await eventually(() => expect(shownState()).toBe('unavailable'));
    bridge.answers['directory.query'] = (input) => directory.page(input as never);
    bridge.emit('directory.onChanged', { instanceId, userIds: [], status: makeStatus() });
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u0'));
  });

  test('a query that failed, and it can be tried again', async () => {
    bridge.answers['directory.query'] = () => new Refusal('storage', 'The disk said no.');
    await open();
    await eventually(() => expect(shownState()).toBe('failed'));
    expect(app.get('[data-state]').text()).toContain('The disk said no.');
    bridge.answers['directory.query'] = (input) => directory.page(input as never);
    await app.get('[data-state] button').trigger('click');
    await eventually(() => expect(rowAt(0).text()).toContain('Name of u0'));
  });
});

describe('above the rows it says', () => {
  test('that a first sync was cut short, and resumes it', async () => {
    bridge.answers['directory.status'] = () =>
      makeStatus({ state: 'partial', users: 120, lastSyncedAt: null });
    bridge.answers['directory.sync'] = () => makeStatus();
    await open();
    await app
      .findAll('button')
      .find((button) => button.text() === 'Resume sync')
      ?.trigger('click');
    expect(bridge.callsOf('directory.sync')).toEqual([{ instanceId, mode: 'auto' }]);
  });

  test('what became of a damaged mirror, until that was read', async () => {
    bridge.answers['directory.status'] = () => makeStatus({ notice: 'The local copy was damaged.' });
    await open();
    expect(app.text()).toContain('The local copy was damaged.');
    await app.get('[aria-label=Dismiss]').trigger('click');
    expect(app.text()).not.toContain('The local copy was damaged.');
  });

  test('that rows could not be brought up to date, and keeps them', async () => {
    await open();
    bridge.answers['directory.query'] = () => new Refusal('storage', 'The disk said no.');
    bridge.emit('directory.onChanged', { instanceId, userIds: null, status: makeStatus() });
    await eventually(() => expect(app.text()).toContain('The disk said no.'));
    expect(rowAt(0).text()).toContain('Name of u0');
  });
});

test('another instance shows its own users, and the first one is found again as it was left', async () => {
  bridge.answers['instances.list'] = () => [instance, { ...instance, instanceId: 'two', name: 'Other' }];
  bridge.answers['directory.query'] = (input) =>
    input.instanceId === 'two'
      ? { rows: [makeRow('elsewhere')], nextCursor: null, total: 1 }
      : directory.page(input as never);
  await open();
  await app.get('input').setValue('u49');
  await eventually(() => expect(rowAt(0).text()).toContain('Name of u49'));
  await router.push('/instances/two/users');
  await eventually(() => expect(rowAt(0).text()).toContain('Name of elsewhere'));
  expect(app.get('input').element.value).toBe('');
  await router.push(`/instances/${instanceId}/users`);
  await eventually(() => expect(rowAt(0).text()).toContain('Name of u49'));
  expect(app.get('input').element.value).toBe('u49');
});

test('in a narrow window the inspector floats above the list', async () => {
  layOut({ width: 640, height: 640 });
  await open(`/instances/${instanceId}/users/u1`);
  await eventually(() => expect(app.find('.floating aside').exists()).toBe(true));
  expect(rowAt(0).exists()).toBe(true);
});
