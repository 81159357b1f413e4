/** What is claimed of a write of unknown outcome after a look, and what is not. */
import '../users/fake-bridge.ts';
import { describe, expect, test } from 'vitest';
import { findingWords } from '../../../../renderer/features/shell/activity/finding-words.ts';
import { users } from '../../../../shared/contract/users.ts';
import type { WriteChange } from '../../../../shared/models/audit.ts';
import type { User } from '../../../../shared/models/user.ts';
import { makeEmail, makePhone, makeUser } from '../inspector/make-user.ts';
import { makeEntry, sentAt } from './make-entry.ts';

const later = sentAt + 1000;
const longBefore = sentAt - 3_600_000;

function found(method: string, user: Partial<User> | null, changes: WriteChange[] = []): string {
  const entry = makeEntry({ method: `users.${method}`, changes });
  return findingWords(entry, user === null ? null : makeUser('user_1', { updatedAt: later, ...user }));
}

const change = (field: string, value?: WriteChange['value']): WriteChange =>
  value === undefined ? { field } : { field, value };

describe('what can be seen on the user', () => {
  test.each([
    ['ban', { banned: true }, 'This user is banned: it was done.'],
    ['ban', { banned: false }, 'This user is not banned: it was most likely not done.'],
    ['ban', { banned: true, updatedAt: longBefore }, 'is banned: it was done, or was so before.'],
    ['ban', { banned: true, updatedAt: null }, 'is banned: it was done, or was so before.'],
    ['unban', { banned: false }, 'This user is not banned: it was done.'],
    ['unban', { banned: true }, 'This user is still banned: it was most likely not done.'],
    ['lock', { locked: true }, 'This user is locked: it was done.'],
    ['unlock', { locked: true }, 'This user is still locked: it was most likely not done.'],
    ['removePassword', { passwordEnabled: true }, 'still has a password: it was most likely not done.'],
    ['setPasswordCompromised', {}, 'cannot be told: Clerk does not say.'],
    ['disableMfa', { twoFactorEnabled: false }, 'has no second factor: it was done.'],
    ['createTotp', { totpEnabled: true }, 'has an authenticator app: it was done.'],
    ['deleteTotp', { totpEnabled: true }, 'still has an authenticator app: it was most likely not done.'],
    ['deleteBackupCodes', { backupCodeEnabled: false }, 'has no backup codes: it was done.'],
    ['deleteProfileImage', { hasImage: true }, 'still has a profile image: it was most likely not done.'],
    ['setProfileImage', { hasImage: false }, 'has no profile image: it was most likely not done.'],
    ['setProfileImage', { hasImage: true }, 'was changed when this was sent, or later'],
    ['delete', {}, 'still there: it was most likely not deleted'],
  ])('%s with %o: %s', (method, user, words) => {
    expect(found(method, user)).toContain(words);
  });

  test('the two clocks may differ a little', () => {
    expect(found('ban', { banned: true, updatedAt: sentAt - 20_000 })).toContain('it was done.');
  });
});

test.each([
  [true, 'has an authenticator app: it was done.'],
  [false, 'has no authenticator app: it was most likely not done.'],
])('an enrolment is seen by the authenticator app: %s', (totpEnabled, words) => {
  const changes = [change('changes.totpSecret'), change('changes.backupCodes')];
  const entry = makeEntry({ method: 'totp.commit', changes });
  expect(findingWords(entry, makeUser('user_1', { updatedAt: later, totpEnabled }))).toContain(words);
});

