/** What was typed, how it was verified, what a provider is called, when a token ends: tables of words. */
import { describe, expect, test } from 'vitest';
import {
  accountProviderName,
  accountWords,
  contactsLinkedTo,
  linksOf,
  providerKey,
} from '../../../../../renderer/features/inspector/identifiers/accounts.ts';
import { emailContacts } from '../../../../../renderer/features/inspector/identifiers/contacts.ts';
import { readEntered } from '../../../../../renderer/features/shell/entered-contact.ts';
import {
  outsideFields,
  sentWords,
} from '../../../../../renderer/features/inspector/identifiers/form-words.ts';
import {
  expiryWords,
  noTokenWords,
} from '../../../../../renderer/features/inspector/identifiers/token-words.ts';
import {
  howWords,
  statusWords,
} from '../../../../../renderer/features/inspector/identifiers/verification-words.ts';
import type { Failure } from '../../../../../shared/failure.ts';
import { makeAccount, makeEmail, makeUser } from '../make-user.ts';

describe('a typed number', () => {
  test.each([
    ['+15555550100', '+15555550100'],
    [' +1 (555) 555-0100 ', '+15555550100'],
    ['+44 20 7946 0958', '+442079460958'],
    ['+49.30.901820', '+4930901820'],
    ['+1\u2011555\u2011555\u20110100', '+15555550100'],
  ])('%s is %s', (typed, value) => expect(readEntered('phone', typed)).toEqual({ value, problem: null }));

  test.each([
    ['', /Type a phone number/],
    ['555 555 0100', /Begin with \+/],
    ['0044 20 7946 0958', /Write \+ for the leading 00: \+442079460958/],
    ['+044 20 7946', /No country code begins with 0/],
    ['+1 555', /too short/],
    ['+1234567890123456', /too long/],
    ['+1 555 CALL NOW', /digits only/],
    ['+1+5555550100', /digits only/],
  ])('%s is refused', (typed, problem) => expect(readEntered('phone', typed).problem).toMatch(problem));
});

describe('a typed address', () => {
  test.each([
    [' jane@acme.com ', 'jane@acme.com'],
    ['"a@b"@acme.com', '"a@b"@acme.com'],
    ['jane+tag@sub.acme.co.uk', 'jane+tag@sub.acme.co.uk'],
  ])('%s is %s', (typed, value) => expect(readEntered('email', typed)).toEqual({ value, problem: null }));

  test.each([
    ['', /Type an e-mail/],
    ['jane', /an @ and a domain/],
    ['@acme.com', /an @ and a domain/],
    ['jane@', /an @ and a domain/],
    ['jane doe@acme.com', /no spaces/],
  ])('%s is refused', (typed, problem) => expect(readEntered('email', typed).problem).toMatch(problem));
});

const how = (status: string, strategy: string | null) =>
  howWords({ status, strategy, attempts: null, expireAt: null });

test.each([
  ['verified', 'email_code', 'By a code sent by e-mail'],
  ['verified', 'admin', 'By an administrator'],
  ['verified', 'from_oauth_google', 'By Google'],
  ['verified', 'from_oauth_custom_acme_id', 'By Acme id'],
  ['verified', 'scim', 'By the company directory (SCIM)'],
  ['verified', 'web3_metamask_signature', 'By a signature with MetaMask'],
  ['unverified', 'phone_code', 'Awaits a code sent by SMS'],
  ['expired', 'email_link', 'Not in time by a link sent by e-mail'],
  ['verified', 'something_new', 'By something new'],
  ['verified', null, null],
])('%s by %s: %s', (status, strategy, words) => expect(how(status, strategy)).toBe(words));

test.each([
  ['verified', false, 'Verified'],
  ['verified', true, 'Verified'],
  ['unverified', true, 'Reserved'],
  ['unverified', false, 'Unverified'],
  ['expired', false, 'Expired'],
  ['failed', false, 'Failed'],
])('status %s, reserved %s: %s', (status, reserved, words) =>
  expect(
    statusWords({ verification: { status, strategy: null, attempts: null, expireAt: null }, reserved }).words,
  ).toBe(words),
);

