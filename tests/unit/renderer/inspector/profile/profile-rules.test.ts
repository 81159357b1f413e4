/** What is wrong before anything is sent, what Clerk says is wrong, what can be primary, and the way back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { primaryChoices } from '../../../../../renderer/features/inspector/profile/primary-choices.ts';
import { changesOf, noExtras } from '../../../../../renderer/features/inspector/profile/profile-changes.ts';
import { draftOf, localTime } from '../../../../../renderer/features/inspector/profile/profile-draft.ts';
import {
  problemsIn,
  problemsOf,
} from '../../../../../renderer/features/inspector/profile/profile-problems.ts';
import {
  changedSince,
  changesBack,
} from '../../../../../renderer/features/inspector/profile/profile-undo.ts';
import { incompleteTime } from '../../../../../renderer/ui/date-time-input.ts';
import { rightsWords } from '../../../../../renderer/features/inspector/profile/rights-words.ts';
import { makeEmail, makeUser } from '../make-user.ts';
import { changedDraft, userArbitrary } from './user-arbitrary.ts';

const verification = (status: string) => ({ status, strategy: null, attempts: null, expireAt: null });
const jane = makeUser('u1', {
  firstName: ' Jane',
  username: 'jane',
  createdAt: Date.parse('2026-11-21T14:02:05.678Z'),
  passwordEnabled: true,
  emailAddresses: [
    makeEmail('a@example.com'),
    makeEmail('b@example.com', { verification: verification('unverified') }),
    makeEmail('c@example.com', { verification: null, reserved: true }),
    makeEmail('d@example.com', { verification: verification('expired') }),
    makeEmail('e@example.com', { id: null }),
  ],
  primaryEmailAddressId: 'idn_a@example.com',
});
const current = draftOf(jane);
const now = Date.parse('2026-11-24T00:00:00Z');
const problems = (more: Partial<typeof current>) => problemsOf(current, { ...current, ...more }, jane, now);

test('only what is verified can be primary, and the others say why not', () => {
  expect(primaryChoices('primaryEmailAddressId', jane).map(({ value, why }) => [value, why])).toEqual([
    ['a@example.com', null],
    ['b@example.com', 'not verified'],
    ['c@example.com', 'reserved, not verified'],
    ['d@example.com', 'verification expired'],
  ]);
  expect(primaryChoices('primaryPhoneNumberId', jane)).toEqual([]);
});

describe('before anything is sent', () => {
  test('nothing is wrong with what Clerk has', () => {
    fc.assert(
      fc.property(userArbitrary, (user) => {
        expect(problemsOf(draftOf(user), draftOf(user), user, 0)).toEqual({});
      }),
    );
  });

  test.each([
    ['createOrganizationsLimit', 'five', /not a whole number/],
    ['createOrganizationsLimit', '-1', /not a whole number/],
    ['createdAt', '', /needed/],
    ['createdAt', localTime(now + 60_000), /future/],
    ['createdAt', incompleteTime, /needed/],
    // Half a date must not be taken for "never", which would clear it.
    ['legalAcceptedAt', incompleteTime, /with all their parts/],
    ['primaryEmailAddressId', 'idn_b@example.com', /Not verified/],
    ['primaryEmailAddressId', 'idn_gone', /does not have it/],
  ] as const)('%s cannot be %j', (field, entered, words) => {
    expect(problems({ [field]: entered })).toEqual({ [field]: expect.stringMatching(words) });
  });

  test('what is as it should be is let through', () => {
    expect(problems({ createOrganizationsLimit: '', createdAt: localTime(now), firstName: '' })).toEqual({});
  });
});

describe('what Clerk refuses', () => {
  test('stands at the field, also where the field is a box beside it', () => {
    expect(
      problemsIn({
        code: 'rejected',
        message: '',
        fields: {
          'changes.username': 'This value is taken.',
          'changes.skipPasswordChecks': 'No.',
          'changes.notifyPrimaryEmailAddressChanged': 'Neither.',
          userId: 'Elsewhere',
        },
      }),
    ).toEqual({ username: 'This value is taken.', password: 'No.', primaryEmailAddressId: 'Neither.' });
  });

  test('because it was stolen is explained, with the way around', () => {
    const { password } = problemsIn({
      code: 'rejected',
      message: '',
      clerkCode: 'form_password_pwned',
      fields: { 'changes.password': 'Pwned.' },
    });
    expect(password).toMatch(/stolen.*Skip password checks/s);
  });
});

describe('the way back', () => {
  test('brings exactly what there was, for whatever can be brought back', () => {
    const sides = userArbitrary.chain((user) => fc.tuple(fc.constant(user), changedDraft(draftOf(user))));
    fc.assert(
      fc.property(sides, ([user, { draft, changed }]) => {
        const back = changesBack(changesOf(draftOf(user), draft, noExtras), user) ?? {};
        for (const field of Object.keys(back)) expect(changed).toContain(field);
        for (const field of [
          'firstName',
          'lastName',
          'username',
          'externalId',
          'locale',
          'timezone',
        ] as const) {
          if (changed.includes(field)) expect(back[field] ?? '').toBe(user[field] ?? '');
        }
        if (changed.includes('createdAt') && user.createdAt !== null)
          expect(Date.parse(back.createdAt ?? '')).toBe(user.createdAt);
      }),
    );
  });

  test('is none for a password', () => {
    expect(changesBack({ password: 'correct horse', skipPasswordChecks: true }, jane)).toBeNull();
    expect(changesBack({ password: 'correct horse', username: 'janet' }, jane)).toEqual({ username: 'jane' });
  });

  test('does not make a primary address none, as Clerk would not', () => {
    const without = { ...jane, primaryEmailAddressId: null };
    expect(changesBack({ primaryEmailAddressId: 'idn_a@example.com' }, without)).toBeNull();
  });

  test('is not taken over what somebody changed since', () => {
    const written = { ...jane, username: 'janet' };
    const back = changesBack({ username: 'janet' }, jane) ?? {};
    expect(changedSince(back, written, written)).toEqual([]);
    expect(changedSince(back, written, { ...written, firstName: 'Other' })).toEqual([]);
    expect(changedSince(back, written, { ...written, username: 'joan' })).toEqual(['username']);
  });
});

test('rights are told in words, and none are nothing', () => {
  expect(rightsWords(jane)).toBeNull();
  expect(
    rightsWords({
      ...jane,
      deleteSelfEnabled: true,
      createOrganizationEnabled: true,
      createOrganizationsLimit: 3,
    }),
  ).toBe('delete their account, create 3 organizations');
});
