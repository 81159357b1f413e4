/** The forms of the tab Identifiers: what will be sent, what is sent, where a refusal lands, what replacing takes away. */
import { bridge, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { notify } from '../../../../../renderer/ui/notify.ts';
import { makeEmail, makePhone, makeUser } from '../make-user.ts';
import { inputIn, jane, onUser, submit, tick, type } from './jane.ts';
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

describe('adding', () => {
  beforeEach(() => {
    bridge.answers['users.createEmailAddress'] = () => makeEmail('new@acme.com');
    bridge.answers['users.createPhoneNumber'] = () => makePhone('+15555550199');
  });

  test('an address: says what will be sent, sends it once, goes back to the button', async () => {
    tab = await mountIdentifiers(jane());
    await tab.press('Add e-mail address…');
    expect(document.activeElement).toBe(inputIn(emails()));
    await type(emails(), ' new@acme.com ');
    await tick('Verified');
    await tick('Primary');
    await tick('Tell the previous primary address');
    expect(emails().textContent).toContain(
      'Will be sent: e-mail address = new@acme.com, verified = yes, primary = yes, notify the previous address = yes',
    );
    await submit();
    expect(bridge.callsOf('users.createEmailAddress')).toEqual([
      {
        ...onUser,
        emailAddress: 'new@acme.com',
        verified: true,
        primary: true,
        notifyPrimaryEmailAddressChanged: true,
      },
    ]);
    expect(done).toHaveBeenCalledWith('new@acme.com was added to Jane.', undefined);
    await nextTick();
    expect(document.querySelector('form')).toBeNull();
    expect(document.activeElement).toBe(tab.button('Add e-mail address…'));
  });

  test('only a verified one can be primary, whatever was ticked before', async () => {
    tab = await mountIdentifiers(jane());
    await tab.press('Add e-mail address…');
    await type(emails(), 'new@acme.com');
    await tick('Verified');
    await tick('Primary');
    await tick('Verified');
    await submit();
    expect(bridge.callsOf('users.createEmailAddress')).toMatchObject([{ verified: false, primary: false }]);
  });

  test('a number is tidied, and one without its country is refused before anything is sent', async () => {
    tab = await mountIdentifiers(jane());
    const phones = tab.section('Phone numbers');
    await tab.press('Add phone number…');
    await type(phones, '555 555 0199');
    expect(phones.querySelector('[role=alert]')).toBeNull();
    await submit();
    expect(phones.querySelector('[role=alert]')?.textContent).toContain('Begin with + and the country code');
    expect(document.activeElement).toBe(inputIn(phones));
    expect(bridge.callsOf('users.createPhoneNumber')).toEqual([]);
    await type(phones, '+1 (555) 555-0199');
    await tick('Verified');
    await tick('Reserved for second factor');
    await submit();
    expect(bridge.callsOf('users.createPhoneNumber')).toEqual([
      {
        ...onUser,
        phoneNumber: '+15555550199',
        verified: true,
        primary: false,
        reservedForSecondFactor: true,
      },
    ]);
  });

  test('one that the user has already is not sent', async () => {
    tab = await mountIdentifiers(jane());
    await tab.press('Add e-mail address…');
    await type(emails(), 'second@acme.com');
    await submit();
    expect(emails().querySelector('[role=alert]')?.textContent).toContain('has this address already');
    expect(bridge.callsOf('users.createEmailAddress')).toEqual([]);
  });

  test('what Clerk refuses lands on the field; the form stays with what was typed', async () => {
    bridge.answers['users.createEmailAddress'] = () =>
      new Refusal('rejected', 'Clerk refused.', { emailAddress: 'That address is taken.' });
    tab = await mountIdentifiers(jane());
    await tab.press('Add e-mail address…');
    await type(emails(), 'taken@acme.com');
    await submit();
    const input = inputIn(emails());
    expect(input.value).toBe('taken@acme.com');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = input.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toContain('That address is taken.');
    expect(failed).not.toHaveBeenCalled();
    await type(emails(), 'other@acme.com');
    expect(input.getAttribute('aria-invalid')).toBeNull();
  });

  test('Esc closes the form, and nothing else hears of it', async () => {
    tab = await mountIdentifiers(jane());
    await tab.press('Add e-mail address…');
    const heard = vi.fn();
    window.addEventListener('keydown', heard);
    inputIn(emails()).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await flushPromises();
    window.removeEventListener('keydown', heard);
    expect(document.querySelector('form')).toBeNull();
    expect(heard).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(tab.button('Add e-mail address…'));
  });
});

describe('replacing all', () => {
  test('lists what goes, warns of what is linked, asks, and sends', async () => {
    tab = await mountIdentifiers(jane());
    bridge.answers['users.replaceEmailAddress'] = () => makeEmail('only@acme.com');
    await tab.press('Replace all e-mail addresses…');
    expect(emails().textContent).toContain(
      'Linked to the Google account jane@gmail.com: Clerk refuses to replace it',
    );
    expect(emails().querySelector('[aria-label=Preview]')).toBeNull();
    await type(emails(), 'only@acme.com');
    const preview = emails().querySelector('[aria-label=Preview]');
    expect([...(preview?.querySelectorAll('del') ?? [])].map((each) => each.textContent)).toEqual([
      'jane@acme.com',
      'second@acme.com',
      'jane@gmail.com',
    ]);
    expect(preview?.querySelector('ins')?.textContent).toBe('only@acme.com');
    await submit();
    expect(bridge.callsOf('users.replaceEmailAddress')).toEqual([]);
    expect(tab.dialog()?.textContent).toContain(
      'Deleted: jane@acme.com, second@acme.com and jane@gmail.com.',
    );
    await tab.press('Replace with only@acme.com');
    expect(bridge.callsOf('users.replaceEmailAddress')).toEqual([
      { ...onUser, emailAddress: 'only@acme.com', identificationStatus: 'verified' },
    ]);
    await nextTick();
    expect(document.activeElement).toBe(tab.button('Replace all e-mail addresses…'));
  });

  test('a refusal stays in the form', async () => {
    tab = await mountIdentifiers(jane());
    bridge.answers['users.replacePhoneNumber'] = () =>
      new Refusal('rejected', 'Clerk refused.', undefined, { traceId: 'trace-1' });
    await tab.press('Replace all phone numbers…');
    await type(tab.section('Phone numbers'), '+15555550199');
    await submit();
    await tab.press('Replace with +15555550199');
    const phones = tab.section('Phone numbers').textContent;
    expect(phones).toContain('Nothing was replaced. Clerk refused.');
    expect(phones).toContain('trace-1');
    expect(failed).not.toHaveBeenCalled();
  });
});

test('another user closes what was open', async () => {
  tab = await mountIdentifiers(jane());
  await tab.press('Add e-mail address…');
  await type(emails(), 'meant-for-jane@acme.com');
  tab.user.value = makeUser('u2', { emailAddresses: [makeEmail('other@acme.com')] });
  await nextTick();
  expect(document.querySelector('form')).toBeNull();
});
