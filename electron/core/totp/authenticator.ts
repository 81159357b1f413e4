/**
 * TOTP as Clerk takes it (SHA-1, six digits, 30 seconds): makes a secret and its `otpauth://` URI, and
 * checks a code. The one place that does. Keeps nothing, and knows neither users nor the API.
 */
import { Secret, TOTP } from 'otpauth';

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
