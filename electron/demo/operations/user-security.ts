/** Verifies passwords and codes, and takes second factors and linked accounts away. */
import { apiError, notFound, paramError } from '../http/api-error.ts';
import { jsonBody, type ApiRequest } from '../http/api-request.ts';
import { saveChange, type ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import { readFields } from './body-fields.ts';
import { checkNotLast } from './identification-rules.ts';
import type { Operation } from './operation.ts';
import { passwordFits } from './passwords.ts';
import { userInPath } from './read-users.ts';
import {
  hasSecondFactor,
  noteSecondFactors,
  removeBackupCodes,
  removeSecondFactors,
  removeTotp,
} from './second-factors.ts';
import { newTotp, totpFits } from './totp-codes.ts';
import { attemptsUntilLock, lockFor } from './user-status.ts';

function requiredText(request: ApiRequest, name: string): string {
  const value = readFields(jsonBody(request), { [name]: 'text' } as const)[name];
  if (typeof value !== 'string' || value === '')
    throw paramError('form_param_missing', name, `${name} is required.`);
  return value;
}

/** A wrong guess counts towards the lock of the account, a right one starts the count anew. */
function countAttempt(state: ServerState, record: UserRecord, right: boolean): void {
  const left = right
    ? attemptsUntilLock
    : Math.max(0, (record.user.verification_attempts_remaining ?? 0) - 1);
  if (left === record.user.verification_attempts_remaining) return;
  record.user.verification_attempts_remaining = left;
  if (left === 0 && state.settings.lockout) record.lock ??= lockFor(state);
  state.store.put(record);
}

export const verifyPassword: Operation = {
  name: 'VerifyPassword',
  run(state, request) {
    const record = userInPath(state, request);
    const password = requiredText(request, 'password');
    if (record.password === null) throw apiError(400, 'no_password_set', 'This user has no password.');
    const right = passwordFits(record.password, password);
    countAttempt(state, record, right);
    if (!right)
      throw apiError(422, 'incorrect_password', 'The password is incorrect.', { param_name: 'password' });
    return { verified: true };
  },
};

export const verifyTotp: Operation = {
  name: 'VerifyTOTP',
  run(state, request) {
    const record = userInPath(state, request);
    const code = requiredText(request, 'code').replace(/[\s-]/g, '');
    if (record.totpSecret === null && record.backupCodes.length === 0) {
      throw apiError(400, 'totp_disabled', 'This user has no TOTP.');
    }
    const used = record.backupCodes.findIndex((each) => each.replace(/[\s-]/g, '') === code);
    if (used >= 0) {
      record.backupCodes.splice(used, 1);
      record.user.backup_code_enabled = record.backupCodes.length > 0;
      record.user.verification_attempts_remaining = attemptsUntilLock;
      saveChange(state, record);
      return { verified: true, code_type: 'backup_code' };
    }
    if (code.length < 6 || (code.length > 6 && record.backupCodes.length === 0)) {
      throw apiError(422, 'totp_invalid_length', 'A code has six digits.', { param_name: 'code' });
    }
    const right = record.totpSecret !== null && totpFits(record.totpSecret, code, state.now());
    countAttempt(state, record, right);
    if (!right) throw apiError(422, 'totp_incorrect_code', 'The code is incorrect.', { param_name: 'code' });
    return { verified: true, code_type: 'totp' };
  },
};

function markingOperation(
  name: string,
  change: (state: ServerState, request: ApiRequest, record: UserRecord) => void,
): Operation {
  return {
    name,
    run(state, request) {
      const record = userInPath(state, request);
      if (record.password === null) throw apiError(400, 'no_password_set', 'This user has no password.');
      change(state, request, record);
      return saveChange(state, record);
    },
  };
}

/** The mark itself is not kept: it shows at the next sign-in only, and nobody signs in here. */
export const setPasswordCompromised = markingOperation(
  'SetUserPasswordCompromised',
  (state, request, record) => {
    const fields = readFields(jsonBody(request), { revoke_all_sessions: 'flag' });
    if (fields.revoke_all_sessions === true) state.sessions.revokeActive(record.sequence);
  },
);

export const unsetPasswordCompromised = markingOperation('UnsetUserPasswordCompromised', () => undefined);

function saveWithoutFactor(state: ServerState, record: UserRecord, had: boolean): { user_id: string } {
  noteSecondFactors(record, had, state.now());
  saveChange(state, record);
  return { user_id: record.user.id };
}

export const disableMfa: Operation = {
  name: 'DisableMFA',
  run(state, request) {
    const record = userInPath(state, request);
    const had = hasSecondFactor(record);
    removeSecondFactors(record);
    return saveWithoutFactor(state, record, had);
  },
};

export const deleteBackupCodes: Operation = {
  name: 'DeleteBackupCode',
  run(state, request) {
    const record = userInPath(state, request);
    if (!record.user.backup_code_enabled) throw notFound('backup code');
    removeBackupCodes(record);
    saveChange(state, record);
    return { user_id: record.user.id };
  },
};

export const deleteTotp: Operation = {
  name: 'DeleteTOTP',
  run(state, request) {
    const record = userInPath(state, request);
    if (!record.user.totp_enabled) throw notFound('TOTP');
    removeTotp(record);
    return saveWithoutFactor(state, record, true);
  },
};

/** As it was until 2025; only there when the server was started with it. */
export const createTotp: Operation = {
  name: 'CreateUserTOTP',
  run(state, request) {
    const record = userInPath(state, request);
    const { user } = record;
    const { secret, uri } = newTotp(user.email_addresses[0]?.email_address ?? user.username ?? user.id);
    record.totpSecret = secret;
    user.totp_enabled = true;
    user.mfa_enabled_at = state.now();
    const { updated_at } = saveChange(state, record);
    const id = state.store.context.identifiers.childId('totp', record.sequence, updated_at % 1000);
    return {
      object: 'totp',
      id,
      secret,
      uri,
      verified: false,
      backup_codes: null,
      created_at: updated_at,
      updated_at,
    };
  },
};

/** Takes the entry with this id out of the list; says whether it was there. */
function takeOut<T extends { id: string }>(list: T[], id: string | undefined): boolean {
  const place = list.findIndex((each) => each.id === id);
  if (place < 0) return false;
  list.splice(place, 1);
  return true;
}

export const deletePasskey: Operation = {
  name: 'UserPasskeyDelete',
  run(state, request) {
    const record = userInPath(state, request);
    const id = request.params.passkey_identification_id;
    if (!takeOut(record.user.passkeys, id)) throw notFound('passkey');
    saveChange(state, record);
    return { object: 'passkey', id, deleted: true };
  },
};

export const deleteWeb3Wallet: Operation = {
  name: 'UserWeb3WalletDelete',
  run(state, request) {
    const record = userInPath(state, request);
    const id = request.params.web3_wallet_identification_id;
    if (record.user.web3_wallets.some((wallet) => wallet.id === id)) checkNotLast(record.user);
    if (!takeOut(record.user.web3_wallets, id)) throw notFound('wallet');
    if (record.user.primary_web3_wallet_id === id) {
      record.user.primary_web3_wallet_id = record.user.web3_wallets[0]?.id ?? null;
    }
    saveChange(state, record);
    return { object: 'web3_wallet', id, deleted: true };
  },
};

export const deleteExternalAccount: Operation = {
  name: 'DeleteExternalAccount',
  run(state, request) {
    const record = userInPath(state, request);
    const id = request.params.external_account_id;
    if (record.user.external_accounts.some((account) => account.id === id)) checkNotLast(record.user);
    if (!takeOut(record.user.external_accounts, id)) throw notFound('external account');
    for (const email of record.user.email_addresses) {
      email.linked_to = email.linked_to.filter((link) => link.id !== id);
    }
    saveChange(state, record);
    return { object: 'external_account', id, deleted: true };
  },
};
