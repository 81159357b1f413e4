/** The tab Identifiers: what is listed, what is asked before a change, what is sent, where the focus goes. */
import { bridge, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { notify } from '../../../../../renderer/ui/notify.ts';
import { eventually } from '../../users/mount-app.ts';
import { makeEmail, makePhone, makeUser } from '../make-user.ts';
import { entries, google, jane, onUser, submit, tick } from './jane.ts';
import { mountIdentifiers, type MountedTab } from './mount-identifiers.ts';

let tab: MountedTab;
const done = vi.spyOn(notify, 'done').mockImplementation(() => undefined);
const failed = vi.spyOn(notify, 'failed').mockImplementation(() => undefined);

beforeEach(() => {
  bridge.reset();
  done.mockClear();
  failed.mockClear();
  // jsdom scrolls nothing.
  Element.prototype.scrollIntoView = () => undefined;
});

afterEach(() => {
  tab.app.unmount();
  document.body.replaceChildren();
});

const emails = () => tab.section('E-mail addresses');

test('lists what there is, the primary first, with status and links', async () => {
  tab = await mountIdentifiers(jane());
  expect(entries(emails())).toEqual(['jane@acme.com', 'second@acme.com', 'jane@gmail.com']);
  const [first, second, third] = emails().querySelectorAll('[data-entry]');
  expect(first?.textContent).toContain('Primary');
  expect(first?.textContent).toContain('By a code sent by e-mail');
  expect(second?.textContent).toContain('Unverified');
  expect(third?.textContent).toContain('Linked to the');
  third?.querySelector('a')?.click();
  await flushPromises();
  expect(document.activeElement?.getAttribute('data-entry')).toBe(google.id);
  tab.section('External accounts').querySelector('a')?.click();
  await flushPromises();
  expect(document.activeElement).toBe(third);
});

test('a user with nothing has empty lists and a way to add', async () => {
  tab = await mountIdentifiers(makeUser('u1'));
  expect(emails().textContent).toContain('No e-mail address');
  expect(tab.section('Wallets').textContent).toContain('No wallet');
  expect(document.querySelector('section[aria-label="OAuth access tokens"]')).toBeNull();
  tab.button('Add e-mail address…');
});

test('a wallet is shown in short, and told of as a whole', async () => {
  const web3Wallet = '0x1234567890abcdef1234567890abcdef12345678';
  const wallet = { id: 'idn_w', web3Wallet, verification: null, createdAt: null, updatedAt: null };
  tab = await mountIdentifiers(jane({ web3Wallets: [wallet] }));
  bridge.answers['users.deleteWeb3Wallet'] = () => ({ id: 'idn_w', deleted: true });
  expect(entries(tab.section('Wallets'))).toEqual(['0x1234…5678']);
  await tab.choose('the wallet 0x1234…5678', 'Remove…');
  expect(tab.dialog()?.textContent).toContain(web3Wallet);
  await tab.press('Remove wallet');
  expect(bridge.callsOf('users.deleteWeb3Wallet')).toEqual([{ ...onUser, web3WalletId: 'idn_w' }]);
});

describe('changing', () => {
  beforeEach(() => {
    bridge.answers['users.updateEmailAddress'] = () => makeEmail('second@acme.com');
    bridge.answers['users.updatePhoneNumber'] = () => makePhone('+15555550100');
  });

  test('verified: asked, sent, and undone by its inverse', async () => {
    tab = await mountIdentifiers(jane());
    await tab.choose('second@acme.com', 'Mark as verified…');
    expect(tab.dialog()?.textContent).toContain('Will be sent: verified = yes, for second@acme.com.');
    expect(bridge.callsOf('users.updateEmailAddress')).toEqual([]);
    await tab.press('Mark as verified');
    const sent = { ...onUser, emailAddressId: 'idn_second@acme.com', verified: true };
    expect(bridge.callsOf('users.updateEmailAddress')).toEqual([sent]);
    done.mock.calls[0]?.[1]?.onClick();
    await flushPromises();
    expect(bridge.callsOf('users.updateEmailAddress')).toEqual([sent, { ...sent, verified: false }]);
  });

  test('unverified: the dialog says that the user is locked out', async () => {
    tab = await mountIdentifiers(
      jane({ emailAddresses: [makeEmail('jane@acme.com')], phoneNumbers: [], externalAccounts: [] }),
    );
    await tab.choose('jane@acme.com', 'Mark as unverified…');
    expect(tab.dialog()?.textContent).toContain('Jane will be locked out');
    await tab.press('Mark e-mail address as unverified');
    expect(bridge.callsOf('users.updateEmailAddress')).toMatchObject([{ verified: false }]);
  });

  test('primary: only a verified one', async () => {
    tab = await mountIdentifiers(jane());
    await expect(tab.choose('second@acme.com', 'Make primary… (verify it first)')).rejects.toThrow(
      'disabled',
    );
  });

  test('primary: the form asks whether the one before is told, and it can be undone', async () => {
    tab = await mountIdentifiers(jane());
    await tab.choose('jane@gmail.com', 'Make primary…');
    expect(document.querySelector('form')?.textContent).toContain('takes the place of jane@acme.com');
    await tick('Tell jane@acme.com that the primary address has changed');
    await submit();
    const sent = { ...onUser, emailAddressId: 'idn_jane@gmail.com', primary: true };
    expect(bridge.callsOf('users.updateEmailAddress')).toEqual([
      { ...sent, notifyPrimaryEmailAddressChanged: true },
    ]);
    await nextTick();
    expect(document.activeElement).toBe(tab.button('Actions on jane@gmail.com'));
    done.mock.calls[0]?.[1]?.onClick();
    await flushPromises();
    expect(bridge.callsOf('users.updateEmailAddress').at(-1)).toEqual({
      ...sent,
      emailAddressId: 'idn_jane@acme.com',
    });
  });

  test('the second factor of a number', async () => {
    tab = await mountIdentifiers(jane());
    await tab.choose('+15555550100', 'Use as second factor…');
    await tab.press('Use as second factor');
    expect(bridge.callsOf('users.updatePhoneNumber')).toEqual([
      { ...onUser, phoneNumberId: 'idn_+15555550100', reservedForSecondFactor: true },
    ]);
  });
});

describe('removing', () => {
  test('says what is left, sends one deletion, and the focus goes to the next entry', async () => {
    tab = await mountIdentifiers(jane());
    bridge.answers['users.deleteEmailAddress'] = () => ({ id: 'idn_second@acme.com', deleted: true });
    await tab.choose('second@acme.com', 'Remove…');
    expect(tab.dialog()?.textContent).toContain('is no way to sign in now, so none is lost');
    expect(tab.dialog()?.textContent).toContain('Left to sign in with');
    await tab.press('Remove e-mail address');
    expect(bridge.callsOf('users.deleteEmailAddress')).toEqual([
      { ...onUser, emailAddressId: 'idn_second@acme.com' },
    ]);
    const list = emails().querySelector('ul');
    await eventually(() => expect(document.activeElement).toBe(tab.button('Actions on second@acme.com')));
    const before = tab.user.value;
    tab.user.value = {
      ...before,
      emailAddresses: before.emailAddresses.filter(({ emailAddress }) => emailAddress !== 'second@acme.com'),
    };
    await nextTick();
    expect(emails().querySelector('ul')).toBe(list);
    expect(entries(emails())).toEqual(['jane@acme.com', 'jane@gmail.com']);
    expect(document.activeElement).toBe(tab.button('Actions on jane@gmail.com'));
  });

  test('of the last entry puts the focus on what adds one', async () => {
    tab = await mountIdentifiers(jane());
    tab.button('Actions on +15555550100').focus();
    tab.user.value = { ...tab.user.value, phoneNumbers: [] };
    await nextTick();
    expect(document.activeElement).toBe(tab.button('Add phone number…'));
  });

  test('what moves to another place keeps the focus', async () => {
    tab = await mountIdentifiers(jane());
    const trigger = tab.button('Actions on jane@gmail.com');
    trigger.focus();
    tab.user.value = { ...tab.user.value, primaryEmailAddressId: 'idn_jane@gmail.com' };
    await nextTick();
    expect(entries(emails())[0]).toBe('jane@gmail.com');
    expect(document.activeElement).toBe(trigger);
  });

  test('leaves the focus alone when it is elsewhere', async () => {
    tab = await mountIdentifiers(jane());
    tab.button('Actions on second@acme.com').focus();
    tab.button('Add phone number…').focus();
    tab.user.value = { ...tab.user.value, emailAddresses: [] };
    await nextTick();
    expect(document.activeElement).toBe(tab.button('Add phone number…'));
  });

  test('an external account in a guarded instance wants its name typed', async () => {
    tab = await mountIdentifiers(jane(), { protection: 'guarded' });
    bridge.answers['protection.confirm'] = () => ({ confirmation: 'token', expiresAt: 0 });
    bridge.answers['users.deleteExternalAccount'] = () => ({ id: google.id, deleted: true });
    await tab.choose('the Google account jane@gmail.com', 'Remove…');
    const dialog = tab.dialog();
    expect(dialog?.textContent).toContain('jane@gmail.com stays with the user');
    expect(tab.button('Remove external account').disabled).toBe(true);
    const input = dialog?.querySelector('input');
    if (!input) throw new Error('Nothing to type into');
    input.value = 'Acme';
    input.dispatchEvent(new Event('input'));
    await nextTick();
    expect(tab.button('Remove external account').disabled).toBe(false);
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    expect(bridge.callsOf('users.deleteExternalAccount')).toEqual([
      { ...onUser, externalAccountId: google.id, confirmation: 'token' },
    ]);
  });

  test('what is gone already is told, and the user is read again', async () => {
    tab = await mountIdentifiers(jane());
    bridge.answers['users.deleteExternalAccount'] = () => new Refusal('not_found', 'It is gone.');
    bridge.answers['users.get'] = () => jane();
    await tab.choose('the Google account jane@gmail.com', 'Remove…');
    await tab.press('Remove external account');
    expect(failed.mock.calls[0]?.[0]).toBe('The Google account jane@gmail.com was not removed.');
    expect(bridge.callsOf('users.get')).toEqual([onUser]);
  });
});

test('read-only: everything is there to see, nothing to change, and the reason stands there', async () => {
  tab = await mountIdentifiers(jane(), { protection: 'read-only' });
  const note = [...document.querySelectorAll('[role=status]')].find((each) =>
    each.textContent.includes('Acme is read-only in Roster'),
  );
  expect(note).toBeDefined();
  for (const name of ['Add e-mail address…', 'Replace all phone numbers…', 'Read the tokens of Google']) {
    expect(tab.button(name).disabled).toBe(true);
    expect(tab.button(name).getAttribute('aria-describedby')).toBe(note?.id);
  }
  await expect(tab.choose('jane@acme.com', 'Remove…')).rejects.toThrow('disabled');
});
