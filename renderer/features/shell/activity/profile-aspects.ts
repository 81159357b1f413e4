/** Whether the profile of a user is now as a write wanted it, and what can be seen of its secrets. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import type { JsonValue } from '../../../../shared/models/json.ts';
import type { User } from '../../../../shared/models/user.ts';
import { isSince, missing, told, valueOf, type Aspect } from './aspect.ts';

/** Fields of the profile that stand on the user under the same name. */
const texts: readonly [field: keyof User, label: string][] = [
  ['firstName', 'first name'],
  ['lastName', 'last name'],
  ['username', 'username'],
  ['externalId', 'external id'],
  ['locale', 'locale'],
  ['timezone', 'time zone'],
  ['createOrganizationsLimit', 'organizations limit'],
];
const flags: readonly [field: keyof User, may: string][] = [
  ['deleteSelfEnabled', 'delete their own account'],
  ['createOrganizationEnabled', 'create organizations'],
  ['bypassClientTrust', 'bypass client trust'],
];
const primaries: readonly [field: keyof User, label: string][] = [
  ['primaryEmailAddressId', 'primary e-mail address'],
  ['primaryPhoneNumberId', 'primary phone number'],
  ['primaryWeb3WalletId', 'primary wallet'],
];
const times: readonly [field: 'createdAt' | 'legalAcceptedAt', label: string][] = [
  ['createdAt', 'time of creation'],
  ['legalAcceptedAt', 'acceptance of the legal terms'],
];

/** None, the empty text and a limit of nought are one to Clerk, which also trims, and lowers usernames. */
function isSameText(field: string, now: string | number | null, wanted: JsonValue): boolean {
  const plain = (value: JsonValue) => (value === null || value === 0 ? '' : String(value).trim());
  const [a, b] = [plain(now), plain(wanted)];
  return field === 'username' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

export function profileAspects(entry: WriteEntry, user: User): Aspect[] {
  const wanted = (field: string) => valueOf(entry, `changes.${field}`);
  const seen: Aspect[] = [];
  for (const [field, label] of texts) {
    const value = wanted(field);
    if (value === undefined) continue;
    const now = user[field] as string | number | null;
    const words = now === null || now === '' ? `there is no ${label}` : `the ${label} is “${now}”`;
    seen.push({ holds: isSameText(field, now, value), is: words, isNot: words });
  }
  for (const [field, may] of flags) {
    const value = wanted(field);
    if (typeof value !== 'boolean') continue;
    const words = `this user may ${user[field] === true ? '' : 'not '}${may}`;
    seen.push({ holds: user[field] === value, is: words, isNot: words });
  }
  for (const [field, label] of primaries) {
    const value = wanted(field);
    if (value === undefined) continue;
    seen.push({
      holds: user[field] === value,
      is: `the ${label} is the one that was chosen`,
      isNot: `the ${label} is another one`,
    });
  }
  for (const [field, label] of times) {
    const value = wanted(field);
    if (typeof value !== 'string') continue;
    seen.push({
      holds: user[field] === Date.parse(value),
      is: `the ${label} is as sent`,
      isNot: `the ${label} is another one`,
    });
  }
  return [...seen, ...secretAspects(entry, user)];
}

/** Their values are not kept: only whether there is one, or since when, can be seen. */
function secretAspects(entry: WriteEntry, user: User): Aspect[] {
  const change = (field: string) => entry.changes.find((one) => one.field === `changes.${field}`);
  const seen: Aspect[] = [];
  const password = change('password') ?? change('passwordDigest');
  if (password !== undefined && password.value === null) {
    seen.push(...told(!user.passwordEnabled, 'has no password', 'still has a password'));
  } else if (password !== undefined) {
    const since = isSince(user.passwordLastUpdatedAt, entry);
    if (!user.passwordEnabled) seen.push(...missing('has no password'));
    else if (since !== null) {
      const is = 'the password was changed when this was sent, or later';
      seen.push({ holds: since, is, isNot: 'the password was not changed since this was sent' });
    }
  }
  const totp = change('totpSecret');
  if (totp !== undefined) {
    const words = user.totpEnabled ? 'has an authenticator app' : 'has no authenticator app';
    seen.push(...told(user.totpEnabled === (totp.value !== null), words, words));
  }
  return seen;
}
