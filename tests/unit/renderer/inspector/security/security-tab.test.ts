/** The tab Security: how things stand, what each change asks, sends and says, and how a refusal reads. */
import { bridge, instanceId, makeStatus, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import SecurityTab from '../../../../../renderer/features/inspector/security/SecurityTab.vue';
import { secretLifetimeMs } from '../../../../../renderer/features/shell/secret-lifetime.ts';
import { notify } from '../../../../../renderer/ui/notify.ts';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { mountUserTab, type MountedTab } from '../identifiers/mount-identifiers.ts';
import { makeAccount, makeEmail, makePhone, makeUser } from '../make-user.ts';
import { labelled, submitDialog, typeInto } from '../mount-tab.ts';

const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);
const pixel = {
  id: 'idn_pixel',
  name: 'Pixel 9',
  lastUsedAt: Date.now() - 86_400_000,
  verification: { status: 'verified', strategy: 'passkey', attempts: null, expireAt: null },
};
const jane = (more: Partial<User> = {}): User =>
  makeUser('u1', {
    firstName: 'Jane',
    emailAddresses: [makeEmail('jane@acme.com')],
    passwordEnabled: true,
    passwordLastUpdatedAt: Date.now() - 3_600_000,
    totpEnabled: true,
    twoFactorEnabled: true,
    backupCodeEnabled: true,
    passkeys: [pixel],
    ...more,
  });
const target = { instanceId, userId: 'u1' };

let tab: MountedTab | null = null;

async function open(user = jane(), more: Partial<Instance> = {}): Promise<MountedTab> {
  tab = await mountUserTab(SecurityTab, user, more);
  return tab;
}

beforeEach(() => {
  bridge.reset();
  bridge.answers['users.get'] = () => tab?.user.value;
  done.mockClear();
  failed.mockClear();
});

afterEach(() => {
  tab?.app.unmount();
  tab = null;
  document.body.replaceChildren();
  vi.useRealTimers();
});

function offered(name: string): boolean {
  return [...document.querySelectorAll('button')].some((each) => each.textContent.trim() === name);
}

describe('how things stand', () => {
  test('of somebody with all of it', async () => {
    const { section } = await open(
      jane({
        mfaEnabledAt: Date.UTC(2026, 4, 3),
        phoneNumbers: [
          makePhone('+15555550123', { reservedForSecondFactor: true, defaultSecondFactor: true }),
          makePhone('+15555550124'),
        ],
        externalAccounts: [makeAccount('oauth_google', 'jane@gmail.com')],
      }),
    );
    expect(section('Password and sessions').textContent).toMatch(/Set.*Changed 1 h ago\..*does not say/s);
    const steps = section('Two-step verification').textContent;
    expect(steps).toMatch(/On since.*Authenticator app\s*On.*Backup codes\s*On.*\+15555550123\s*Default/s);
    expect(steps).not.toContain('+15555550124');
    expect(section('Passkeys').textContent).toMatch(/Pixel 9.*Verified.*Last used yesterday/s);
    expect(section('Wallets and accounts').textContent).toContain('1 external account.');
    expect(offered('Enrol in TOTP…')).toBe(false);
    expect(offered('Replace TOTP…')).toBe(true);
  });

  test('of somebody with nothing', async () => {
    const { section } = await open(makeUser('u1', { firstName: 'Jane' }));
    expect(section('Password and sessions').textContent).toContain('None');
    expect(section('Passkeys').textContent).toContain('No passkey');
    for (const name of ['Set password…', 'Enrol in TOTP…', 'Sign out everywhere…'])
      expect(offered(name), name).toBe(true);
    for (const name of [
      ...['Change password…', 'Mark as compromised…', 'Not compromised…', 'Remove password…'],
      ...['Replace TOTP…', 'Remove TOTP…', 'Delete backup codes…', 'Disable all MFA…'],
    ])
      expect(offered(name), name).toBe(false);
    expect(document.querySelector('section[aria-label="Is it really them?"]')).toBeNull();
  });

  test('a mark that Clerk tells of is told', async () => {
    const { section } = await open(
      jane({ raw: { id: 'u1', object: 'user', requires_password_reset: false } }),
    );
    expect(section('Password and sessions').textContent).toContain('Not marked as compromised.');
    expect(offered('Not compromised…')).toBe(false);
  });
});

