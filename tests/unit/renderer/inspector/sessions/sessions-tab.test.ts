/** The tab Sessions: what is shown, what is revoked, and how that is told. */
import { bridge, makeStatus, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { disposePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import SessionsTab from '../../../../../renderer/features/inspector/sessions/SessionsTab.vue';
import { freshAfterMs } from '../../../../../renderer/features/inspector/useInspectedUser.ts';
import { useConfirmStore } from '../../../../../renderer/features/shell/confirm-store.ts';
import { notify } from '../../../../../renderer/ui/notify.ts';
import UiSelect from '../../../../../renderer/ui/UiSelect.vue';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type { UserSession } from '../../../../../shared/models/session.ts';
import { makeUser } from '../make-user.ts';
import { button, buttons, mountTab, press, startStores } from '../mount-tab.ts';
import { makeActivity, makeSession } from './make-session.ts';

let app: VueWrapper | null = null;
let pinia: Pinia;
let instance: Instance;
let sessions: UserSession[];
const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const told = vi.spyOn(notify, 'told').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);
const user = makeUser('user_1', { firstName: 'Jane' });

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  bridge.reset();
  for (const spy of [done, told, failed]) spy.mockClear();
  sessions = [
    makeSession('sess_old', { status: 'ended' }),
    makeSession('sess_mac'),
    makeSession('sess_phone', {
      actor: { sub: 'user_admin', note: 'Ticket 7' },
      latestActivity: makeActivity({ deviceType: 'iPhone', isMobile: true, browserName: 'Mobile Safari' }),
    }),
  ];
  bridge.answers['users.listSessions'] = ({ status }) => {
    const found = sessions.filter((one) => status === undefined || one.status === status);
    return { sessions: found, total: found.length };
  };
  ({ pinia, instance } = await startStores());
});

