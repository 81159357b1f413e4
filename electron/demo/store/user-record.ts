/** A user as the server keeps it: what travels, and what never leaves. Knows no HTTP. */
import type { StoredUser, WireUser } from '../wire.ts';

export interface UserRecord {
  /** Number of the user: made-up users count from 0, created ones go on after them. */
  sequence: number;
  user: StoredUser;
  password: Password | null;
  /** Base32; null without TOTP. */
  totpSecret: string | null;
  /** Those not used up yet. */
  backupCodes: string[];
  /** `drawn`: a made-up picture; a stored image has its own id. */
  image: { kind: 'drawn' } | { kind: 'stored'; imageId: string } | null;
  /** `until: null` is a lock that does not end by itself. */
  lock: { until: number | null } | null;
}

export interface Password {
  /** `plain` for what came as a password; the digest's algorithm for what came as a digest. */
  hasher: string;
  digest: string;
}

/** The parts of a user that lists filter and sort by; cheap to make for a made-up user. */
export interface UserSketch {
  readonly sequence: number;
  readonly id: string;
  readonly externalId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string | null;
  /** The primary one first. */
  readonly emailAddresses: readonly string[];
  readonly phoneNumbers: readonly string[];
  readonly web3Wallets: readonly string[];
  readonly externalAccounts: readonly { provider: string; providerUserId: string }[];
  readonly organizationIds: readonly string[];
  readonly banned: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastActiveAt: number | null;
  readonly lastSignInAt: number | null;
}

/** True while a lock has not run out. */
export function isLocked(record: UserRecord, now: number): boolean {
  return record.lock !== null && (record.lock.until === null || record.lock.until > now);
}

/** The user as it is answered now, with the fields that depend on the time and on the server's address. */
export function toWire(record: UserRecord, now: number, imageUrl: string): WireUser {
  const { user } = record;
  const locked = isLocked(record, now);
  const until = locked ? (record.lock?.until ?? null) : null;
  return {
    ...user,
    profile_image_url: imageUrl,
    image_url: imageUrl,
    has_image: record.image !== null,
    two_factor_enabled:
      user.totp_enabled || user.phone_numbers.some((phone) => phone.reserved_for_second_factor),
    locked,
    lockout_expires_in_seconds: until === null ? null : Math.ceil((until - now) / 1000),
  };
}

export function sketchOf(record: UserRecord, organizationIds: readonly string[]): UserSketch {
  const { user } = record;
  return {
    sequence: record.sequence,
    id: user.id,
    externalId: user.external_id,
    firstName: user.first_name,
    lastName: user.last_name,
    username: user.username,
    emailAddresses: primaryFirst(user.email_addresses, user.primary_email_address_id).map(
      (each) => each.email_address,
    ),
    phoneNumbers: primaryFirst(user.phone_numbers, user.primary_phone_number_id).map(
      (each) => each.phone_number,
    ),
    web3Wallets: primaryFirst(user.web3_wallets, user.primary_web3_wallet_id).map((each) => each.web3_wallet),
    externalAccounts: user.external_accounts.map((account) => ({
      provider: account.provider,
      providerUserId: account.provider_user_id,
    })),
    organizationIds,
    banned: user.banned,
    createdAt: user.created_at,
    updatedAt: user.updated_at,
    lastActiveAt: user.last_active_at,
    lastSignInAt: user.last_sign_in_at,
  };
}

function primaryFirst<T extends { id: string }>(entries: T[], primaryId: string | null): T[] {
  return entries.toSorted((a, b) => Number(b.id === primaryId) - Number(a.id === primaryId));
}
