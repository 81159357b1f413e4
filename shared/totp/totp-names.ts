/**
 * The names that an authenticator app shows: what they may be, and what they are when nobody chose any. No
 * zod and no schema, so that the page may ask before it sends.
 */
import type { User } from '../models/user.ts';

export interface TotpNameLimits {
  /** UTF-16 code units. */
  characters: number;
  /** Bytes as it stands in the URI, percent-encoded: a QR code of much more is hard to scan. */
  encoded: number;
}

export const totpIssuerLimits: TotpNameLimits = { characters: 80, encoded: 300 };
/** E-mail addresses have up to 320 characters. */
export const totpLabelLimits: TotpNameLimits = { characters: 320, encoded: 400 };

/**
 * Why this cannot be an issuer or a label; null when it can. The key URI format forbids the colon in both,
 * as it stands between them: apps would show another name than was meant.
 */
export function problemOfTotpName(text: string, limits: TotpNameLimits): string | null {
  if (text === '') return 'Must not be empty';
  if (text.length > limits.characters) return `At most ${limits.characters} characters`;
  if (text.includes(':')) return 'Must not contain a colon';
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'Contains characters that cannot be shown';
  if (encodeURIComponent(text).length > limits.encoded) return 'Too long for a QR code';
  return null;
}

/** The name of an instance as an issuer: names may hold what an issuer cannot. */
export function issuerFrom(instanceName: string): string {
  return asTotpName(instanceName, totpIssuerLimits) ?? 'Clerk';
}

/** What the user signs in with. */
export function labelFor(user: User): string {
  const email = user.emailAddresses.find((address) => address.id === user.primaryEmailAddressId);
  const phone = user.phoneNumbers.find((number) => number.id === user.primaryPhoneNumberId);
  const identifier = email?.emailAddress ?? user.username ?? phone?.phoneNumber ?? user.id;
  return asTotpName(identifier, totpLabelLimits) ?? 'User';
}

/** As much of it as can be a name; null when nothing can. */
function asTotpName(text: string, limits: TotpNameLimits): string | null {
  const cleaned = text.replace(/[:\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
  const characters = [...cleaned].slice(0, limits.characters);
  while (characters.length > 0) {
    const name = characters.join('').trim();
    if (problemOfTotpName(name, limits) === null) return name;
    characters.pop();
  }
  return null;
}
