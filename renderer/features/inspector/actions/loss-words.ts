/** What goes with a user who is deleted, as far as is known here: one sentence for each kind of loss. */
import type { JsonObject } from '../../../../shared/models/json.ts';
import type { User } from '../../../../shared/models/user.ts';
import { countWords } from '../../../ui/time-words.ts';

export function lossWords(user: User): string[] {
  return [
    'This cannot be undone.',
    ...identifiers(user),
    ...waysIn(user),
    ...metadata(user),
    'All of their sessions end, and their memberships in organizations are lost: how many, Roster has not read.',
  ];
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function counted(...counts: [count: number, one: string, many?: string][]): string[] {
  return counts.flatMap(([count, one, many]) => (count === 0 ? [] : [countWords(count, one, many)]));
}

function identifiers(user: User): string[] {
  const words = counted(
    [user.emailAddresses.length, 'e-mail address', 'e-mail addresses'],
    [user.phoneNumbers.length, 'phone number'],
    [user.web3Wallets.length, 'wallet'],
  );
  if (user.username) words.push(`the username ${user.username}`);
  if (user.externalId) words.push(`the external id ${user.externalId}`);
  return words.length === 0 ? [] : [`Their identifiers are lost: ${listWords(words)}.`];
}

function waysIn(user: User): string[] {
  const words = counted(
    [user.externalAccounts.length + user.enterpriseAccounts.length, 'external account'],
    [user.passkeys.length, 'passkey'],
  );
  if (user.passwordEnabled) words.push('the password');
  if (user.totpEnabled) words.push('the authenticator app');
  if (user.backupCodeEnabled) words.push('the backup codes');
  return words.length === 0 ? [] : [`Their ways to sign in are lost: ${listWords(words)}.`];
}

function metadata(user: User): string[] {
  const kinds: [JsonObject, string][] = [
    [user.publicMetadata, 'public'],
    [user.privateMetadata, 'private'],
    [user.unsafeMetadata, 'unsafe'],
  ];
  const words = kinds.flatMap(([value, kind]) => {
    const keys = Object.keys(value).length;
    return keys === 0 ? [] : [`${kind} (${countWords(keys, 'key')})`];
  });
  return words.length === 0 ? [] : [`Their metadata is lost: ${listWords(words)}.`];
}
