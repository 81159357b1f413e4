/** A user's second factors: whether there are any, how they go, and when the last one went. */
import type { UserRecord } from '../store/user-record.ts';

export function hasSecondFactor(record: UserRecord): boolean {
  return (
    record.user.totp_enabled || record.user.phone_numbers.some((phone) => phone.reserved_for_second_factor)
  );
}

/** Notes the time when the first one came or the last one went; `had` is how it was before. */
export function noteSecondFactors(record: UserRecord, had: boolean, now: number): void {
  const has = hasSecondFactor(record);
  if (has && !had) record.user.mfa_enabled_at = now;
  if (had && !has) record.user.mfa_disabled_at = now;
}

export function removeTotp(record: UserRecord): void {
  record.totpSecret = null;
  record.user.totp_enabled = false;
}

export function removeBackupCodes(record: UserRecord): void {
  record.backupCodes = [];
  record.user.backup_code_enabled = false;
}

export function removeSecondFactors(record: UserRecord): void {
  removeTotp(record);
  removeBackupCodes(record);
  for (const phone of record.user.phone_numbers) {
    phone.reserved_for_second_factor = false;
    phone.default_second_factor = false;
  }
}
