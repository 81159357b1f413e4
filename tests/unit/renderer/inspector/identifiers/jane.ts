/** A user with some of everything, and what a person does in the small forms of the tab Identifiers. */
import { instanceId } from '../../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { nextTick } from 'vue';
import type { User } from '../../../../../shared/models/user.ts';
import { makeAccount, makeEmail, makePhone, makeUser } from '../make-user.ts';

export const google = { ...makeAccount('oauth_google', 'jane@gmail.com'), identificationId: 'idn_link' };
export const jane = (more: Partial<User> = {}): User =>
  makeUser('u1', {
    firstName: 'Jane',
    emailAddresses: [
      makeEmail('second@acme.com', { verification: null }),
      makeEmail('jane@acme.com'),
      makeEmail('jane@gmail.com', { linkedTo: [{ id: 'idn_link', type: 'oauth_google' }] }),
    ],
    primaryEmailAddressId: 'idn_jane@acme.com',
    phoneNumbers: [makePhone('+15555550100')],
    primaryPhoneNumberId: 'idn_+15555550100',
    externalAccounts: [google],
    ...more,
  });
export const entries = (section: Element): string[] =>
  [...section.querySelectorAll('[data-entry] bdi')].map((each) => each.textContent);
export const onUser = { instanceId, userId: 'u1' };
export const inputIn = (section: Element): HTMLInputElement => {
  const input = section.querySelector<HTMLInputElement>('form input:not([type=checkbox])');
  if (!input) throw new Error('There is no field');
  return input;
};

export async function type(section: Element, words: string): Promise<void> {
  const input = inputIn(section);
  input.value = words;
  input.dispatchEvent(new Event('input'));
  await nextTick();
}

export async function tick(label: string): Promise<void> {
  const box = [...document.querySelectorAll('label')].find((each) => each.textContent.trim() === label);
  const input = box?.querySelector('input');
  if (!input) throw new Error(`There is no box ${label}`);
  input.click();
  await nextTick();
}

export async function submit(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}
