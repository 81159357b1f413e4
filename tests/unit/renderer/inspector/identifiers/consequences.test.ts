/** What is said before a change: the worst first, lock-outs named, what will be sent last. */
import { describe, expect, test } from 'vitest';
import {
  accountRemoval,
  changingSecondFactor,
  contactRemoval,
  listWords,
  makingPrimary,
  replacing,
  unverifying,
  walletRemoval,
} from '../../../../../renderer/features/inspector/identifiers/consequences.ts';
import {
  emailContacts,
  phoneContacts,
} from '../../../../../renderer/features/inspector/identifiers/contacts.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeAccount, makeEmail, makePhone, makeUser } from '../make-user.ts';

const jane = (more: Partial<User>): User => makeUser('u', { firstName: 'Jane', lastName: 'Doe', ...more });
const first = <T>(all: readonly T[]): T => {
  const [one] = all;
  if (one === undefined) throw new Error('There is none');
  return one;
};
const removing = (user: User): string[] => contactRemoval(user, first(emailContacts(user)));

const email = makeEmail('jane@acme.com');
const google = { ...makeAccount('oauth_google', 'jane@gmail.com'), identificationId: 'idn_google' };

describe('removing an address', () => {
  test('the only way to sign in locks out, and says so first', () => {
    expect(removing(jane({ emailAddresses: [email], passwordEnabled: true }))[0]).toBe(
      'This is the only way to sign in that is left: Jane Doe will be locked out.',
    );
  });

  test('another way is named', () => {
    const lines = removing(jane({ emailAddresses: [email], externalAccounts: [google] }));
    expect(lines[0]).toBe('Jane Doe can no longer sign in with jane@acme.com.');
    expect(lines).toContain(
      'Left to sign in with, as far as this instance allows it: Google as jane@gmail.com.',
    );
    expect(lines.join(' ')).not.toContain('locked out');
  });

  test('one that was no way takes none away', () => {
    const lines = removing(
      jane({ emailAddresses: [makeEmail('a@b.c', { verification: null })], passkeys: [] }),
    );
    expect(lines).toContain('a@b.c is no way to sign in now, so none is lost.');
    expect(lines).toContain('Jane Doe has no way to sign in now, and gets none by this.');
  });

  test('a linked one is refused by Clerk, which is said', () => {
    const linked = makeEmail('jane@gmail.com', { linkedTo: [{ id: 'idn_google', type: 'oauth_google' }] });
    expect(removing(jane({ emailAddresses: [linked], externalAccounts: [google] }))[0]).toBe(
      'It is linked to the Google account jane@gmail.com: Clerk refuses this until that account is removed.',
    );
  });

  test('the primary one is told', () => {
    const user = jane({
      emailAddresses: [email, makeEmail('other@acme.com')],
      primaryEmailAddressId: email.id,
    });
    expect(removing(user).join(' ')).toContain('It is the primary e-mail address');
  });

  test('the last thing to be recognised by stays, which is said', () => {
    const words = 'Nothing else is left that Jane Doe can be recognised by: Clerk refuses this.';
    expect(removing(jane({ emailAddresses: [email] }))).toContain(words);
    expect(removing(jane({ emailAddresses: [email], username: 'jane' }))).not.toContain(words);
    expect(accountRemoval(jane({ externalAccounts: [google] }), google)).toContain(words);
  });

  test('what will be sent stands last', () => {
    expect(removing(jane({ emailAddresses: [email] })).at(-1)).toBe(
      'Will be sent: the deletion of jane@acme.com (idn_jane@acme.com).',
    );
  });
});

test('unverifying the only address locks out', () => {
  const user = jane({ emailAddresses: [email] });
  const lines = unverifying(user, first(emailContacts(user)));
  expect(lines[0]).toContain('locked out');
  expect(lines.at(-1)).toBe('Will be sent: verified = no, for jane@acme.com.');
});