describe('a change of the profile', () => {
  const name = [change('changes.firstName', 'Jane'), change('changes.lastName', null)];

  test('is compared with what was sent', () => {
    expect(found('update', { firstName: 'Jane' }, name)).toBe(
      'The first name is “Jane”, and there is no last name: it was done.',
    );
    expect(found('update', { firstName: 'Janet', lastName: 'Doe' }, name)).toBe(
      'The first name is “Janet”, and the last name is “Doe”: it was most likely not done.',
    );
  });

  test('of which a part is so claims neither', () => {
    const words = found('update', { firstName: 'Jane', lastName: 'Doe' }, name);
    expect(words).toContain('Not all of it is as it was sent');
    expect(words).not.toContain('done');
  });

  test.each<[string, WriteChange, Partial<User>, boolean]>([
    ['a username in capitals', change('changes.username', 'Jane'), { username: 'jane' }, true],
    ['a removed username', change('changes.username', null), { username: null }, true],
    ['a name in capitals', change('changes.firstName', 'JANE'), { firstName: 'Jane' }, false],
    ['no limit', change('changes.createOrganizationsLimit', null), { createOrganizationsLimit: 0 }, true],
    ['a limit', change('changes.createOrganizationsLimit', 5), { createOrganizationsLimit: 3 }, false],
    ['a flag', change('changes.deleteSelfEnabled', true), { deleteSelfEnabled: true }, true],
    ['a flag turned off', change('changes.deleteSelfEnabled', false), { deleteSelfEnabled: true }, false],
    [
      'the primary address',
      change('changes.primaryEmailAddressId', 'idn_1'),
      { primaryEmailAddressId: 'idn_1' },
      true,
    ],
    [
      'another primary address',
      change('changes.primaryEmailAddressId', 'idn_1'),
      { primaryEmailAddressId: 'idn_2' },
      false,
    ],
    [
      'a time',
      change('changes.createdAt', '2020-01-01T00:00:00+01:00'),
      { createdAt: Date.UTC(2019, 11, 31, 23) },
      true,
    ],
    ['a password', change('changes.password'), { passwordEnabled: true, passwordLastUpdatedAt: later }, true],
    [
      'an old password',
      change('changes.password'),
      { passwordEnabled: true, passwordLastUpdatedAt: longBefore },
      false,
    ],
    ['a password that is not there', change('changes.password'), { passwordEnabled: false }, false],
    ['a removed password', change('changes.password', null), { passwordEnabled: false }, true],
    ['a TOTP secret', change('changes.totpSecret'), { totpEnabled: true }, true],
    ['a removed TOTP secret', change('changes.totpSecret', null), { totpEnabled: true }, false],
  ])('%s', (_, sent, user, isDone) => {
    expect(found('update', user, [sent])).toContain(isDone ? ': it was done.' : 'most likely not done');
  });

  test('of which nothing can be seen is told by when the user was changed last', () => {
    const sent = [change('changes.skipPasswordChecks', true)];
    expect(found('update', { updatedAt: later }, sent)).toContain('was changed when this was sent, or later');
    expect(found('update', { updatedAt: longBefore }, sent)).toContain('was not changed since');
    expect(found('update', { updatedAt: null }, sent)).toContain('read again');
  });
});

