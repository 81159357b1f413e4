/** Turns a draft into what `users.create` takes: what was given, and nothing else. Judges nothing. */
import type { UserCreate } from '../../../shared/models/user-input.ts';
import { readJsonObject } from '../../ui/json/json-object.ts';
import { readEntered, type ContactKind } from '../shell/entered-contact.ts';
import { linesOf, type Choice, type DraftIdentifier, type UserDraft } from './user-draft.ts';

/** Base32 as Clerk takes it; authenticator apps show it in lower case and in groups. */
export function plainTotpSecret(text: string): string {
  return text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
}

/** RFC 3339 in UTC; undefined for what is no time. */
export function timeToSend(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Undefined for what is no whole number from 0 on. */
export function limitToSend(text: string): number | undefined {
  const limit = /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
  return limit;
}

function flagOf(choice: Choice): boolean | undefined {
  return choice === 'default' ? undefined : choice === 'yes';
}

function textOf(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

function listOf<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Clerk takes all for verified where nothing is said, so nothing is said unless it must be. */
function identifiersOf(kind: ContactKind, lines: readonly DraftIdentifier[]) {
  const given = lines.filter((line) => line.value.trim() !== '');
  return {
    values: listOf(given.map((line) => readEntered(kind, line.value).value)),
    statuses: given.some((line) => line.status === 'reserved') ? given.map((line) => line.status) : undefined,
  };
}

function metadataOf(text: string) {
  return text.trim() === '' ? undefined : (readJsonObject(text).value ?? undefined);
}

export function draftToUser(draft: UserDraft): UserCreate {
  const emails = identifiersOf('email', draft.emailAddress);
  const phones = identifiersOf('phone', draft.phoneNumber);
  const digest = textOf(draft.passwordDigest);
  const user: { [F in keyof UserCreate]: UserCreate[F] | undefined } = {
    firstName: textOf(draft.firstName),
    lastName: textOf(draft.lastName),
    emailAddress: emails.values,
    emailAddressIdentificationStatus: emails.statuses,
    phoneNumber: phones.values,
    phoneNumberIdentificationStatus: phones.statuses,
    username: textOf(draft.username),
    // As it was typed: blanks are part of a password.
    password: draft.password === '' ? undefined : draft.password,
    passwordDigest: digest,
    passwordHasher: digest === undefined ? undefined : textOf(draft.passwordHasher),
    totpSecret: textOf(plainTotpSecret(draft.totpSecret)),
    backupCodes: listOf(linesOf(draft.backupCodes)),
    web3Wallet: listOf(linesOf(draft.web3Wallet)),
    externalId: textOf(draft.externalId),
    locale: textOf(draft.locale),
    timezone: textOf(draft.timezone),
    createdAt: timeToSend(draft.createdAt),
    legalAcceptedAt: timeToSend(draft.legalAcceptedAt),
    createOrganizationEnabled: flagOf(draft.createOrganizationEnabled),
    createOrganizationsLimit: limitToSend(draft.createOrganizationsLimit),
    deleteSelfEnabled: flagOf(draft.deleteSelfEnabled),
    publicMetadata: metadataOf(draft.publicMetadata),
    privateMetadata: metadataOf(draft.privateMetadata),
    unsafeMetadata: metadataOf(draft.unsafeMetadata),
    skipPasswordChecks: draft.skipPasswordChecks || undefined,
    skipPasswordRequirement: draft.skipPasswordRequirement || undefined,
    skipUserRequirement: draft.skipUserRequirement || undefined,
    skipLegalChecks: draft.skipLegalChecks || undefined,
    bypassClientTrust: draft.bypassClientTrust || undefined,
    banned: draft.banned || undefined,
    locked: draft.locked || undefined,
  };
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));
}
