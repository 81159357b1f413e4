/**
 * The table of the API's operations: the 25 on users, and the two that tell what a key belongs to. Each
 * says how it is sent, how its answer is read, and what it can do to a user. Knows no HTTP.
 */
import { fail } from '../../../shared/failure.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { UserUpdate } from '../../../shared/models/user-input.ts';
import {
  deletedOf,
  objectOf,
  pageOf,
  parseDeleted,
  parseUser,
  parseUserId,
  parseUserList,
  verifiedOf,
  withId,
  type OfUser,
} from './answers.ts';
import { domainFromWire, instanceFromWire } from './instance-wire.ts';
import {
  UnreadableAnswer,
  type Operation,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from './operation.ts';
import { accessTokenFromWire, invitationFromWire, membershipFromWire } from './organization-wire.ts';
import {
  createFields,
  filterFields,
  listFields,
  metadataFields,
  pageFields,
  updateFields,
} from './user-fields.ts';
import { userFromWire } from './user-wire.ts';
import { text, valueAt } from './wire-readers.ts';
import { path, toBody, toQuery, type FieldTable } from './wire-request.ts';

export type { OperationInput, OperationName, OperationOutput } from './operation.ts';

type OperationTable = { readonly [N in OperationName]: Operation<OperationInput<N>, OperationOutput<N>> };

const unlimited = { limitedPerUser: false, destructive: false } as const;
const read = { write: false, sideEffect: false, repeatable: true, ...unlimited } as const;
const write = { write: true, sideEffect: false, repeatable: false, ...unlimited } as const;
const sideEffect = { ...write, sideEffect: true } as const;

const inPath: FieldTable = { user_id: 'userId' };

/** The paths for errors: the other way round than the table for requests. */
function pathsOf(table: FieldTable, prefix = ''): FieldTable {
  return Object.fromEntries(Object.entries(table).map(([name, wireName]) => [wireName, prefix + name]));
}

const pathsOfPage = { ...inPath, ...pathsOf(pageFields) };

/** Clerk takes 10 MB and means 10,000,000 bytes. */
const largestImageBytes = 10_000_000;

const listRequest = {
  ...read,
  method: 'GET',
  path: () => '/users',
  query: (input: OperationInput<'list'>) => toQuery(listFields, input),
  fieldPaths: pathsOf(listFields),
} as const;

/** `list` without conversion. */
export const listRaw: Operation<OperationInput<'list'>, JsonObject[]> = {
  ...listRequest,
  parse: parseUserList,
};

export const operations: OperationTable = {
  getInstance: {
    ...read,
    method: 'GET',
    path: () => '/instance',
    parse: (answer) => instanceFromWire(withId(answer)),
    fieldPaths: {},
  },
  listDomains: {
    ...read,
    method: 'GET',
    path: () => '/domains',
    parse: (answer) => ({ domains: pageOf(answer).items.map(domainFromWire) }),
    fieldPaths: {},
  },

  list: { ...listRequest, parse: (answer) => ({ users: parseUserList(answer).map(userFromWire) }) },
  count: {
    ...read,
    method: 'GET',
    path: () => '/users/count',
    query: (input) => toQuery(filterFields, input),
    parse: (answer) => {
      const total = valueAt(objectOf(answer), 'total_count');
      if (typeof total !== 'number') throw new UnreadableAnswer('no total_count');
      return { total };
    },
    fieldPaths: pathsOf(filterFields),
  },
  get: { ...read, method: 'GET', path: userPath, parse: parseUser, fieldPaths: inPath },

  create: {
    ...write,
    method: 'POST',
    path: () => '/users',
    body: (input) => toBody(createFields, input.user),
    parse: parseUser,
    fieldPaths: pathsOf(createFields, 'user.'),
    secrets: ({ user }) => [user.password, user.passwordDigest, user.totpSecret, ...(user.backupCodes ?? [])],
  },
  update: {
    ...write,
    method: 'PATCH',
    path: userPath,
    body: (input) => toBody(updateFields, input.changes),
    parse: parseUser,
    destructive: ({ changes }) => removesSomething(changes),
    limitedPerUser: true,
    fieldPaths: { ...inPath, ...pathsOf(updateFields, 'changes.') },
    secrets: ({ changes }) => [
      changes.password,
      changes.passwordDigest,
      changes.totpSecret,
      ...(changes.backupCodes ?? []),
    ],
  },
  delete: {
    ...write,
    method: 'DELETE',
    path: userPath,
    parse: parseDeleted,
    destructive: true,
    fieldPaths: inPath,
  },

  ban: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/ban`,
    parse: parseUser,
    destructive: true,
    fieldPaths: inPath,
  },
  unban: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/unban`,
    parse: parseUser,
    fieldPaths: inPath,
  },
  lock: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/lock`,
    parse: parseUser,
    fieldPaths: inPath,
  },
  unlock: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/unlock`,
    parse: parseUser,
    fieldPaths: inPath,
  },

  setProfileImage: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/profile_image`,
    body: ({ contentType, base64 }) => {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
      if (bytes.byteLength > largestImageBytes) {
        throw fail(
          'invalid_input',
          'This image is larger than 10 MB, which Clerk refuses. Nothing was sent.',
          {
            fields: { base64: 'Larger than 10 MB' },
          },
        );
      }
      return { kind: 'image', contentType, bytes };
    },
    parse: parseUser,
    fieldPaths: { ...inPath, file: 'base64' },
  },
  deleteProfileImage: {
    ...write,
    method: 'DELETE',
    path: ({ userId }) => path`/users/${userId}/profile_image`,
    parse: parseUser,
    fieldPaths: inPath,
  },
  updateMetadata: {
    ...write,
    method: 'PATCH',
    path: ({ userId }) => path`/users/${userId}/metadata`,
    body: (input) => toBody(metadataFields, input),
    parse: parseUser,
    limitedPerUser: true,
    fieldPaths: { ...inPath, ...pathsOf(metadataFields) },
  },

  listOAuthAccessTokens: {
    ...sideEffect,
    method: 'GET',
    path: ({ userId, provider }) => path`/users/${userId}/oauth_access_tokens/${provider}`,
    query: (input) => toQuery(pageFields, input),
    parse: (answer) => ({ tokens: pageOf(answer).items.map(accessTokenFromWire) }),
    fieldPaths: { ...pathsOfPage, provider: 'provider' },
  },
  listOrganizationMemberships: {
    ...read,
    method: 'GET',
    path: ({ userId }) => path`/users/${userId}/organization_memberships`,
    query: (input) => toQuery(pageFields, input),
    parse: (answer) => {
      const { items, total } = pageOf(answer);
      return { memberships: items.map(membershipFromWire), total };
    },
    fieldPaths: pathsOfPage,
  },
  listOrganizationInvitations: {
    ...read,
    method: 'GET',
    path: ({ userId }) => path`/users/${userId}/organization_invitations`,
    query: (input) => toQuery({ ...pageFields, status: 'status' }, input),
    parse: (answer) => {
      const { items, total } = pageOf(answer);
      return { invitations: items.map(invitationFromWire), total };
    },
    fieldPaths: { ...pathsOfPage, status: 'status' },
  },

  verifyPassword: {
    ...sideEffect,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/verify_password`,
    body: (input) => toBody({ password: 'password' }, input),
    parse: (answer) => ({ verified: verifiedOf(answer) }),
    accept: ({ status }, clerkCode) =>
      status === 422 && clerkCode === 'incorrect_password' ? { verified: false } : undefined,
    fieldPaths: { ...inPath, password: 'password' },
    secrets: ({ password }) => [password],
  },
  verifyTotp: {
    ...sideEffect,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/verify_totp`,
    body: (input) => toBody({ code: 'code' }, input),
    parse: (answer) => {
      const verified = verifiedOf(answer);
      const codeType = text(valueAt(objectOf(answer), 'code_type'));
      return codeType === 'totp' || codeType === 'backup_code' ? { verified, codeType } : { verified };
    },
    accept: ({ status }, clerkCode) =>
      status === 422 && (clerkCode === 'totp_incorrect_code' || clerkCode === 'totp_invalid_length')
        ? { verified: false }
        : undefined,
    fieldPaths: { ...inPath, code: 'code' },
    secrets: ({ code }) => [code],
  },

  disableMfa: {
    ...write,
    method: 'DELETE',
    path: ({ userId }) => path`/users/${userId}/mfa`,
    parse: parseUserId,
    destructive: true,
    fieldPaths: inPath,
  },
  deleteBackupCodes: {
    ...write,
    method: 'DELETE',
    path: ({ userId }) => path`/users/${userId}/backup_code`,
    parse: parseUserId,
    destructive: true,
    fieldPaths: inPath,
  },
  deleteTotp: {
    ...write,
    method: 'DELETE',
    path: ({ userId }) => path`/users/${userId}/totp`,
    parse: parseUserId,
    destructive: true,
    fieldPaths: inPath,
  },
  deletePasskey: {
    ...write,
    method: 'DELETE',
    path: ({ userId, passkeyId }) => path`/users/${userId}/passkeys/${passkeyId}`,
    parse: (answer, { passkeyId }) => deletedOf(answer, passkeyId),
    destructive: true,
    fieldPaths: { ...inPath, passkey_identification_id: 'passkeyId' },
  },
  deleteWeb3Wallet: {
    ...write,
    method: 'DELETE',
    path: ({ userId, web3WalletId }) => path`/users/${userId}/web3_wallets/${web3WalletId}`,
    parse: (answer, { web3WalletId }) => deletedOf(answer, web3WalletId),
    destructive: true,
    fieldPaths: { ...inPath, web3_wallet_identification_id: 'web3WalletId' },
  },
  deleteExternalAccount: {
    ...write,
    method: 'DELETE',
    path: ({ userId, externalAccountId }) => path`/users/${userId}/external_accounts/${externalAccountId}`,
    parse: (answer, { externalAccountId }) => deletedOf(answer, externalAccountId),
    destructive: true,
    fieldPaths: { ...inPath, external_account_id: 'externalAccountId' },
  },

  /** Gone from Clerk's descriptions: 404 and 405 surface as failures with that `status`. */
  createTotp: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/totp`,
    parse: (answer) => {
      const secret = valueAt(objectOf(answer), 'secret');
      const uri = valueAt(objectOf(answer), 'uri');
      if (typeof secret !== 'string' || typeof uri !== 'string') throw new UnreadableAnswer('no secret');
      return { secret, uri };
    },
    fieldPaths: inPath,
  },
};

function userPath({ userId }: OfUser): string {
  return path`/users/${userId}`;
}

/** A null or an empty value takes away what a user signs in with. */
function removesSomething(changes: UserUpdate): boolean {
  const emptied = [changes.username, changes.password, changes.passwordDigest, changes.totpSecret];
  return emptied.some((value) => value === null || value === '') || changes.backupCodes?.length === 0;
}