describe('identifiers', () => {
  const jane = makeEmail('jane@acme.com');
  const other = makeEmail('other@acme.com', { verification: null });
  const phone = makePhone('+15555550100', { reservedForSecondFactor: true });
  test.each<[string, WriteChange[], Partial<User>, string]>([
    [
      'createEmailAddress',
      [change('emailAddress', 'Jane@acme.com')],
      { emailAddresses: [jane] },
      'has the e-mail address Jane@acme.com: it was done.',
    ],
    [
      'createEmailAddress',
      [change('emailAddress', 'new@acme.com')],
      { emailAddresses: [jane] },
      'does not have the e-mail address new@acme.com: it was most likely not done.',
    ],
    [
      'createEmailAddress',
      [change('emailAddress', 'other@acme.com'), change('verified', true), change('primary', false)],
      { emailAddresses: [other] },
      'has the e-mail address other@acme.com, and it is not verified. Not all',
    ],
    [
      'updateEmailAddress',
      [change('emailAddressId', jane.id), change('primary', true)],
      { emailAddresses: [jane], primaryEmailAddressId: jane.id },
      'It is the primary one: it was done.',
    ],
    [
      'updateEmailAddress',
      [change('emailAddressId', jane.id), change('verified', false)],
      { emailAddresses: [jane] },
      'It is verified: it was most likely not done.',
    ],
    [
      'updateEmailAddress',
      [change('emailAddressId', 'idn_gone'), change('verified', true)],
      { emailAddresses: [jane] },
      'does not have this e-mail address any more',
    ],
    [
      'deleteEmailAddress',
      [change('emailAddressId', jane.id)],
      { emailAddresses: [other] },
      'does not have this e-mail address any more: it was done.',
    ],
    [
      'deleteEmailAddress',
      [change('emailAddressId', jane.id)],
      { emailAddresses: [jane] },
      'still has this e-mail address: it was most likely not done.',
    ],
    [
      'replaceEmailAddress',
      [change('emailAddress', 'jane@acme.com')],
      { emailAddresses: [jane] },
      'has jane@acme.com as the only e-mail address: it was done.',
    ],
    [
      'replaceEmailAddress',
      [change('emailAddress', 'jane@acme.com')],
      { emailAddresses: [jane, other] },
      'has other e-mail addresses beside jane@acme.com: it was most likely not done.',
    ],
    [
      'replaceEmailAddress',
      [change('emailAddress', 'new@acme.com')],
      { emailAddresses: [jane] },
      'does not have the e-mail address new@acme.com',
    ],
    [
      'createPhoneNumber',
      [change('phoneNumber', '+15555550100'), change('reservedForSecondFactor', true)],
      { phoneNumbers: [phone] },
      'and it is reserved for the second factor: it was done.',
    ],
    [
      'updatePhoneNumber',
      [change('phoneNumberId', phone.id), change('reservedForSecondFactor', false)],
      { phoneNumbers: [phone] },
      'most likely not done',
    ],
    ['deletePhoneNumber', [change('phoneNumberId', phone.id)], { phoneNumbers: [] }, 'it was done.'],
    [
      'replacePhoneNumber',
      [change('phoneNumber', '+15555550100')],
      { phoneNumbers: [phone] },
      'as the only phone number: it was done.',
    ],
    [
      'deleteWeb3Wallet',
      [change('web3WalletId', 'idn_w')],
      { web3Wallets: [] },
      'does not have this wallet any more: it was done.',
    ],
    [
      'deletePasskey',
      [change('passkeyId', 'idn_p')],
      { passkeys: [{ id: 'idn_p', name: 'x', lastUsedAt: null, verification: null }] },
      'still has this passkey',
    ],
    [
      'deleteExternalAccount',
      [change('externalAccountId', 'eac_1')],
      { externalAccounts: [] },
      'does not have this external account any more',
    ],
  ])('%s %o', (method, sent, user, words) => {
    expect(found(method, user, sent)).toContain(words);
  });
});

