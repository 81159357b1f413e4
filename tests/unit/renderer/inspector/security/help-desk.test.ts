/** "Is it really them?": what is asked, how the answer reads, and that nothing of it stays. */
import { bridge, instanceId, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import SecurityTab from '../../../../../renderer/features/inspector/security/SecurityTab.vue';
import { secretLifetimeMs } from '../../../../../renderer/features/shell/secret-lifetime.ts';
import { notify } from '../../../../../renderer/ui/notify.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { mountUserTab, type MountedTab } from '../identifiers/mount-identifiers.ts';
import { makeUser } from '../make-user.ts';
import { typeInto } from '../mount-tab.ts';

const secret = 'correct horse battery';
const notices = (['done', 'told', 'failed', 'said'] as const).map((way) =>
  vi.spyOn(notify, way).mockImplementation(() => undefined),
);
const jane = (more: Partial<User> = {}): User =>
  makeUser('u1', { firstName: 'Jane', passwordEnabled: true, verificationAttemptsRemaining: 99, ...more });
const target = { instanceId, userId: 'u1' };

let tab: MountedTab | null = null;
const card = (): HTMLElement => {
  if (!tab) throw new Error('Nothing is open');
  return tab.section('Is it really them?');
};
const input = (): HTMLInputElement => {
  const found = card().querySelector<HTMLInputElement>('input:not([type=radio])');
  if (!found) throw new Error('There is no field');
  return found;
};

async function open(user = jane()): Promise<void> {
  tab = await mountUserTab(SecurityTab, user);
}

async function check(typed: string): Promise<void> {
  await typeInto(input(), typed);
  card()
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

async function choose(value: string): Promise<void> {
  const radio = card().querySelector<HTMLInputElement>(`input[type=radio][value=${value}]`);
  radio?.click();
  await flushPromises();
}

beforeEach(() => {
  bridge.reset();
  bridge.answers['users.get'] = () => tab?.user.value;
  bridge.answers['users.verifyPassword'] = ({ password }) => ({ verified: password === secret });
  for (const notice of notices) notice.mockClear();
});

afterEach(() => {
  tab?.app.unmount();
  tab = null;
  document.body.replaceChildren();
  vi.useRealTimers();
});

test('a right password is right; it is gone from the field, and nobody is told', async () => {
  await open();
  expect(card().textContent).toContain('99 tries left');
  await check(secret);
  expect(bridge.callsOf('users.verifyPassword')).toEqual([{ ...target, password: secret }]);
  expect(card().querySelector('[role=status]')?.textContent).toContain('The password is right.');
  expect(input().value).toBe('');
  expect(tab?.app.html()).not.toContain(secret);
  for (const notice of notices) expect(notice).not.toHaveBeenCalled();
  // The tries that are left, and whether there are codes still, are the user's.
  expect(bridge.callsOf('users.get')).toEqual([target]);
});

test('a wrong one is wrong, until something is typed again', async () => {
  await open();
  await check('not that');
  expect(card().textContent).toContain('The password is wrong.');
  await typeInto(input(), 'c');
  expect(card().textContent).not.toContain('The password is wrong.');
});

test('spaces belong to a password, and not to a code', async () => {
  bridge.answers['users.verifyTotp'] = () => ({ verified: true, codeType: 'backup_code' });
  await open(jane({ totpEnabled: true, backupCodeEnabled: true }));
  await check(' spaced ');
  expect(bridge.callsOf('users.verifyPassword')).toEqual([{ ...target, password: ' spaced ' }]);
  await choose('code');
  expect(card().textContent).not.toContain('The password is wrong.');
  expect(card().textContent).toContain('A backup code is used up by checking it.');
  await check(' k7xq-2m9d ');
  expect(bridge.callsOf('users.verifyTotp')).toEqual([{ ...target, code: 'k7xq-2m9d' }]);
  expect(card().textContent).toContain('It was a backup code: it is used up now.');
});

test('the last backup code is gone by its check, and the answer stays', async () => {
  bridge.answers['users.verifyTotp'] = () => ({ verified: true, codeType: 'backup_code' });
  await open(jane({ passwordEnabled: false, backupCodeEnabled: true }));
  await check('k7xq-2m9d');
  if (tab) tab.user.value = jane({ passwordEnabled: false });
  await flushPromises();
  expect(card().textContent).toContain('it is used up now');
  await typeInto(input(), 'p');
  expect(document.querySelector('section[aria-label="Is it really them?"]')).toBeNull();
});

test('nothing typed is not sent', async () => {
  await open();
  await check('');
  expect(card().textContent).toContain('Type the password to check.');
  expect(bridge.callsOf('users.verifyPassword')).toEqual([]);
});

test('what is typed for one kind is not sent as the other', async () => {
  await open(jane({ totpEnabled: true }));
  await typeInto(input(), secret);
  await choose('code');
  expect(input().value).toBe('');
});

describe('is not checked', () => {
  test.each([
    ['forbidden', 'Clerk does not allow this.', 'The password was not checked. Clerk does not allow this.'],
    ['rate_limited', 'Clerk asks for a pause.', 'The password was not checked. Clerk asks for a pause.'],
    ['rejected', 'This user has no password.', 'The password was not checked. This user has no password.'],
    ['not_found', 'Clerk knows nothing by this id.', 'The password was not checked.'],
    ['outcome_unknown', 'The request left.', 'It is not known whether the password was checked.'],
  ] as const)('%s', async (code, message, words) => {
    bridge.answers['users.verifyPassword'] = () => new Refusal(code, message);
    await open();
    await check(secret);
    expect(card().querySelector('[role=alert]')?.textContent).toContain(words);
    expect(card().textContent).not.toContain('The password is');
    expect(input().value).toBe('');
    for (const notice of notices) expect(notice).not.toHaveBeenCalled();
  });
});

test('what the user has lost meanwhile is not asked for any more', async () => {
  await open(jane({ totpEnabled: true }));
  await typeInto(input(), secret);
  if (tab) tab.user.value = jane({ passwordEnabled: false, totpEnabled: true });
  await flushPromises();
  expect(card().querySelector('input[type=radio]')).toBeNull();
  expect(card().textContent).toContain('Check the code');
  expect(input().value).toBe('');
});

test('neither what was typed nor the answer stands there for long', async () => {
  await open();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await typeInto(input(), secret);
  await vi.advanceTimersByTimeAsync(secretLifetimeMs);
  expect(input().value).toBe('');
  await check(secret);
  expect(card().textContent).toContain('The password is right.');
  await vi.advanceTimersByTimeAsync(secretLifetimeMs);
  expect(card().textContent).not.toContain('The password is right.');
});

test('nothing is left in the field when the tab is closed', async () => {
  await open();
  const field = input();
  await typeInto(field, secret);
  tab?.app.unmount();
  expect(field.value).toBe('');
  tab = null;
});