describe('nothing can be changed', () => {
  test.each([
    ['in a read-only instance', { protection: 'read-only' }, 'online', 'Acme is read-only in Roster'],
    ['offline', {}, 'offline', 'Offline: nothing can be changed'],
  ] as const)('%s', async (_, more, state, reason) => {
    bridge.answers['directory.status'] = () =>
      makeStatus({ connection: { state, since: null, message: null } });
    const { button } = await open(jane(), more);
    bridge.emit('directory.onStatusChanged', bridge.answers['directory.status']({}));
    await flushPromises();
    expect(document.body.textContent).toContain(reason);
    for (const name of [
      ...['Change password…', 'Mark as compromised…', 'Not compromised…', 'Remove password…'],
      ...['Sign out everywhere…', 'Replace TOTP…', 'Remove TOTP…', 'Delete backup codes…'],
      ...['Disable all MFA…', 'Check the password'],
    ]) {
      expect(button(name).disabled, name).toBe(true);
      const noteId = button(name).getAttribute('aria-describedby') ?? '';
      expect(document.getElementById(noteId)?.textContent, name).toContain(reason);
    }
  });
});

describe('what takes something away', () => {
  const cases: [button: string, method: string, agree: string, warned: string, said: string][] = [
    [
      'Remove TOTP…',
      'deleteTotp',
      'Remove authenticator app',
      'two-step verification ends',
      'no authenticator',
    ],
    [
      'Delete backup codes…',
      'deleteBackupCodes',
      'Delete backup codes',
      'stop working at once',
      'are deleted',
    ],
    ['Disable all MFA…', 'disableMfa', 'Disable all MFA', 'Two-step verification ends', 'no second factor'],
    [
      'Remove password…',
      'removePassword',
      'Remove password',
      'no longer sign in with a password',
      'no password',
    ],
  ];

  test.each(cases)('%s', async (name, method, agree, warned, said) => {
    bridge.answers[`users.${method}`] = () => ({ userId: 'u1' });
    const { press, dialog, button } = await open();
    await press(name);
    expect(dialog()?.textContent).toContain(warned);
    expect(button(agree).disabled).toBe(false);
    expect(bridge.callsOf(`users.${method}`)).toEqual([]);
    await submitDialog();
    expect(bridge.callsOf(`users.${method}`)).toEqual([target]);
    expect(done).toHaveBeenCalledWith(expect.stringContaining(said), undefined);
  });

  test.each(cases)('%s, refused', async (name, method) => {
    bridge.answers[`users.${method}`] = () => new Refusal('not_found', 'Clerk knows nothing by this id.');
    const { press } = await open();
    await press(name);
    await submitDialog();
    expect(failed).toHaveBeenCalledWith(
      expect.stringMatching(/ not /),
      expect.objectContaining({ code: 'not_found' }),
    );
    // What is shown is out of date.
    expect(bridge.callsOf('users.get')).toEqual([target]);
  });

  test('a guarded instance wants its name typed', async () => {
    bridge.answers['users.disableMfa'] = () => ({ userId: 'u1' });
    bridge.answers['protection.confirm'] = () => ({ confirmation: 'token', expiresAt: 1 });
    const { press } = await open(jane(), { protection: 'guarded' });
    await press('Disable all MFA…');
    await submitDialog();
    expect(bridge.callsOf('users.disableMfa')).toEqual([]);
    await typeInto(labelled('Type Acme to go on'), 'Acme');
    await submitDialog();
    expect(bridge.callsOf('protection.confirm')).toMatchObject([{ method: 'users.disableMfa' }]);
    expect(bridge.callsOf('users.disableMfa')).toEqual([{ ...target, confirmation: 'token' }]);
  });

  test('a passkey, by its menu; the focus stays in its list', async () => {
    bridge.answers['users.deletePasskey'] = () => ({ id: 'idn_pixel', deleted: true });
    const other = { ...pixel, id: 'idn_key', name: 'Key' };
    const { choose, dialog, user } = await open(jane({ passkeys: [pixel, other] }));
    await choose('the passkey Pixel 9', 'Delete…');
    expect(dialog()?.textContent).toContain('Clerk tells Jane by e-mail.');
    await submitDialog();
    expect(bridge.callsOf('users.deletePasskey')).toEqual([{ ...target, passkeyId: 'idn_pixel' }]);
    user.value = jane({ passkeys: [other] });
    await flushPromises();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Actions on the passkey Key');
  });

  test('the focus stays near a button that is gone', async () => {
    bridge.answers['users.deleteTotp'] = () => ({ userId: 'u1' });
    const { press, button, user } = await open();
    button('Remove TOTP…').focus();
    await press('Remove TOTP…');
    await submitDialog();
    button('Remove TOTP…').focus();
    user.value = jane({ totpEnabled: false, twoFactorEnabled: false });
    await flushPromises();
    expect(document.activeElement?.getAttribute('data-entry')).toBe('totp');
  });
});

