/** The operations on what a user proves itself with: password, codes, second factors, passkeys. Knows no HTTP. */
import { deletedOf, objectOf, parseUser, parseUserId, verifiedOf } from './answers.ts';
import { inPath, pathsOf, sideEffect, write } from './operation-kinds.ts';
import { UnreadableAnswer, type OperationTable } from './operation.ts';
import { compromisedPasswordFields, removePasswordFields } from './user-fields.ts';
import { text, valueAt } from './wire-readers.ts';
import { path, toBody } from './wire-request.ts';

export const securityOperations = {
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
  removePassword: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/remove_password`,
    body: (input) => toBody(removePasswordFields, input),
    parse: parseUser,
    destructive: true,
    fieldPaths: { ...inPath, ...pathsOf(removePasswordFields) },
  },
  setPasswordCompromised: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/password/set_compromised`,
    body: (input) => toBody(compromisedPasswordFields, input),
    parse: parseUser,
    fieldPaths: { ...inPath, ...pathsOf(compromisedPasswordFields) },
  },
  unsetPasswordCompromised: {
    ...write,
    method: 'POST',
    path: ({ userId }) => path`/users/${userId}/password/unset_compromised`,
    parse: parseUser,
    fieldPaths: inPath,
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
} satisfies Partial<OperationTable>;
