/**
 * What a write sets, as the journal keeps it: the path of each field, and its value where that may be
 * written down. Knows no call by name; a field that it does not know is kept without its value.
 */
import type { WriteChange } from '../../../shared/models/audit.ts';
import type { JsonValue } from '../../../shared/models/json.ts';
import { redact } from '../logging/redact.ts';

/** Said by the entry itself, or Roster's own. */
const envelope = new Set(['instanceId', 'userId', 'callId', 'confirmation']);

/** Fields that hold fields of the call, rather than a value. */
const groups = new Set(['user', 'changes', 'actor']);

/**
 * Fields whose values are kept. Passwords, digests, TOTP secrets and codes are not among them, nor are
 * pictures: an entry is to say what was done, and must not become a second place where secrets lie.
 */
const shown = new Set([
  ...['emailAddress', 'phoneNumber', 'web3Wallet', 'externalId', 'username'],
  ...['firstName', 'lastName', 'locale', 'timezone', 'createdAt', 'legalAcceptedAt'],
  ...['passwordHasher', 'createOrganizationsLimit', 'contentType', 'sub', 'note'],
  ...['identificationStatus', 'emailAddressIdentificationStatus', 'phoneNumberIdentificationStatus'],
  ...['primaryEmailAddressId', 'primaryPhoneNumberId', 'primaryWeb3WalletId', 'profileImageId'],
  ...['emailAddressId', 'phoneNumberId', 'passkeyId', 'web3WalletId', 'externalAccountId'],
  ...['sessionId', 'signInTokenId', 'actorTokenId', 'expiresInSeconds', 'sessionMaxDurationInSeconds'],
]);

const metadata = new Set(['publicMetadata', 'privateMetadata', 'unsafeMetadata']);

/** In the path of a key of metadata, where apps put what they like. */
const soundsSecret = /pass(word|phrase|wd|code)|secret|token|credential|(api|private|access)_?-?key|\botp\b/i;

const longestValue = 500;
const longestField = 200;
const deepest = 8;
/** A field that holds more than this is told as a whole: nobody reads on, and entries stay small. */
const mostPerField = 40;

/** `input` is the call's own, as the contract describes it. */
export function changesOf(input: object): WriteChange[] {
  return fieldsOf(input).flatMap(([name, value]) => {
    if (envelope.has(name)) return [];
    if (!groups.has(name) || !isObject(value)) return changesOfField(name, name, value);
    return fieldsOf(value).flatMap(([inner, its]) => changesOfField(inner, `${name}.${inner}`, its));
  });
}

function changesOfField(name: string, field: string, value: JsonValue): WriteChange[] {
  if (metadata.has(name)) return changesOfMetadata(name, field, value);
  // That something was taken away, or turned on or off, is no secret.
  const isShown = shown.has(name) || value === null || typeof value === 'boolean';
  return [isShown ? withValue(field, value) : { field }];
}

/**
 * Key by key. Of private metadata only the keys, and which of them were deleted: it holds what apps keep
 * from their own users, such as ids of customers or notes on them, and may be hidden on the screen, so it
 * does not belong into a history that is always shown.
 */
function changesOfMetadata(name: string, field: string, value: JsonValue): WriteChange[] {
  const leaves = leavesOf(field, value, 0);
  if (leaves.length > mostPerField || leaves.some((leaf) => leaf.field.length > longestField))
    return [{ field }];
  return leaves.map((leaf) => {
    // That something was deleted or emptied tells nothing of what it was.
    const isEmpty = leaf.value === null || isEmptyObject(leaf.value);
    const isKept = isEmpty || (name !== 'privateMetadata' && !holdsSecret(leaf));
    return isKept ? withValue(leaf.field, leaf.value) : { field: leaf.field };
  });
}

function holdsSecret({ field, value }: { field: string; value: JsonValue }): boolean {
  return soundsSecret.test(field) || JSON.stringify(redact(value)) !== JSON.stringify(value);
}

function leavesOf(field: string, value: JsonValue, depth: number): { field: string; value: JsonValue }[] {
  if (!isObject(value) || depth === deepest || isEmptyObject(value)) return [{ field, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(pathTo(field, key), inner, depth + 1));
}

/** `publicMetadata.plan`, `publicMetadata["a key"]`: keys may hold anything, points included. */
function pathTo(field: string, key: string): string {
  return /^[\w$-]+$/.test(key) ? `${field}.${key}` : `${field}[${JSON.stringify(key)}]`;
}

function withValue(field: string, value: JsonValue): WriteChange {
  return JSON.stringify(value).length > longestValue ? { field } : { field, value };
}

function fieldsOf(value: object): [string, JsonValue][] {
  return Object.entries(value).filter(([, its]) => its !== undefined) as [string, JsonValue][];
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyObject(value: JsonValue): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
