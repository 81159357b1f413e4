/** From a draft to a request: only what differs, and shown as it will be sent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { updateFields } from '../../../../../electron/core/clerk/user-fields.ts';
import {
  changedFields,
  changesOf,
  isEmpty,
  keptByClerk,
  noExtras,
  removesUsername,
  sentLines,
  wireName,
} from '../../../../../renderer/features/inspector/profile/profile-changes.ts';
import { draftOf, localTime } from '../../../../../renderer/features/inspector/profile/profile-draft.ts';
import { makeEmail, makeUser } from '../make-user.ts';
import { changedDraft, userArbitrary } from './user-arbitrary.ts';

const jane = makeUser('user_1', {
  firstName: 'Jane',
  lastName: 'Doe',
  username: 'jane',
  createdAt: Date.parse('2026-11-21T14:02:05.678Z'),
  createOrganizationsLimit: 5,
  emailAddresses: [makeEmail('a@example.com'), makeEmail('b@example.com')],
  primaryEmailAddressId: 'idn_a@example.com',
});
const current = draftOf(jane);
const changes = (more: Partial<typeof current>, extras = noExtras) =>
  changesOf(current, { ...current, ...more }, extras);

describe('what is sent', () => {
  test('is nothing of a draft that nobody touched', () => {
    fc.assert(
      fc.property(userArbitrary, (user) => {
        expect(changesOf(draftOf(user), draftOf(user), noExtras)).toEqual({});
      }),
    );
  });

  test('is exactly what was changed, whatever it was', () => {
    fc.assert(
      fc.property(
        userArbitrary.chain((user) => fc.tuple(fc.constant(user), changedDraft(draftOf(user)))),
        ([user, { draft, changed }]) => {
          expect(Object.keys(changesOf(draftOf(user), draft, noExtras)).sort()).toEqual([...changed].sort());
          expect(changedFields(draftOf(user), draft).sort()).toEqual([...changed].sort());
        },
      ),
    );
  });

  test('has texts without blanks around them, and null for what was emptied', () => {
    expect(changes({ firstName: ' Janet ', lastName: '' })).toEqual({ firstName: 'Janet', lastName: null });
    expect(changes({ firstName: 'Jane ' })).toEqual({});
  });

  test('takes away blanks that Clerk has, when they were taken away', () => {
    const blank = draftOf(makeUser('u', { firstName: ' Jane' }));
    expect(changesOf(blank, { ...blank, firstName: 'Jane' }, noExtras)).toEqual({ firstName: 'Jane' });
  });

  test('has times in UTC, and leaves one alone that was set to what it was', () => {
    const [toMinute] = current.createdAt.split(/:\d\d$/);
    expect(changes({ createdAt: localTime(Date.parse('2026-01-02T03:04:00Z')) })).toEqual({
      createdAt: '2026-01-02T03:04:00.000Z',
    });
    expect(changes({ createdAt: current.createdAt })).toEqual({});
    // A browser's input leaves zero seconds away.
    const round = draftOf(makeUser('u', { createdAt: Date.parse('2026-11-21T14:02:00Z') }));
    const short = round.createdAt.replace(/:00$/, '');
    expect(changesOf(round, { ...round, createdAt: short }, noExtras)).toEqual({});
    expect(toMinute).not.toBe(current.createdAt);
  });

  test('leaves out what cannot be read, which is no reason to call it unchanged', () => {
    expect(changes({ createOrganizationsLimit: 'five' })).toEqual({});
    expect(changedFields(current, { ...current, createOrganizationsLimit: 'five' })).toEqual([
      'createOrganizationsLimit',
    ]);
    expect(changes({ createOrganizationsLimit: '0' })).toEqual({ createOrganizationsLimit: 0 });
  });

  test('has what goes along only where there is something to go along with', () => {
    const extras = {
      ...noExtras,
      skipPasswordChecks: true,
      signOutOfOtherSessions: true,
      notifyPrimaryEmailAddressChanged: true,
    };
    expect(isEmpty(changes({}, extras))).toBe(true);
    expect(changes({}, { ...extras, password: 'correct horse' })).toEqual({
      password: 'correct horse',
      skipPasswordChecks: true,
      signOutOfOtherSessions: true,
    });
    expect(changes({ primaryEmailAddressId: 'idn_b@example.com' }, extras)).toEqual({
      primaryEmailAddressId: 'idn_b@example.com',
      notifyPrimaryEmailAddressChanged: true,
    });
  });

  test('is destructive when it takes the username away', () => {
    expect(removesUsername(changes({ username: ' ' }))).toBe(true);
    expect(removesUsername(changes({ username: 'janet' }))).toBe(false);
    expect(removesUsername(changes({ firstName: '' }))).toBe(false);
  });
});

describe('"will send"', () => {
  test('names fields as the request does', () => {
    for (const [name, wire] of Object.entries(updateFields)) expect(wireName(name)).toBe(wire);
  });

  test('shows values as JSON, ids with what they stand for, and no password', () => {
    const lines = sentLines(
      changes(
        {
          firstName: 'Zoë "Z"',
          username: '',
          primaryEmailAddressId: 'idn_b@example.com',
          bypassClientTrust: true,
        },
        { ...noExtras, password: 'correct horse' },
      ),
      jane,
    );
    expect(lines).toEqual([
      { field: 'first_name', value: '"Zoë \\"Z\\""', note: null, removes: false },
      { field: 'username', value: 'null', note: null, removes: true },
      {
        field: 'primary_email_address_id',
        value: '"idn_b@example.com"',
        note: 'b@example.com',
        removes: false,
      },
      { field: 'bypass_client_trust', value: 'true', note: null, removes: false },
      { field: 'password', value: '"••••••••"', note: null, removes: false },
    ]);
    expect(JSON.stringify(lines)).not.toContain('correct horse');
  });
});

test('what Clerk did not take over is noticed', () => {
  const sent = { firstName: 'Janet', createdAt: '2026-01-02T03:04:05.678Z', locale: 'en-GB' };
  const answer = { ...jane, firstName: 'Janet', createdAt: Date.parse(sent.createdAt), locale: null };
  expect(keptByClerk(sent, answer)).toEqual(['locale']);
  expect(keptByClerk({ createdAt: sent.createdAt }, jane)).toEqual(['createdAt']);
});