describe('a number that is the second factor', () => {
  const number = makePhone('+15555550100', { reservedForSecondFactor: true });

  test('the only one: two-step verification ends', () => {
    const user = jane({ emailAddresses: [email], phoneNumbers: [number] });
    const contact = first(phoneContacts(user));
    const words = 'It is the only second factor: two-step verification ends for Jane Doe.';
    expect(contactRemoval(user, contact)).toContain(words);
    expect(changingSecondFactor(user, contact, false)).toContain(words);
    expect(replacing(user, 'phone', '+15555550199', 'verified').lines).toContain(words);
  });

  test('not the only one: it says what is left', () => {
    const user = jane({ phoneNumbers: [number], totpEnabled: true });
    expect(contactRemoval(user, first(phoneContacts(user)))).toContain(
      'It is no second factor any more; left is the authenticator app.',
    );
  });

  test('keeping the only number for it locks out', () => {
    const user = jane({ phoneNumbers: [makePhone('+15555550100')] });
    expect(changingSecondFactor(user, first(phoneContacts(user)), true)[0]).toContain('locked out');
  });
});

test('removing a wallet', () => {
  const wallet = {
    id: 'idn_w',
    web3Wallet: '0x1234567890abcdef1234567890abcdef12345678',
    verification: email.verification,
    createdAt: null,
    updatedAt: null,
  };
  const user = jane({ web3Wallets: [wallet], primaryWeb3WalletId: 'idn_w', emailAddresses: [email] });
  expect(walletRemoval(user, wallet)).toEqual([
    'Jane Doe can no longer sign in with the wallet 0x1234…5678.',
    'It is the primary wallet.',
    'Left to sign in with, as far as this instance allows it: jane@acme.com by a code or link.',
    'The wallet itself is not touched: only Clerk forgets it.',
    'Will be sent: the deletion of 0x1234567890abcdef1234567890abcdef12345678 (idn_w).',
  ]);
});

test('removing an external account keeps the address that came from it', () => {
  const linked = makeEmail('jane@gmail.com', { linkedTo: [{ id: google.id, type: 'oauth_google' }] });
  const lines = accountRemoval(jane({ emailAddresses: [linked], externalAccounts: [google] }), google);
  expect(lines[0]).toBe('Jane Doe can no longer sign in with Google as jane@gmail.com.');
  expect(lines).toContain('jane@gmail.com stays with the user, linked to the account no more.');
  expect(lines).toContain(
    'Left to sign in with, as far as this instance allows it: jane@gmail.com by a code or link.',
  );
});

test('removing the only external account locks out', () => {
  expect(accountRemoval(jane({ externalAccounts: [google] }), google)[0]).toContain('locked out');
});

describe('replacing', () => {
  const user = jane({ emailAddresses: [email, makeEmail('old@acme.com')], primaryEmailAddressId: email.id });

  test('all others are listed', () => {
    expect(replacing(user, 'email', 'new@acme.com', 'verified').lines[0]).toBe(
      'Deleted: jane@acme.com and old@acme.com.',
    );
  });

  test('the one that is kept is not called deleted', () => {
    expect(replacing(user, 'email', 'jane@acme.com', 'verified').lines[0]).toBe('Deleted: old@acme.com.');
  });

  test.each([
    ['verified', false],
    ['reserved', false],
    ['unverified', true],
  ] as const)('as %s: locked out is %s', (status, lockedOut) => {
    expect(replacing(user, 'email', 'new@acme.com', status).lockedOut).toBe(lockedOut);
  });

  test('an unverified one leaves another way where there is one', () => {
    const other = { ...user, externalAccounts: [google] };
    expect(replacing(other, 'email', 'new@acme.com', 'unverified').lockedOut).toBe(false);
  });
});

test('making primary names the one before', () => {
  const other = makeEmail('other@acme.com');
  const user = jane({ emailAddresses: [email, other], primaryEmailAddressId: email.id });
  const contact = first(emailContacts(user).filter(({ value }) => value === 'other@acme.com'));
  expect(makingPrimary(user, contact)[0]).toBe(
    'other@acme.com takes the place of jane@acme.com as the primary e-mail address. jane@acme.com stays with the user.',
  );
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
])('a list in words: %j', (all, words) => expect(listWords(all)).toBe(words));
