import { describe, expect, it } from 'vitest';
import { isDestructive, type Operation } from '../../../electron/core/clerk/operation.ts';
import {
  operations,
  type OperationInput,
  type OperationName,
} from '../../../electron/core/clerk/operations.ts';
import { users } from '../../../shared/contract/users.ts';
import { operationNames, samples } from '../../harness/clerk/operation-samples.ts';

/** All of `users` but the event, and the call that is many requests. */
const { onSessionsRevoked: _event, revokeAllSessions: _manyRequests, ...userCalls } = users;

it('holds the operations of the contract and the two of probing', () => {
  expect(Object.keys(operations).sort()).toEqual(
    [...Object.keys(userCalls), 'getInstance', 'listDomains'].sort(),
  );
  expect(Object.keys(userCalls)).toHaveLength(43);
  expect([...operationNames].sort()).toEqual(Object.keys(operations).sort());
});

const reads = [
  'getInstance',
  'listDomains',
  'list',
  'count',
  'get',
  'listOrganizationMemberships',
  'listOrganizationInvitations',
  'listSessions',
];
const sideEffects = ['listOAuthAccessTokens', 'verifyPassword', 'verifyTotp'];
const destructive = [
  'delete',
  'ban',
  'removePassword',
  'disableMfa',
  'deleteTotp',
  'deleteBackupCodes',
  'deletePasskey',
  'deleteWeb3Wallet',
  'deleteExternalAccount',
  'replaceMetadata',
  'deleteEmailAddress',
  'replaceEmailAddress',
  'deletePhoneNumber',
  'replacePhoneNumber',
];
const limitedPerUser = ['update', 'updateMetadata', 'replaceMetadata'];

describe.each(operationNames)('%s', (name) => {
  const operation: Operation<never, unknown> = operations[name];

  it('says whether it changes something, and may be repeated', () => {
    const isRead = reads.includes(name);
    expect(operation).toMatchObject({
      write: !isRead,
      repeatable: isRead,
      sideEffect: sideEffects.includes(name),
      limitedPerUser: limitedPerUser.includes(name),
    });
  });

  it("says whether it is destructive, and the contract's kind agrees", () => {
    // The sample of update takes the TOTP secret away.
    const expected = destructive.includes(name) || name === 'update';
    expect(isDestructive(operation, samples[name].input as never)).toBe(expected);
    const call = name in userCalls ? userCalls[name as keyof typeof userCalls] : undefined;
    if (call !== undefined) expect(call.kind).toBe(operation.write ? 'command' : 'query');
  });

  it("names its fields by paths into the contract's input", () => {
    const shape: unknown = name in userCalls ? userCalls[name as keyof typeof userCalls].input.shape : {};
    for (const path of Object.values(operation.fieldPaths)) {
      expect(resolvable(shape, path.split('.')), path).toBe(true);
    }
  });
});

/** Whether a path leads to a field of a zod shape. */
function resolvable(shape: unknown, [first, ...rest]: string[]): boolean {
  if (first === undefined) return true;
  const field = (shape as Record<string, { shape?: unknown } | undefined>)[first];
  return field !== undefined && resolvable(field.shape, rest);
}

describe('update is destructive when it takes away what someone signs in with', () => {
  const cases: [OperationInput<'update'>['changes'], boolean][] = [
    [{}, false],
    [{ firstName: null }, false],
    [{ username: 'jane', password: 'correct horse', totpSecret: 'ABC', backupCodes: ['x'] }, false],
    [{ username: null }, true],
    [{ username: '' }, true],
    [{ password: null }, true],
    [{ passwordDigest: null }, true],
    [{ totpSecret: null }, true],
    [{ backupCodes: [] }, true],
  ];
  it.each(cases)('%j: %s', (changes, expected) => {
    expect(isDestructive(operations.update, { userId: 'user_1', changes })).toBe(expected);
  });
});

describe('answers that lack what makes them answers are not taken for one', () => {
  const unreadable: [OperationName, unknown][] = [
    ['list', {}],
    ['list', [{ id: 'user_1' }, 'user_2']],
    ['list', [{ first_name: 'no id' }]],
    ['count', { total_count: '7' }],
    ['get', []],
    ['ban', null],
    ['ban', 'user_1'],
    ['delete', {}],
    ['deletePasskey', { id: 'idn_1' }],
    ['verifyPassword', {}],
    ['verifyTotp', { verified: 'true' }],
    ['createTotp', { secret: null, uri: null }],
    ['listOrganizationMemberships', { total_count: 1 }],
    ['listOAuthAccessTokens', { data: [1] }],
    ['getInstance', { environment_type: 'production' }],
    ['listDomains', 'x'],
    ['createEmailAddress', { id: 'idn_1' }],
    ['updatePhoneNumber', { id: 'idn_1', email_address: 'jane@example.com' }],
    ['deleteEmailAddress', { id: 'idn_1' }],
    ['listSessions', { sessions: [] }],
    ['revokeSession', { status: 'revoked' }],
    ['createSignInToken', { url: 'https://example.com' }],
    ['createActorToken', []],
  ];
  it.each(unreadable)('%s: %j', (name, answer) => {
    const operation: Operation<never, unknown> = operations[name];
    expect(() => operation.parse(answer as never, samples[name].input as never)).toThrow(
      expect.objectContaining({ name: 'UnreadableAnswer' }),
    );
  });
});

describe('answers that leave something out are taken all the same', () => {
  const lenient: [OperationName, unknown, unknown][] = [
    ['deleteTotp', {}, { userId: 'user_1' }],
    ['deletePasskey', { deleted: true }, { id: 'idn_1', deleted: true }],
    ['listOrganizationMemberships', [], { memberships: [], total: 0 }],
    ['listSessions', [], { sessions: [], total: 0 }],
    ['deletePhoneNumber', { deleted: true }, { id: 'idn_4', deleted: true }],
    ['listOAuthAccessTokens', { data: [], total_count: 0 }, { tokens: [] }],
    ['verifyTotp', { verified: true, code_type: 'of tomorrow' }, { verified: true }],
    [
      'listDomains',
      { data: [{}] },
      { domains: [{ id: '', name: '', isSatellite: false, frontendApiUrl: null, raw: {} }] },
    ],
  ];
  it.each(lenient)('%s: %j', (name, answer, expected) => {
    const operation: Operation<never, unknown> = operations[name];
    expect(operation.parse(answer as never, samples[name].input as never)).toEqual(expected);
  });
});
