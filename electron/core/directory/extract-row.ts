/**
 * Reads a user's list row out of its wire JSON. Trusts nothing: a missing or odd field is null, false
 * or empty here, and never a crash. Knows no SQL and no HTTP.
 */
import { hash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import { foldText, searchTextOf } from './search-text.ts';

export interface ExtractedRow {
  userId: string;
  name: string;
  nameKey: string;
  username: string | null;
  email: string | null;
  emailKey: string | null;
  emailVerified: boolean;
  phone: string | null;
  externalId: string | null;
  hasImage: boolean;
  imageUrl: string | null;
  banned: boolean;
  locked: boolean;
  totp: boolean;
  backupCode: boolean;
  /** A second factor that is neither of the two. */
  otherFactor: boolean;
  createdAt: number | null;
  updatedAt: number | null;
  lastActiveAt: number | null;
  lastSignInAt: number | null;
  providers: string[];
  searchText: string;
  searchHash: number;
  jsonHash: number;
}

/** Counts down by itself while a user is locked; without it two readings of one state are alike. */
const countdown = /"lockout_expires_in_seconds":\d+/u;

/** Long enough to sort by, short enough to keep the sort index small. */
const maxKeyLength = 120;

/** Null when the text is no user: not an object, or without an id. */
export function extractRow(json: string): ExtractedRow | null {
  const user = asObject(JSON.parse(json) as JsonValue);
  const userId = asText(user?.['id']);
  if (user === null || userId === null) return null;
  const emails = asList(user['email_addresses']);
  const phones = asList(user['phone_numbers']);
  const email = primary(emails, user['primary_email_address_id']);
  const phone = primary(phones, user['primary_phone_number_id']);
  const emailAddress = asText(email?.['email_address']);
  const phoneNumber = asText(phone?.['phone_number']);
  const firstName = asText(user['first_name']);
  const lastName = asText(user['last_name']);
  const username = asText(user['username']);
  const externalId = asText(user['external_id']);
  const fullName = [firstName, lastName]
    .filter((part) => part !== null)
    .join(' ')
    .trim();
  const name = fullName !== '' ? fullName : (username ?? emailAddress ?? phoneNumber ?? userId);
  const totp = user['totp_enabled'] === true;
  const backupCode = user['backup_code_enabled'] === true;
  const searchText = searchTextOf({
    id: userId,
    texts: [
      firstName,
      lastName,
      username,
      externalId,
      ...emails.map((one) => asText(one['email_address'])),
    ].filter((text) => text !== null),
    phones: phones.map((one) => asText(one['phone_number'])).filter((text) => text !== null),
  });
  return {
    userId,
    name,
    nameKey: sortKey(name),
    username,
    email: emailAddress,
    emailKey: emailAddress === null ? null : sortKey(emailAddress),
    emailVerified: asObject(email?.['verification'])?.['status'] === 'verified',
    phone: phoneNumber,
    externalId,
    hasImage: user['has_image'] === true,
    imageUrl: asText(user['image_url']),
    banned: user['banned'] === true,
    locked: user['locked'] === true,
    totp,
    backupCode,
    otherFactor: user['two_factor_enabled'] === true && !totp && !backupCode,
    createdAt: asTime(user['created_at']),
    updatedAt: asTime(user['updated_at']),
    lastActiveAt: asTime(user['last_active_at']),
    lastSignInAt: asTime(user['last_sign_in_at']),
    providers: providersOf(asList(user['external_accounts'])),
    searchText,
    searchHash: hashOf(searchText),
    jsonHash: hashOf(json.replace(countdown, '')),
  };
}

/** Folded, so that Åsa stands among the As; other scripts follow Latin in the order of their blocks. */
function sortKey(text: string): string {
  const key = foldText(text)
    .replace(/[^\p{L}\p{N}\p{M}\p{So}@.]+/gu, ' ')
    .trim();
  return (key === '' ? text.toLowerCase() : key).slice(0, maxKeyLength);
}

/** 48 bits: enough to tell two states of one user apart. */
function hashOf(text: string): number {
  return Number.parseInt(hash('sha1', text, 'hex').slice(0, 12), 16);
}

function providersOf(accounts: JsonObject[]): string[] {
  const names = accounts
    .map((account) => asText(account['provider']))
    .filter((name) => name !== null)
    .map((name) => name.replace(/^oauth_/u, ''));
  return [...new Set(names)];
}

/** The entry with that id, else the first. */
function primary(entries: JsonObject[], id: JsonValue | undefined): JsonObject | undefined {
  return entries.find((entry) => typeof id === 'string' && entry['id'] === id) ?? entries[0];
}

function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function asList(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map((one) => asObject(one)).filter((one) => one !== null) : [];
}

function asText(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function asTime(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(Math.trunc(value)) ? Math.trunc(value) : null;
}
