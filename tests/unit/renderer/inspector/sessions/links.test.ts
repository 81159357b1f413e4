/** Links that sign somebody in: made with what was chosen, shown this once, kept nowhere, revoked. */
import { bridge, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { disposePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import SessionsTab from '../../../../../renderer/features/inspector/sessions/SessionsTab.vue';
import { notify } from '../../../../../renderer/ui/notify.ts';
import UiSelect from '../../../../../renderer/ui/UiSelect.vue';
import type { Instance } from '../../../../../shared/models/instance.ts';
import { makeUser } from '../make-user.ts';
import {
  button,
  buttons,
  dialog,
  isDialogOpen,
  labelled,
  mountTab,
  press,
  startStores,
  submitDialog,
  typeInto,
} from '../mount-tab.ts';

const secret = 'https://accounts.example.com/sign-in?__clerk_ticket=not-a-real-ticket';
let app: VueWrapper;
let pinia: Pinia;
let instance: Instance;
const copied: string[] = [];
const notices: string[] = [];
for (const way of ['done', 'told', 'failed'] as const) {
  vi.spyOn(notify, way).mockImplementation((words: string) => void notices.push(words));
}
const user = makeUser('user_1', { firstName: 'Jane' });

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.UTC(2026, 10, 21, 12) });
  bridge.reset();
  copied.length = 0;
  notices.length = 0;
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
  });
  const made = { userId: 'user_1', status: 'pending', url: secret, createdAt: 1, updatedAt: 1 };
  bridge.answers['users.listSessions'] = () => ({ sessions: [], total: 0 });
  bridge.answers['users.createSignInToken'] = () => ({ ...made, id: 'sit_1' });
  bridge.answers['users.createActorToken'] = ({ actor }) => ({ ...made, id: 'act_1', actor });
  bridge.answers['users.revokeSignInToken'] = () => ({ ...made, id: 'sit_1', status: 'revoked', url: null });
  bridge.answers['users.revokeActorToken'] = () => ({ ...made, id: 'act_1', status: 'revoked', url: null });
  ({ pinia, instance } = await startStores());
});