test.each([
  ['oauth_google', 'oauth_google', 'Google'],
  ['google', 'oauth_google', 'Google'],
  ['oauth_custom_acme_id', 'oauth_custom_acme_id', 'Acme id'],
  ['custom_acme_id', 'oauth_custom_acme_id', 'Acme id'],
  ['oauth_token_twitter', 'oauth_token_twitter', 'Twitter'],
])('provider %s is asked for as %s and called %s', (provider, key, name) => {
  expect(providerKey(provider)).toBe(key);
  expect(accountProviderName(provider)).toBe(name);
});

describe('links', () => {
  const google = { ...makeAccount('oauth_google', 'jane@gmail.com'), identificationId: 'idn_link' };
  const linkedBy = (id: string) => {
    const user = makeUser('u', {
      emailAddresses: [makeEmail('jane@gmail.com', { linkedTo: [{ id, type: 'oauth_google' }] })],
      externalAccounts: [google],
    });
    const [contact] = emailContacts(user);
    if (!contact) throw new Error('The user has an address');
    return { user, contact };
  };

  test.each(['idn_link', 'eac_oauth_google'])('by %s lead to the account, and back', (id) => {
    const { user, contact } = linkedBy(id);
    expect(linksOf(contact, user)).toEqual([
      { words: 'Google account jane@gmail.com', entryId: 'eac_oauth_google' },
    ]);
    expect(contactsLinkedTo(google, user).map(({ value }) => value)).toEqual(['jane@gmail.com']);
    expect(accountWords(google)).toBe('Google account jane@gmail.com');
  });

  test('to what is not there lead nowhere', () => {
    const { user, contact } = linkedBy('idn_other');
    expect(linksOf(contact, user)).toEqual([{ words: 'Google account', entryId: null }]);
    expect(contactsLinkedTo(google, user)).toEqual([]);
  });
});

describe('a token ends', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  test.each([
    [null, 'No expiry is known', false],
    [now + 5_000, 'Expires in 5 s', false],
    [now + 61_000, 'Expires in 1 min 1 s', false],
    [now + 54 * 60_000 + 30_000, 'Expires in 54 min', false],
    [now + 90 * 60_000, 'Expires in 1 h 30 min', false],
    [now + 5 * 86_400_000, 'Expires in 5 days', false],
  ])('%s: %s', (expiresAt, words, expired) =>
    expect(expiryWords(expiresAt, now)).toEqual({ words, expired }),
  );

  test('and has ended', () => {
    expect(expiryWords(now, now)).toMatchObject({ expired: true });
    expect(expiryWords(now - 1, now).words).toMatch(/^Expired /);
  });
});

test.each<[Partial<Failure>, RegExp]>([
  [
    { code: 'rejected', status: 422, clerkCode: 'oauth_missing_access_token' },
    /No token is stored for this account/,
  ],
  [{ code: 'rejected', status: 422, clerkCode: 'oauth_missing_refresh_token' }, /nothing to renew it with/],
  [
    { code: 'rejected', status: 400, clerkCode: 'oauth_token_retrieval_error' },
    /not reachable, or no longer/,
  ],
  [
    { code: 'not_found', status: 404, clerkCode: 'oauth_token_provider_not_enabled' },
    /not switched on in this instance/,
  ],
  [
    { code: 'not_found', status: 404, clerkCode: 'resource_not_found' },
    /no Google account of this user any more/,
  ],
  [{ code: 'rejected', status: 422, clerkCode: 'something_new' }, /gives out no token.*As Clerk says/],
  [{ code: 'rate_limited', status: 429, retryAfterMs: 59_001 }, /a pause of 60 s/],
  [{ code: 'offline' }, /As Clerk says/],
])('no token: %j', (failure, words) =>
  expect(noTokenWords({ code: 'internal', message: 'As Clerk says.', ...failure }, 'Google')).toMatch(words),
);

test('what will be sent', () => {
  expect(sentWords({ 'e-mail address': 'a@b.c', verified: true, primary: false })).toBe(
    'e-mail address = a@b.c, verified = yes, primary = no',
  );
});

test('a failure that the field shows is not shown twice, unless there is more to it', () => {
  const onField: Failure = { code: 'rejected', message: 'No.', fields: { emailAddress: 'Taken.' } };
  expect(outsideFields(onField, 'email')).toBeNull();
  expect(outsideFields(onField, 'phone')).toBe(onField);
  const traced = { ...onField, traceId: 't' };
  expect(outsideFields(traced, 'email')).toBe(traced);
  const more = { ...onField, fields: { emailAddress: 'Taken.', primary: 'No.' } };
  expect(outsideFields(more, 'email')).toBe(more);
});
