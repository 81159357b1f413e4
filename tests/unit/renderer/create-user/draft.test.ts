/** What a draft becomes: what was given and nothing else, in the shape that the contract takes, with secrets masked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftToUser } from '../../../../renderer/features/create-user/draft-to-user.ts';
import { problemsOf } from '../../../../renderer/features/create-user/draft-problems.ts';
import {
  clearIdentity,
  emptyDraft,
  isGiven,
  newIdentifier,
  type DraftField,
  type UserDraft,
} from '../../../../renderer/features/create-user/user-draft.ts';
import { incompleteTime } from '../../../../renderer/ui/date-time-input.ts';
import { linesToSend } from '../../../../renderer/features/create-user/will-send.ts';
import { userCreateSchema } from '../../../../shared/models/user-input.ts';

function draftOf(more: Partial<UserDraft>): UserDraft {
  return { ...emptyDraft(), ...more };
}

function lines(...values: [value: string, status?: 'verified' | 'reserved'][]) {
  return values.map(([value, status = 'verified' as const]) => ({ ...newIdentifier(), value, status }));
}

const word = fc.stringMatching(/^[a-zA-Z]{1,12}$/);
const perhaps = <T>(arbitrary: fc.Arbitrary<T>, empty: T) => fc.oneof(fc.constant(empty), arbitrary);
const status = fc.constantFrom('verified' as const, 'reserved' as const);
const identifiers = (value: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(fc.record({ value: perhaps(value, ''), status }), {
      maxLength: 4,
      selector: (one) => one.value.trim().toLowerCase(),
    })
    .map((given) => given.map((one) => ({ ...newIdentifier(), ...one })));
const choice = fc.constantFrom('default' as const, 'yes' as const, 'no' as const);
const time = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 19));
const metadata = fc.dictionary(word, fc.jsonValue()).map((value) => JSON.stringify(value));
const secret = (kind: string) => fc.stringMatching(/^[a-zA-Z0-9]{9,20}$/).map((text) => `${kind}-${text}`);

/** Drafts with nothing wrong in them. */
const drafts: fc.Arbitrary<UserDraft> = fc.record({
  firstName: perhaps(word, ''),
  lastName: perhaps(word, '  '),
  emailAddress: identifiers(word.map((name) => ` ${name}@example.com `)),
  phoneNumber: identifiers(fc.integer({ min: 1_000_000, max: 9_999_999 }).map((n) => `+41 (79) ${n}`)),
  username: perhaps(word, ''),
  password: perhaps(secret('password'), ''),
  passwordDigest: fc.constant(''),
  passwordHasher: fc.constantFrom('', 'bcrypt'),
  totpSecret: perhaps(fc.stringMatching(/^[a-z2-7]{16,32}$/), ''),
  backupCodes: perhaps(
    fc.array(secret('code'), { minLength: 1 }).map((codes) => codes.join('\n\n')),
    '',
  ),
  web3Wallet: perhaps(word, ''),
  externalId: perhaps(word, ''),
  locale: perhaps(fc.constant('en-GB'), ''),
  timezone: perhaps(fc.constant('Europe/Zurich'), ''),
  createdAt: perhaps(time, ''),
  legalAcceptedAt: perhaps(time, ''),
  createOrganizationEnabled: choice,
  createOrganizationsLimit: perhaps(fc.nat(1000).map(String), ''),
  deleteSelfEnabled: choice,
  publicMetadata: perhaps(metadata, ''),
  privateMetadata: perhaps(metadata, ''),
  unsafeMetadata: perhaps(metadata, ''),
  skipPasswordChecks: fc.boolean(),
  skipPasswordRequirement: fc.boolean(),
  skipUserRequirement: fc.boolean(),
  skipLegalChecks: fc.boolean(),
  bypassClientTrust: fc.boolean(),
  banned: fc.boolean(),
  locked: fc.boolean(),
});

test('an empty draft sends nothing', () => {
  expect(draftToUser(emptyDraft())).toEqual({});
  expect(problemsOf(emptyDraft())).toEqual({});
});

test('what is given is sent, and nothing else', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      expect(problemsOf(draft)).toEqual({});
      const user = draftToUser(draft);
      expect(userCreateSchema.safeParse(user).success).toBe(true);
      const given = (Object.keys(draft) as DraftField[]).filter((field) => isGiven(draft[field]));
      // A hasher alone says nothing.
      const expected = given.filter((field) => field !== 'passwordHasher');
      const sent = Object.keys(user).filter((field) => !field.endsWith('IdentificationStatus'));
      expect(sent.sort()).toEqual(expected.sort());
      for (const field of ['emailAddress', 'phoneNumber'] as const) {
        const statuses = user[`${field}IdentificationStatus`];
        if (statuses) expect(statuses).toHaveLength(user[field]?.length ?? 0);
      }
    }),
  );
});

test('no secret is among what is shown before sending', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const shown = JSON.stringify(linesToSend(draftToUser(draft), { hidePrivate: false }));
      for (const hidden of [
        draft.password,
        draft.totpSecret.toUpperCase(),
        ...draft.backupCodes.split('\n'),
      ]) {
        if (hidden !== '') expect(shown).not.toContain(hidden);
      }
    }),
  );
});