afterEach(() => {
  app.unmount();
  disposePinia(pinia);
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function openTab(of = user): Promise<void> {
  app = mountTab(SessionsTab, { pinia, instance, user: of });
  await flushPromises();
}

async function choose(index: number, value: string): Promise<void> {
  app.findAllComponents(UiSelect).at(index)?.vm.$emit('update:modelValue', value);
  await flushPromises();
}

const text = () => document.body.textContent;
const output = () => dialog().querySelector<HTMLInputElement>('input[readonly]');

describe('a sign-in link', () => {
  async function make(): Promise<void> {
    await openTab();
    await press('Sign-in link…');
    await submitDialog();
  }

  test('says what it does and where, and is made for as long as was chosen', async () => {
    await openTab();
    await press('Sign-in link…');
    expect(dialog().textContent).toContain('production');
    expect(dialog().textContent).toContain('whoever opens the link is signed in as Jane');
    // The first select is the list's filter.
    await choose(1, '604800');
    await submitDialog();
    expect(bridge.callsOf('users.createSignInToken')).toEqual([
      { instanceId: instance.instanceId, userId: 'user_1', expiresInSeconds: 604_800 },
    ]);
    expect(dialog().textContent).toContain('for 7 days more');
  });

  test('for a time of one’s own, which must be one', async () => {
    await openTab();
    await press('Sign-in link…');
    await choose(1, 'custom');
    await submitDialog();
    expect(bridge.callsOf('users.createSignInToken')).toHaveLength(0);
    expect(labelled('Number').getAttribute('aria-invalid')).toBe('true');
    await typeInto(labelled('Number'), '3');
    await submitDialog();
    expect(bridge.callsOf('users.createSignInToken')[0]).toMatchObject({ expiresInSeconds: 10_800 });
  });

  test('is masked until it is asked for, and masked again when one turns away', async () => {
    await make();
    expect(output()?.type).toBe('password');
    expect(output()?.value).toBe(secret);
    expect(document.activeElement).toBe(output());
    await press('Show the link');
    expect(output()?.type).toBe('text');
    button('Show the link'.replace('Show', 'Hide')).focus();
    button('Done').focus();
    await flushPromises();
    expect(output()?.type).toBe('password');
  });

  test('is copied, and then closed without a question', async () => {
    await make();
    await press('Copy the link');
    expect(copied).toEqual([secret]);
    expect(button('Copied')).toBeTruthy();
    await press('Done');
    expect(isDialogOpen()).toBe(false);
  });

  test('that was not copied is not lost by a slip: it is said once', async () => {
    await make();
    await press('Done');
    expect(dialog().textContent).toContain('cannot be shown again');
    await press('Close without the link');
    expect(isDialogOpen()).toBe(false);
  });

  test('is gone with the dialog, from the page, the stores and the notices', async () => {
    await make();
    const field = output();
    await press('Copy the link');
    await press('Done');
    expect(field?.value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain('not-a-real-ticket');
    expect(JSON.stringify(pinia.state.value)).not.toContain('not-a-real-ticket');
    expect(JSON.stringify(notices)).not.toContain('not-a-real-ticket');
    await press('Sign-in link…');
    expect(output()).toBeNull();
  });

  test('runs out before one’s eyes', async () => {
    await openTab();
    await press('Sign-in link…');
    await choose(1, '600');
    await submitDialog();
    await vi.advanceTimersByTimeAsync(9.5 * 60_000);
    expect(dialog().textContent).toContain('for 30 s more');
    await vi.advanceTimersByTimeAsync(31_000);
    expect(dialog().textContent).toContain('The link has expired.');
    expect(output()).toBeNull();
    expect(buttons('Revoke the link')).toHaveLength(0);
  });

  test('leaves the screen when the computer is locked, and can be revoked still', async () => {
    await make();
    expect(output()?.value).toBe(secret);
    bridge.emit('app.onScreenLocked', {});
    await flushPromises();
    expect(output()).toBeNull();
    expect(dialog().textContent).toContain('It still works');
    expect(document.body.innerHTML).not.toContain(secret);
    await press('Revoke the link');
    expect(dialog().textContent).toContain('The link is revoked.');
  });

  test('is revoked at once, or later from the list', async () => {
    await make();
    await press('Revoke the link');
    expect(bridge.callsOf('users.revokeSignInToken')).toEqual([
      { instanceId: instance.instanceId, userId: 'user_1', signInTokenId: 'sit_1' },
    ]);
    expect(output()).toBeNull();
    expect(dialog().textContent).toContain('The link is revoked.');
    await press('Done');
    expect(isDialogOpen()).toBe(false);
    expect(text()).toMatch(/Sign-in link\s*Revoked/);
  });

  test('that is used already leads to its session', async () => {
    await make();
    await press('Copy the link');
    await press('Done');
    bridge.answers['users.revokeSignInToken'] = () =>
      new Refusal('rejected', 'Clerk refused.', undefined, {
        clerkCode: 'sign_in_token_cannot_be_revoked_code',
      });
    const reads = bridge.callsOf('users.listSessions').length;
    button('Revoke').focus();
    await press('Revoke');
    expect(document.activeElement?.textContent).toBe('Links made in this window');
    expect(text()).toContain('revoke the session that it started');
    expect(bridge.callsOf('users.listSessions')).toHaveLength(reads + 1);
    expect(buttons('Revoke')).toHaveLength(0);
  });

  test('whose revoking failed for another reason still works', async () => {
    await make();
    bridge.answers['users.revokeSignInToken'] = () => new Refusal('rate_limited', 'A pause.');
    await press('Revoke the link');
    expect(output()?.value).toBe(secret);
    expect(notices).toContain('The sign-in link was not revoked.');
  });

  test('that was refused says why, in the dialog', async () => {
    await openTab();
    await press('Sign-in link…');
    bridge.answers['users.createSignInToken'] = () =>
      new Refusal('not_found', 'Clerk knows nothing by this id.', undefined, { traceId: 'trace_2' });
    await submitDialog();
    expect(dialog().querySelector('[role=alert]')?.textContent).toContain('No sign-in link was made.');
    expect(dialog().textContent).toContain('trace_2');
    expect(notices).toEqual([]);
  });

  test('without an address can be revoked only', async () => {
    bridge.answers['users.createSignInToken'] = () => ({ id: 'sit_1', userId: 'user_1', url: null });
    await make();
    expect(dialog().textContent).toContain('without an address');
    expect(buttons('Revoke the link')).toHaveLength(1);
    await press('Done');
    expect(isDialogOpen()).toBe(false);
  });

  test.each([
    [{ banned: true }, 'Jane is banned'],
    [{ locked: true }, 'Jane is locked'],
  ])('for one who cannot sign in says so: %o', async (more, words) => {
    await openTab({ ...user, ...more });
    await press('Sign-in link…');
    expect(dialog().textContent).toContain(words);
  });
});

describe('impersonation', () => {
  test('wants to know by whom, and sends it along', async () => {
    await openTab();
    await press('Impersonate…');
    await submitDialog();
    expect(bridge.callsOf('users.createActorToken')).toHaveLength(0);
    expect(labelled('Who impersonates').getAttribute('aria-invalid')).toBe('true');
    await typeInto(labelled('Who impersonates'), ' user_admin ');
    await typeInto(labelled('Note (optional)'), 'Ticket 7');
    await choose(2, '3600');
    await submitDialog();
    expect(bridge.callsOf('users.createActorToken')).toEqual([
      {
        instanceId: instance.instanceId,
        userId: 'user_1',
        actor: { sub: 'user_admin', note: 'Ticket 7' },
        expiresInSeconds: 600,
        sessionMaxDurationInSeconds: 3600,
      },
    ]);
    expect(output()?.value).toBe(secret);
  });

  test('remembers by whom in this window, and no note when there is none', async () => {
    await openTab();
    await press('Impersonate…');
    await typeInto(labelled('Who impersonates'), 'user_admin');
    await submitDialog();
    expect(bridge.callsOf('users.createActorToken')[0]?.actor).toEqual({ sub: 'user_admin' });
    await press('Copy the link');
    await press('Done');
    await press('Impersonate…');
    expect(labelled('Who impersonates').value).toBe('user_admin');
    expect(labelled('Note (optional)').value).toBe('');
  });

  test('that was refused says why, in the dialog', async () => {
    await openTab();
    await press('Impersonate…');
    await typeInto(labelled('Who impersonates'), 'user_admin');
    bridge.answers['users.createActorToken'] = () =>
      new Refusal('rejected', 'The impersonations are used up.', undefined, { traceId: 'trace_3' });
    await submitDialog();
    expect(dialog().querySelector('[role=alert]')?.textContent).toContain(
      'No impersonation link was made. The impersonations are used up.',
    );
    expect(dialog().textContent).toContain('trace_3');
    expect(labelled('Who impersonates').value).toBe('user_admin');
  });

  test('a refused value stands at its field', async () => {
    await openTab();
    await press('Impersonate…');
    await typeInto(labelled('Who impersonates'), 'user_admin');
    bridge.answers['users.createActorToken'] = () =>
      new Refusal('rejected', 'Clerk refused.', { 'actor.sub': 'Not an id.' });
    await submitDialog();
    expect(labelled('Who impersonates').getAttribute('aria-invalid')).toBe('true');
    expect(dialog().textContent).toContain('Not an id.');
  });

  test('is revoked through its own call', async () => {
    await openTab();
    await press('Impersonate…');
    await typeInto(labelled('Who impersonates'), 'user_admin');
    await submitDialog();
    await press('Revoke the link');
    expect(bridge.callsOf('users.revokeActorToken')).toMatchObject([{ actorTokenId: 'act_1' }]);
    expect(bridge.callsOf('users.revokeSignInToken')).toHaveLength(0);
  });
});