describe('the mark of a compromised password', () => {
  test('is set, with the end of all sessions unless it is not wanted', async () => {
    bridge.answers['users.setPasswordCompromised'] = () => jane();
    const { press, dialog } = await open();
    await press('Mark as compromised…');
    await submitDialog();
    expect(done).toHaveBeenLastCalledWith(expect.stringContaining('signed out everywhere'), undefined);
    expect(dialog()).toBeNull();
    await press('Mark as compromised…');
    dialog()?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await submitDialog();
    expect(bridge.callsOf('users.setPasswordCompromised')).toEqual([
      { ...target, revokeAllSessions: true },
      target,
    ]);
  });

  test('is undone where no session was ended', async () => {
    bridge.answers['users.setPasswordCompromised'] = () => jane();
    bridge.answers['users.unsetPasswordCompromised'] = () => jane();
    const { press, dialog } = await open();
    await press('Mark as compromised…');
    dialog()?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await submitDialog();
    done.mock.lastCall?.[1]?.onClick();
    await flushPromises();
    expect(bridge.callsOf('users.unsetPasswordCompromised')).toEqual([target]);
  });

  test('is refused in the dialog', async () => {
    bridge.answers['users.setPasswordCompromised'] = () =>
      new Refusal('rejected', 'This user has no password.');
    const { press, dialog } = await open();
    await press('Mark as compromised…');
    await submitDialog();
    expect(dialog()?.textContent).toContain(
      'The password was not marked as compromised. This user has no password.',
    );
  });

  test('is taken back', async () => {
    bridge.answers['users.unsetPasswordCompromised'] = () => jane();
    const { press, dialog } = await open();
    await press('Not compromised…');
    expect(dialog()?.textContent).toContain('stays held back');
    await submitDialog();
    expect(bridge.callsOf('users.unsetPasswordCompromised')).toEqual([target]);
  });
});

describe('a new password', () => {
  const field = () => labelled('New password');
  const tick = (words: string) => {
    const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === words);
    label?.querySelector<HTMLInputElement>('input')?.click();
  };

  test('is sent with what was ticked, and gone afterwards', async () => {
    bridge.answers['users.update'] = () => jane();
    const { press, dialog } = await open();
    await press('Change password…');
    await submitDialog();
    expect(dialog()?.textContent).toContain('Type a password.');
    const input = field();
    await typeInto(input, 'correct horse battery');
    tick('Sign out everywhere else');
    tick('Skip password checks');
    await submitDialog();
    expect(bridge.callsOf('users.update')).toEqual([
      {
        ...target,
        changes: {
          password: 'correct horse battery',
          skipPasswordChecks: true,
          signOutOfOtherSessions: true,
        },
      },
    ]);
    expect(dialog()).toBeNull();
    expect(input.value).toBe('');
    expect(JSON.stringify(done.mock.calls)).not.toContain('correct horse');
    expect(JSON.stringify(done.mock.calls)).toContain('signed out everywhere');
  });

  test('is refused at its field, and can be sent again', async () => {
    bridge.answers['users.update'] = () =>
      new Refusal(
        'rejected',
        'No.',
        { 'changes.password': 'Found in a breach.' },
        { clerkCode: 'form_password_pwned' },
      );
    const { press, dialog } = await open(jane({ passwordEnabled: false }));
    await press('Set password…');
    await typeInto(field(), 'password');
    await submitDialog();
    expect(dialog()?.textContent).toContain('tick “Skip password checks”');
    expect(field().value).toBe('password');
    expect(failed).not.toHaveBeenCalled();
    bridge.answers['users.update'] = () => jane();
    await submitDialog();
    expect(bridge.callsOf('users.update')).toHaveLength(2);
    expect(dialog()).toBeNull();
  });

  test('of which nobody knows is not called undone', async () => {
    bridge.answers['users.update'] = () => new Refusal('outcome_unknown', 'The request left.');
    const { press, dialog } = await open();
    await press('Change password…');
    await typeInto(field(), 'correct horse battery');
    await submitDialog();
    expect(dialog()?.textContent).toContain('It is not known whether the password was set.');
  });

  test('does not stand there for long', async () => {
    const { press, dialog } = await open();
    await press('Change password…');
    const input = field();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await typeInto(input, 'correct horse battery');
    await vi.advanceTimersByTimeAsync(secretLifetimeMs);
    expect(input.value).toBe('');
    expect(dialog()?.textContent).toContain('The password was cleared');
  });
});

test('signing out everywhere asks, and shows how far it has come', async () => {
  let finish: (answer: unknown) => void = () => undefined;
  bridge.answers['users.revokeAllSessions'] = () => new Promise((resolve) => (finish = resolve));
  const { press, section } = await open();
  await press('Sign out everywhere…');
  await submitDialog();
  expect(section('Password and sessions').textContent).toContain('Looking for active sessions');
  finish({
    revoked: 1,
    total: 2,
    cancelled: false,
    failed: [{ sessionId: 'sess_1', message: 'Not this one.' }],
  });
  await flushPromises();
  expect(section('Password and sessions').textContent).toContain('1 could not be revoked.');
});