afterEach(() => {
  app?.unmount();
  app = null;
  disposePinia(pinia);
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function open(of = user): Promise<void> {
  app = mountTab(SessionsTab, { pinia, instance, user: of });
  await vi.advanceTimersByTimeAsync(freshAfterMs);
  await flushPromises();
}

async function agree(): Promise<void> {
  expect(useConfirmStore().current).not.toBeNull();
  useConfirmStore().settle({});
  await flushPromises();
}

const text = () => document.body.textContent;
const entries = () =>
  [...document.querySelectorAll('ul[aria-label=Sessions] > li')].map((entry) => entry.textContent);

test('shows live sessions first, with device, place, status, and who impersonates', async () => {
  await open();
  const [mac, phone, old] = entries();
  expect(mac).toMatch(/Chrome 118 on Mac/);
  expect(mac).toMatch(/Revoke…\s*Active\s*Athens/);
  expect(mac).toContain('Athens, Greece · 203.0.113.7');
  expect(mac).toMatch(/Active\s*4 min ago/);
  expect(mac).toMatch(/expires\s*in 6 days/);
  expect(mac).not.toContain('Impersonated');
  expect(phone).toContain('Impersonated');
  expect(phone).toMatch(/By user_admin: Ticket 7/);
  expect(old).toContain('Signed out');
  expect(old).not.toContain('Revoke');
  expect(text()).toContain('Not a history');
});

test('filters by status at Clerk', async () => {
  await open();
  app?.getComponent(UiSelect).vm.$emit('update:modelValue', 'ended');
  await flushPromises();
  expect(bridge.callsOf('users.listSessions').at(-1)).toMatchObject({ status: 'ended' });
  expect(entries()).toHaveLength(1);
  app?.getComponent(UiSelect).vm.$emit('update:modelValue', 'abandoned');
  await flushPromises();
  expect(text()).toContain('No session is abandoned.');
});

test('picks the pending ones itself, which Clerk’s filter does not know', async () => {
  await open();
  sessions = [
    ...Array.from({ length: 600 }, (_, at) => makeSession(`sess_${at}`, { status: 'ended' })),
    makeSession('sess_pending', { status: 'pending' }),
  ];
  bridge.answers['users.listSessions'] = ({ limit, offset }) => ({
    sessions: sessions.slice(Number(offset), Number(offset) + Number(limit)),
    total: sessions.length,
  });
  app?.getComponent(UiSelect).vm.$emit('update:modelValue', 'pending');
  await flushPromises();
  expect(entries()).toHaveLength(1);
  const asked = bridge.callsOf('users.listSessions').slice(1);
  expect(asked.map(({ status, offset }) => [status, offset])).toEqual([
    [undefined, 0],
    [undefined, 500],
  ]);
});

test('who is signed in nowhere has nothing to revoke', async () => {
  sessions = [];
  await open();
  expect(text()).toContain('Signed in nowhere.');
  expect(button('Revoke all…').disabled).toBe(true);
});

describe('revoking one', () => {
  test('is asked first, sent once, and shown', async () => {
    await open();
    bridge.answers['users.revokeSession'] = ({ sessionId }) =>
      makeSession(String(sessionId), { status: 'revoked' });
    await press('Revoke… the session on Chrome 118 on Mac');
    expect(useConfirmStore().current).toMatchObject({
      guarded: false,
      consequences: ['Jane is signed out of Chrome 118 on Mac in Athens, Greece.', expect.any(String)],
    });
    expect(bridge.callsOf('users.revokeSession')).toHaveLength(0);
    await agree();
    expect(bridge.callsOf('users.revokeSession')).toEqual([
      { instanceId: instance.instanceId, userId: 'user_1', sessionId: 'sess_mac' },
    ]);
    expect(done).toHaveBeenCalledWith('The session on Chrome 118 on Mac is revoked.', undefined);
    expect(entries()).toHaveLength(3);
    expect(entries().filter((entry) => entry.includes('Revoked'))).toHaveLength(1);
    // Its button is gone: the keyboard goes on from the list.
    expect(document.activeElement?.textContent).toBe('Sessions');
  });

  test('that is gone is told, and the list read again', async () => {
    await open();
    bridge.answers['users.revokeSession'] = () => new Refusal('not_found', 'It is gone.');
    await press('Revoke… the session on Chrome 118 on Mac');
    await agree();
    expect(failed).toHaveBeenCalledWith(
      'The session on Chrome 118 on Mac was not revoked.',
      expect.objectContaining({ code: 'not_found' }),
    );
    expect(bridge.callsOf('users.listSessions')).toHaveLength(2);
  });

  test('keeps the others from being revoked meanwhile', async () => {
    await open();
    bridge.answers['users.revokeSession'] = () => new Promise(() => undefined);
    await press('Revoke… the session on Chrome 118 on Mac');
    await agree();
    expect(button('Revoke… the session on Mobile Safari 118 on iPhone').disabled).toBe(true);
  });
});

describe('revoking all', () => {
  type Ending = (value: unknown) => void;
  let end: Ending;

  async function start(): Promise<string> {
    bridge.answers['users.revokeAllSessions'] = () => new Promise((resolve) => (end = resolve));
    await press('Revoke all…');
    await agree();
    return String(bridge.callsOf('users.revokeAllSessions').at(-1)?.callId);
  }

  const progress = (callId: string | null, doneCount: number, total: number) =>
    bridge.emit('users.onSessionsRevoked', {
      instanceId: instance.instanceId,
      userId: 'user_1',
      callId,
      done: doneCount,
      total,
    });

  test('shows how far it is, and what became of it', async () => {
    await open();
    const callId = await start();
    expect(text()).toContain('Looking for active sessions');
    progress(callId, 1, 2);
    progress('another', 9, 9);
    progress(null, 8, 8);
    await flushPromises();
    expect(text()).toContain('1 of 2');
    expect(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('50');
    end({ revoked: 2, total: 2, cancelled: false, failed: [] });
    await flushPromises();
    expect(done).toHaveBeenCalledWith('All 2 active sessions of Jane are revoked.');
    expect(document.querySelector('[role=progressbar]')).toBeNull();
    expect(bridge.callsOf('users.listSessions')).toHaveLength(2);
  });

  test('ends on request, and says where', async () => {
    await open();
    const callId = await start();
    progress(callId, 1, 2);
    await flushPromises();
    await press('Cancel');
    await press('Cancel');
    expect(bridge.callsOf('app.cancel')).toEqual([{ callId }]);
    end({ revoked: 1, total: 2, cancelled: true, failed: [] });
    await flushPromises();
    expect(text()).toContain('Cancelled: 1 of 2 active sessions of Jane is revoked. 1 was not tried.');
    expect(told).not.toHaveBeenCalled();
    await press('Dismiss');
    expect(text()).not.toContain('Cancelled');
  });

  test('names the sessions that stayed, with reason and trace id', async () => {
    await open();
    await start();
    const refusal = { sessionId: 'sess_phone', message: 'Clerk does not allow this.', traceId: 'trace_7' };
    end({ revoked: 1, total: 2, cancelled: false, failed: [refusal] });
    await flushPromises();
    const list = document.querySelector('[aria-label="Sessions that could not be revoked"]')?.textContent;
    expect(list).toContain('Mobile Safari 118 on iPhone');
    expect(list).toContain('sess_phone');
    expect(list).toContain('Clerk does not allow this.');
    expect(list).toContain('trace_7');
    expect(done).not.toHaveBeenCalled();
  });

  test('goes on while nobody looks, and is there again', async () => {
    await open();
    const callId = await start();
    app?.unmount();
    progress(callId, 1, 2);
    await open();
    expect(text()).toContain('1 of 2');
    app?.unmount();
    app = null;
    end({ revoked: 1, total: 2, cancelled: false, failed: [{ sessionId: 'sess_1', message: 'No.' }] });
    await flushPromises();
    expect(told).toHaveBeenCalledWith('1 of 2 active sessions of Jane is revoked. 1 could not be revoked.');
    await open();
    expect(text()).toContain('sess_1');
  });

  test('that was refused as a whole leaves nothing behind', async () => {
    await open();
    bridge.answers['users.revokeAllSessions'] = () => new Refusal('rate_limited', 'A pause.');
    await press('Revoke all…');
    await agree();
    expect(failed).toHaveBeenCalledWith(
      'The sessions of Jane were not revoked.',
      expect.objectContaining({ code: 'rate_limited' }),
    );
    expect(document.querySelector('[role=progressbar]')).toBeNull();
  });
});

test('a ban is followed by a look at what is left', async () => {
  await open();
  await app?.setProps({ copy: { user: { ...user, banned: true }, fetchedAt: Date.now() } });
  await flushPromises();
  expect(bridge.callsOf('users.listSessions')).toHaveLength(2);
});

test.each([
  ['read-only', { protection: 'read-only' } as const, 'online', 'is read-only in Roster'],
  ['offline', {}, 'offline', 'Offline: nothing can be changed'],
] as const)(
  'offers nothing that changes something while %s, and says why',
  async (_, more, state, reason) => {
    disposePinia(pinia);
    bridge.answers['directory.status'] = () => makeStatus({ connection: { state, since: 1, message: null } });
    ({ pinia, instance } = await startStores(more));
    await open();
    const offers = [...buttons(/^(Sign-in link|Impersonate|Revoke)/)];
    expect(offers.map((one) => one.disabled)).toEqual(offers.map(() => true));
    expect(offers).toHaveLength(5);
    const described = button('Impersonate…').getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toContain(reason);
  },
);