describe('metadata', () => {
  const now = { plan: 'pro', limits: { seats: 4, list: [1, { b: 2, a: 1 }] }, 'a.b': true };
  const done = 'metadata has what was sent: it was done.';
  const notDone = 'metadata does not have what was sent: it was most likely not done.';
  const merge = (changes: WriteChange[]) => found('updateMetadata', { publicMetadata: now }, changes);

  test.each<[WriteChange[], string]>([
    [[change('publicMetadata.plan', 'pro')], done],
    [[change('publicMetadata.plan', 'free')], notDone],
    [[change('publicMetadata.limits.seats', 4), change('publicMetadata["a.b"]', true)], done],
    [[change('publicMetadata.limits.list', [1, { a: 1, b: 2 }])], done],
    [[change('publicMetadata.limits.list', [{ a: 1, b: 2 }, 1])], notDone],
    [[change('publicMetadata.old', null)], done],
    [[change('publicMetadata.plan', null)], notDone],
    [[change('publicMetadata.limits', {})], done],
    [[change('publicMetadata.plan', {})], notDone],
    [[change('publicMetadata.toString', null)], done],
    // A value that is not kept: that the key is not there tells, that it is there does not.
    [[change('publicMetadata.missing')], notDone],
    [[change('publicMetadata.plan')], 'was changed when this was sent, or later'],
    [[change('publicMetadata')], 'was changed when this was sent, or later'],
    [[change('publicMetadata', {})], 'was changed when this was sent, or later'],
  ])('merged: %o', (changes, words) => {
    expect(merge(changes)).toContain(words);
  });

  test.each<[WriteChange[], Partial<User>, boolean | null]>([
    [[change('publicMetadata.plan', 'pro')], { publicMetadata: { plan: 'pro' } }, true],
    [[change('publicMetadata.plan', 'pro')], { publicMetadata: { plan: 'pro', old: 1 } }, false],
    [[change('publicMetadata.a.b', 1)], { publicMetadata: { a: { b: 1, c: 2 } } }, false],
    [[change('publicMetadata.plan', null)], { publicMetadata: { plan: null } }, true],
    [[change('publicMetadata.plan', null)], { publicMetadata: {} }, false],
    [[change('publicMetadata', {})], { publicMetadata: {} }, true],
    [[change('publicMetadata', {})], { publicMetadata: { a: 1 } }, false],
    [[change('privateMetadata.crm')], { privateMetadata: { crm: 1 } }, null],
    [[change('privateMetadata.crm')], { privateMetadata: { crm: 1, more: 2 } }, false],
    [[change('privateMetadata', {})], { privateMetadata: {} }, true],
  ])('replaced: %o on %o', (changes, user, isDone) => {
    const words = found('replaceMetadata', user, changes);
    if (isDone === null) expect(words).toContain('Look at it');
    else expect(words).toContain(isDone ? 'is what was sent: it was done.' : 'most likely not done');
  });

  test('of two kinds that differ claims neither', () => {
    const words = merge([change('publicMetadata.plan', 'pro'), change('unsafeMetadata.seen', true)]);
    expect(words).toContain('The public metadata has what was sent, and the unsafe metadata does not have');
    expect(words).toContain('Not all of it');
  });
});

describe('a creation', () => {
  const address = [change('user.emailAddress', ['jane@acme.com'])];
  const create = (more: Parameters<typeof makeEntry>[0], user: User | null) =>
    findingWords(makeEntry({ method: 'users.create', userId: null, changes: address, ...more }), user);

  test('whose user was found since is told as done', () => {
    expect(create({ userId: 'user_9' }, makeUser('user_9', { createdAt: later }))).toBe(
      'There is such a user now, user_9: it was created.',
    );
  });

  test('whose user is older was most likely not done', () => {
    expect(create({}, makeUser('user_9', { createdAt: longBefore }))).toContain(
      'most likely nothing was created',
    );
  });

  test('that says itself when the user was created leaves it open', () => {
    const changes = [...address, change('user.createdAt', '2020-01-01T00:00:00Z')];
    expect(create({ changes }, makeUser('user_9', { createdAt: longBefore }))).toContain('cannot be told');
  });

  test('of nobody who was found was most likely not done', () => {
    expect(create({}, null)).toContain('most likely not created');
  });

  test('of somebody without identifiers cannot be looked up', () => {
    expect(create({ changes: [change('user.firstName', 'Jane')] }, null)).toContain(
      'Look among the newest users',
    );
  });
});

describe('without a user', () => {
  test.each([
    ['delete', 'it was deleted'],
    ['ban', 'nothing can be told'],
    ['updateMetadata', 'nothing can be told'],
  ])('%s: %s', (method, words) => {
    expect(found(method, null)).toContain(words);
  });
});

describe('what a user’s record never shows', () => {
  test.each([
    'revokeSession',
    'revokeAllSessions',
    'createSignInToken',
    'revokeSignInToken',
    'createActorToken',
    'revokeActorToken',
  ])('%s', (method) => {
    expect(found(method, {})).toContain('cannot be told');
    expect(found(method, {})).not.toMatch(/it was (most likely not )?done/);
  });
});

test.each(Object.entries(users).filter(([, call]) => call.kind === 'command'))(
  'a sentence is said of users.%s, whatever is known',
  (name) => {
    for (const user of [null, {}, { updatedAt: null }]) {
      expect(found(name, user)).toMatch(/^[A-Z].*\.$/s);
    }
  },
);
