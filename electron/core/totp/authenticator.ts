/**
 * TOTP as Clerk takes it (SHA-1, six digits, 30 seconds): makes a secret and its `otpauth://` URI, and
 * checks a code. The one place that does. Keeps nothing, and knows neither users nor the API.
 */
import { Secret, TOTP } from 'otpauth';
import {
  problemOfTotpName,
  totpIssuerLimits,
  totpLabelLimits,
  type TotpNameLimits,
} from '../../../shared/models/totp.ts';
import type { User } from '../../../shared/models/user.ts';

const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits, as RFC 4226 recommends. */
const secretBytes = 20;
/** Before and after the current one: what Clerk allows as well. */
const windowSteps = 1;

export interface TotpNames {
  /** Who it is for, e.g. `Acme`. */
  issuer: string;
  /** Whose it is, e.g. an e-mail address. */
  label: string;
}

export interface NewTotp {
  /** Base32, 32 characters. */
  secret: string;
  /** What the QR code says. */
  uri: string;
}

/** Both names must be such that `problemOfTotpName` finds nothing in them. */
export function makeTotp(names: TotpNames): NewTotp {
  const totp = new TOTP({ ...parameters, ...names, secret: new Secret({ size: secretBytes }) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * How many steps of 30 s the code is ahead of `now` (Unix ms) by this computer's clock: -1, 0 or 1. Null
 * when it is none of these.
 */
export function stepsAhead(secret: string, code: string, now: number): number | null {
  const totp = new TOTP({ ...parameters, secret: Secret.fromBase32(secret) });
  return totp.validate({ token: code, timestamp: now, window: windowSteps });
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
