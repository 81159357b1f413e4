/** The history of writes in words: every call and every field of the contract has its own. */
import '../users/fake-bridge.ts';
import { describe, expect, test } from 'vitest';
import { changeLines } from '../../../../renderer/features/shell/activity/change-words.ts';
import { byDay, methodWords, stateWords } from '../../../../renderer/features/shell/activity/entry-words.ts';
import { users } from '../../../../shared/contract/users.ts';
import { writeStateSchema, type WriteChange } from '../../../../shared/models/audit.ts';
import { fillInput } from '../../../harness/fill-input.ts';
import { makeEntry, sentAt } from './make-entry.ts';

const writes = Object.entries(users).filter(([, call]) => call.kind === 'command');

test.each(writes)('users.%s has words', (name) => {
  expect(methodWords(`users.${name}`)).toMatch(/^[A-Z][A-Za-z -]+$/);
});

test('setting an enrolment has words', () => {
  expect(methodWords('totp.commit')).toBe('Enrol authenticator app');
});

test('no two calls have the same words', () => {
  const words = writes.map(([name]) => methodWords(`users.${name}`));
  expect(new Set(words).size).toBe(words.length);
});

test('a call without words is told by its name', () => {
  expect(methodWords('users.somethingNew')).toBe('users.somethingNew');
  expect(methodWords('constructor')).toBe('constructor');
});

test('each state has words of its own', () => {
  const words = writeStateSchema.options.map(stateWords);
  expect(new Set(words).size).toBe(writeStateSchema.options.length);
});

const lines = (changes: WriteChange[], method = 'users.update') =>
  changeLines(makeEntry({ method, changes }));

describe('a field', () => {
  test.each(writes)('of users.%s has a label', (name, call) => {
    if (call.kind !== 'command' || name === 'listOAuthAccessTokens') return;
    const filled = fillInput(call.input, () => 'x') as Record<string, unknown>;
    const fields = Object.entries(filled).flatMap(([field, value]) =>
      ['user', 'changes', 'actor'].includes(field)
        ? Object.keys(value as object).map((inner) => `${field}.${inner}`)
        : [field],
    );
    const own = fields.filter((field) => !['instanceId', 'userId', 'callId', 'confirmation'].includes(field));
    for (const { field, label } of lines(own.map((field) => ({ field })))) {
      expect(label, field).toMatch(/^[A-Z][A-Za-z -]+$/);
    }
  });

  test.each([
    [{ field: 'changes.firstName', value: 'Jane' }, 'First name', 'Jane'],
    [{ field: 'changes.lastName', value: null }, 'Last name', 'removed'],
    [{ field: 'changes.lastName', value: '' }, 'Last name', 'empty'],
    [{ field: 'changes.password' }, 'Password', null],
    [{ field: 'changes.skipPasswordChecks', value: true }, 'Skip password checks', 'yes'],
    [{ field: 'user.emailAddress', value: ['a@b.co', 'c@d.co'] }, 'E-mail address', 'a@b.co, c@d.co'],
    [{ field: 'user.backupCodes', value: [] }, 'Backup codes', 'none'],
    [{ field: 'changes.createOrganizationsLimit', value: 5 }, 'Organizations limit', '5'],
    [{ field: 'expiresInSeconds', value: 2_592_000 }, 'Expires in', '30 days'],
    [{ field: 'expiresInSeconds', value: 90 }, 'Expires in', '90 seconds'],
    [{ field: 'expiresInSeconds', value: 3600 }, 'Expires in', '1 hour'],
    [{ field: 'actor.sub', value: 'user_2' }, 'Impersonated by', 'user_2'],
    [{ field: 'somethingNew', value: { a: 1 } }, 'somethingNew', '{"a":1}'],
  ])('%o', (change, label, value) => {
    expect(lines([change])).toMatchObject([{ label, path: null, value }]);
  });

  test('that is a time is read as one', () => {
    expect(lines([{ field: 'changes.createdAt', value: '2026-01-02T03:04:05Z' }])[0]?.value).toMatch(/2026/);
  });

  test.each([
    ['publicMetadata.plan', 'pro', 'Public metadata', 'plan', '"pro"'],
    ['user.unsafeMetadata.limits.seats', 4, 'Unsafe metadata', 'limits.seats', '4'],
    ['publicMetadata["a.b"].c', [1], 'Public metadata', '["a.b"].c', '[1]'],
    ['publicMetadata["two\\nlines"]', 1, 'Public metadata', '["two\\nlines"]', '1'],
    ['publicMetadata', {}, 'Public metadata', null, '{}'],
  ])('of metadata: %s', (field, value, label, path, words) => {
    expect(lines([{ field, value }], 'users.updateMetadata')).toMatchObject([
      { label, path, value: words, isCode: true },
    ]);
  });

  test('of metadata that is null deletes its key in a merge, and is null in a replacement', () => {
    const change = { field: 'publicMetadata.plan', value: null };
    expect(lines([change], 'users.updateMetadata')[0]?.value).toBe('deleted');
    expect(lines([change], 'users.replaceMetadata')[0]?.value).toBe('null');
  });
});

describe('days', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  const now = at(21, 9);
  const made = [
    { entryId: 'a', sentAt: at(21, 8) },
    { entryId: 'b', sentAt: at(21, 0) },
    { entryId: 'c', sentAt: at(20, 23) },
    { entryId: 'd', sentAt: at(12, 12) },
    { entryId: 'e', sentAt: new Date(2025, 10, 12).getTime() },
  ].map(makeEntry);

  test('are those of this computer, near ones by name', () => {
    const days = byDay(made, now);
    expect(days.map(({ entries }) => entries.map(({ entryId }) => entryId))).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
      ['e'],
    ]);
    expect(days.map(({ isToday }) => isToday)).toEqual([true, false, false, false]);
    expect(days.slice(0, 2).map(({ words }) => words)).toEqual(['Today', 'Yesterday']);
    expect(days[2]?.words).toMatch(/12/);
    expect(days[2]?.words).not.toMatch(/2026/);
    expect(days[3]?.words).toMatch(/2025/);
  });

  test('are none without entries', () => {
    expect(byDay([], sentAt)).toEqual([]);
  });
});
