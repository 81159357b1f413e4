/**
 * The operations on users themselves: finding, creating, changing, blocking, deleting, their picture
 * and their metadata. Knows no HTTP.
 */
import type { JsonObject } from '../../../shared/models/json.ts';
import type { UserUpdate } from '../../../shared/models/user-input.ts';
import { objectOf, parseDeleted, parseUser, parseUserList } from './answers.ts';
import { inPath, pathsOf, read, userPath, write } from './operation-kinds.ts';
import { UnreadableAnswer, type Operation, type OperationInput, type OperationTable } from './operation.ts';
import { readUpload } from './profile-image.ts';
import { createFields, filterFields, listFields, metadataFields, updateFields } from './user-fields.ts';
import { userFromWire } from './user-wire.ts';
import { valueAt } from './wire-readers.ts';
import { path, toBody, toQuery } from './wire-request.ts';

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

const metadataRequest = {
  ...write,
  path: ({ userId }: OperationInput<'updateMetadata'>) => path`/users/${userId}/metadata`,
  body: (input: OperationInput<'updateMetadata'>) => toBody(metadataFields, input),
  parse: parseUser,
  limitedPerUser: true,
  fieldPaths: { ...inPath, ...pathsOf(metadataFields) },
} as const;

export const userOperations = {
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
    body: ({ contentType, base64 }) => ({
      kind: 'image',
      contentType,
      bytes: readUpload(contentType, base64),
    }),
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
  updateMetadata: { ...metadataRequest, method: 'PATCH' },
  replaceMetadata: { ...metadataRequest, method: 'PUT', destructive: true },
} satisfies Partial<OperationTable>;

/** A null or an empty value takes away what a user signs in with. */
function removesSomething(changes: UserUpdate): boolean {
  const emptied = [changes.username, changes.password, changes.passwordDigest, changes.totpSecret];
  return emptied.some((value) => value === null || value === '') || changes.backupCodes?.length === 0;
}
