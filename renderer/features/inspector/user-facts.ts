/** What a user's fields mean in words: names, identifiers, security, locks. Knows no screen. */
import type { User } from '../../../shared/models/user.ts';
import { agoWords, countWords, dateTimeWords, dateWords, numberWords } from '../../ui/time-words.ts';

export function displayName(user: User): string {
  const fullName = [user.firstName, user.lastName].filter(Boolean).join(' ').trim();
  return fullName || user.username || primaryEmail(user) || primaryPhone(user) || user.id;
}

export function fullName(user: User): string | null {
  return [user.firstName, user.lastName].filter(Boolean).join(' ').trim() || null;
}

export function primaryEmail(user: User): string | null {
  const primary = user.emailAddresses.find(({ id }) => id !== null && id === user.primaryEmailAddressId);
  return (primary ?? user.emailAddresses[0])?.emailAddress ?? null;
}

export function primaryPhone(user: User): string | null {
  const primary = user.phoneNumbers.find(({ id }) => id !== null && id === user.primaryPhoneNumberId);
  return (primary ?? user.phoneNumbers[0])?.phoneNumber ?? null;
}

export interface SecurityTile {
  title: string;
  detail: string;
  /** In use; a way to sign in that is not is drawn back. */
  on: boolean;
}

/** `oauth_google` and `google` are the same provider. */
export function providerName(provider: string): string {
  const known: Record<string, string> = {
    apple: 'Apple',
    facebook: 'Facebook',
    github: 'GitHub',
    gitlab: 'GitLab',
    google: 'Google',
    linkedin: 'LinkedIn',
    linkedin_oidc: 'LinkedIn',
    microsoft: 'Microsoft',
    tiktok: 'TikTok',
    x: 'X',
  };
  const plain = provider.replace(/^(oauth|custom)_/, '').replace(/^oauth_/, '');
  if (Object.hasOwn(known, plain)) return known[plain] ?? plain;
  return plain.replaceAll('_', ' ').replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase());
}

function authenticatorTile(user: User): SecurityTile {
  const title = 'Authenticator app';
  // Clerk dates second factors as a whole, and keeps both dates for good.
  if (!user.totpEnabled) {
    const isDated = !user.twoFactorEnabled && user.mfaDisabledAt !== null;
    const off = isDated ? `off since ${dateWords(user.mfaDisabledAt ?? 0)}` : 'off';
    return { title, detail: user.backupCodeEnabled ? `${off} · backup codes` : off, on: false };
  }
  const since = user.mfaEnabledAt === null ? 'on' : `on since ${dateWords(user.mfaEnabledAt)}`;
  return { title, detail: user.backupCodeEnabled ? `${since} · backup codes` : since, on: true };
}

function passwordTile(user: User, now: number): SecurityTile {
  const title = 'Password';
  if (!user.passwordEnabled) return { title, detail: 'none', on: false };
  const changed = user.passwordLastUpdatedAt;
  return { title, detail: changed === null ? 'set' : `changed ${agoWords(changed, now)}`, on: true };
}

function passkeysTile(user: User, now: number): SecurityTile {
  const { passkeys } = user;
  if (passkeys.length === 0) return { title: 'Passkeys', detail: 'none', on: false };
  const lastUsed = Math.max(...passkeys.map(({ lastUsedAt }) => lastUsedAt ?? 0));
  return {
    title: countWords(passkeys.length, 'passkey'),
    detail: lastUsed === 0 ? 'never used' : `last used ${agoWords(lastUsed, now)}`,
    on: true,
  };
}

function accountsTile(user: User): SecurityTile {
  const accounts = [
    ...user.externalAccounts.map(({ provider, emailAddress, username }) => ({
      provider,
      who: emailAddress ?? username,
    })),
    ...user.enterpriseAccounts.map(({ provider, connectionName, emailAddress }) => ({
      provider: connectionName ?? provider,
      who: emailAddress,
    })),
  ];
  const [only] = accounts;
  if (only === undefined) return { title: 'External accounts', detail: 'none', on: false };
  if (accounts.length === 1)
    return { title: providerName(only.provider), detail: only.who || 'linked', on: true };
  const names = [...new Set(accounts.map(({ provider }) => providerName(provider)))];
  return { title: countWords(accounts.length, 'external account'), detail: names.join(', '), on: true };
}

/** How many of what the user is recognised by is certain to be theirs. */
function identifiersTile(user: User): SecurityTile {
  const title = 'Identifiers';
  const all = [...user.emailAddresses, ...user.phoneNumbers, ...user.web3Wallets];
  if (all.length === 0) return { title, detail: user.username ? 'only a username' : 'none', on: false };
  const verified = all.filter(({ verification }) => verification?.status === 'verified').length;
  return {
    title,
    detail: `${numberWords(verified)} of ${numberWords(all.length)} verified`,
    on: verified > 0,
  };
}

function signInTile({ lastSignInAt }: User, now: number): SecurityTile {
  const title = 'Last sign-in';
  return lastSignInAt === null
    ? { title, detail: 'never', on: false }
    : { title, detail: agoWords(lastSignInAt, now), on: true };
}

export function securityTiles(user: User, now: number): SecurityTile[] {
  const tiles = [
    authenticatorTile(user),
    passwordTile(user, now),
    passkeysTile(user, now),
    accountsTile(user),
  ];
  const secondFactorPhones = user.phoneNumbers.filter(
    ({ reservedForSecondFactor }) => reservedForSecondFactor,
  );
  if (secondFactorPhones.length > 0) {
    tiles.push({
      title: 'SMS code',
      detail: secondFactorPhones.map(({ phoneNumber }) => phoneNumber).join(', '),
      on: true,
    });
  }
  if (user.web3Wallets.length > 0) {
    tiles.push({
      title: countWords(user.web3Wallets.length, 'wallet'),
      detail: user.web3Wallets.map(({ web3Wallet }) => web3Wallet).join(', '),
      on: true,
    });
  }
  tiles.push(identifiersTile(user), signInTile(user, now));
  return tiles;
}

function minutesWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return countWords(minutes, 'more minute');
  const hours = Math.round(minutes / 60);
  if (hours < 48) return countWords(hours, 'more hour');
  return countWords(Math.round(hours / 24), 'more day');
}

/**
 * What a lock means now. The API tells how many seconds are left as of the moment it was asked; null
 * means that the lock does not end by itself.
 */
export function lockWords(user: User, fetchedAt: number, now: number): string {
  if (user.lockoutExpiresInSeconds === null) return 'Until unlocked: the lock does not end by itself.';
  const endsAt = fetchedAt + user.lockoutExpiresInSeconds * 1000;
  const secondsLeft = (endsAt - now) / 1000;
  if (secondsLeft <= 0) return `The lock has ended ${agoWords(endsAt, now)}, unless it was renewed since.`;
  return `For ${minutesWords(secondsLeft)}, until ${dateTimeWords(endsAt)}.`;
}