describe('a draft in the form that Clerk takes', () => {
  test('statuses run beside the identifiers, and only when one is reserved', () => {
    const emailAddress = lines([' a@example.com '], [''], ['b@example.com', 'reserved']);
    expect(draftToUser(draftOf({ emailAddress }))).toEqual({
      emailAddress: ['a@example.com', 'b@example.com'],
      emailAddressIdentificationStatus: ['verified', 'reserved'],
    });
    expect(draftToUser(draftOf({ emailAddress: lines(['a@example.com']) }))).toEqual({
      emailAddress: ['a@example.com'],
    });
  });

  test('numbers, secrets and codes lose what people write for their eyes', () => {
    expect(
      draftToUser(
        draftOf({
          phoneNumber: lines(['+1 (555) 555-0100']),
          totpSecret: 'jbsw y3dp ehpk 3pxp',
          backupCodes: ' one \n\n two',
          password: ' two words ',
        }),
      ),
    ).toEqual({
      phoneNumber: ['+15555550100'],
      totpSecret: 'JBSWY3DPEHPK3PXP',
      backupCodes: ['one', 'two'],
      password: ' two words ',
    });
  });

  test('times are sent in UTC', () => {
    const { createdAt } = draftToUser(draftOf({ createdAt: '2024-02-29T12:30' }));
    expect(createdAt).toBe(new Date(2024, 1, 29, 12, 30).toISOString());
  });

  test('metadata passes with every key as it is', () => {
    const text = '{"__proto__": {"a": 1}, "snake_case": [null]}';
    expect(JSON.stringify(draftToUser(draftOf({ publicMetadata: text })))).toBe(
      '{"publicMetadata":{"__proto__":{"a":1},"snake_case":[null]}}',
    );
  });
});

describe('what is wrong is said where it stands', () => {
  const digest = `$2b$10$${'a'.repeat(53)}`;
  test.each<[field: string, draft: Partial<UserDraft>, words: RegExp]>([
    [
      'emailAddress.1',
      { emailAddress: lines(['a@example.com'], ['@example.com']) },
      /a name, an @ and a domain/,
    ],
    ['emailAddress.1', { emailAddress: lines(['a@example.com'], ['A@example.com']) }, /twice/],
    ['phoneNumber.0', { phoneNumber: lines(['079 123 45 67']) }, /country code/],
    ['passwordDigest', { password: 'x', passwordDigest: digest, passwordHasher: 'bcrypt' }, /one of the two/],
    ['passwordHasher', { passwordDigest: digest }, /made with/],
    ['totpSecret', { totpSecret: 'not base32!' }, /base32/],
    ['timezone', { timezone: 'Mars/Base' }, /no such time zone/],
    ['createdAt', { createdAt: incompleteTime }, /all their parts/],
    ['createOrganizationsLimit', { createOrganizationsLimit: '-1' }, /whole number/],
    ['publicMetadata', { publicMetadata: '{\n  "a": 1,\n  b: 2\n}' }, /^Line 3, column 3:/],
    ['unsafeMetadata', { unsafeMetadata: '[1]' }, /must be an object/],
    ['privateMetadata', { privateMetadata: JSON.stringify({ a: 'ü'.repeat(4096) }) }, /8 KB/],
  ])('%s', (field, draft, words) => {
    const problems = problemsOf(draftOf(draft));
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toMatch(words);
  });

  test('8 KB exactly is not too much', () => {
    const publicMetadata = JSON.stringify({ a: 'x'.repeat(8192 - 8) });
    expect(publicMetadata).toHaveLength(8192);
    expect(problemsOf(draftOf({ publicMetadata }))).toEqual({});
  });
});

test('the next user shares the choices, and nothing that one person is known by', () => {
  const draft = draftOf({
    firstName: 'Jane',
    emailAddress: lines(['jane@example.com', 'reserved'], ['j@example.com']),
    password: 'secret',
    externalId: 'x1',
    totpSecret: 'JBSWY3DPEHPK3PXP',
    backupCodes: 'one',
    createdAt: '2024-01-01T00:00',
    publicMetadata: '{"plan": "pro"}',
    skipLegalChecks: true,
    locale: 'en-GB',
  });
  clearIdentity(draft);
  expect(draftToUser(draft)).toEqual({
    publicMetadata: { plan: 'pro' },
    skipLegalChecks: true,
    locale: 'en-GB',
  });
  expect(draft.emailAddress.map((line) => line.status)).toEqual(['reserved']);
});

test('private metadata is counted, not shown, when it is to be hidden', () => {
  const user = draftToUser(draftOf({ privateMetadata: '{"note": "rude"}' }));
  expect(linesToSend(user, { hidePrivate: true })[0]?.values).toEqual(['1 key']);
  expect(linesToSend(user, { hidePrivate: false })[0]?.values).toEqual(['{"note":"rude"}']);
});
