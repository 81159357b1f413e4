/** What Clerk says of a field lands on it: on the very line, where it can be told. */
import { expect, test } from 'vitest';
import { generatePassword } from '../../../../renderer/features/create-user/generate-password.ts';
import { problemsIn } from '../../../../renderer/features/create-user/refused-fields.ts';
import {
  emptyDraft,
  newIdentifier,
  type UserDraft,
} from '../../../../renderer/features/create-user/user-draft.ts';
import type { Failure } from '../../../../shared/failure.ts';

function draftOf(...emails: string[]): UserDraft {
  return { ...emptyDraft(), emailAddress: emails.map((value) => ({ ...newIdentifier(), value })) };
}

function failure(fields: Record<string, string>, clerkCode = 'form_identifier_exists'): Failure {
  return { code: 'rejected', message: 'Refused.', fields, clerkCode };
}

test('on the only line there is', () => {
  expect(problemsIn(failure({ 'user.emailAddress': 'Taken.' }), draftOf('', 'a@example.com'))).toEqual({
    'emailAddress.1': 'Taken.',
  });
});

test('on the line that is named', () => {
  const words = 'B@example.com is taken.';
  expect(
    problemsIn(failure({ 'user.emailAddress': words }), draftOf('a@example.com', 'b@example.com')),
  ).toEqual({ 'emailAddress.1': words });
});

test('on all of them when it may be any', () => {
  expect(
    problemsIn(failure({ 'user.emailAddress': 'Taken.' }), draftOf('a@example.com', 'b@example.com')),
  ).toEqual({ emailAddress: 'Taken.' });
});

test('a status is said at what it is the status of', () => {
  expect(problemsIn(failure({ 'user.phoneNumberIdentificationStatus': 'Wrong.' }), emptyDraft())).toEqual({
    phoneNumber: 'Wrong.',
  });
});

test('a stolen password is explained, with the way round', () => {
  const words = problemsIn(
    failure({ 'user.password': 'Found in a breach.' }, 'form_password_pwned'),
    emptyDraft(),
  );
  expect(words['password']).toMatch(/stolen.*Skip password checks/);
});

test('wallets are not unfolded for a missing identifier that may be another', () => {
  const fields = { 'user.emailAddress': 'Wanted.', 'user.web3Wallet': 'Wanted.' };
  expect(Object.keys(problemsIn(failure(fields), emptyDraft()))).toEqual(['emailAddress']);
  expect(Object.keys(problemsIn(failure({ 'user.web3Wallet': 'Wanted.' }), emptyDraft()))).toEqual([
    'web3Wallet',
  ]);
});

test('what is no field of the form is left to the message', () => {
  expect(problemsIn(failure({ 'user.constructor': 'x', instanceId: 'y' }), emptyDraft())).toEqual({});
});

test('a generated password has every kind of character, and is another one each time', () => {
  const made = new Set(Array.from({ length: 200 }, generatePassword));
  expect(made.size).toBe(200);
  for (const password of made) {
    expect(password).toHaveLength(20);
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]) expect(password).toMatch(kind);
    expect(password).not.toMatch(/[lIO01]/);
  }
});
