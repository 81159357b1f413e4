/** Time-based codes as Clerk wants them: SHA-1, six digits, 30 seconds. Knows no users. */
import { Secret, TOTP } from 'otpauth';

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
}

/** Base32 of at least 80 bits; spaces, hyphens and padding do not belong to it. */
export function isTotpSecret(text: string): boolean {
  return /^[A-Z2-7]{16,128}$/i.test(text);
}

/** Accepts the code of now and of one step before and after, for clocks that differ. */
export function totpFits(secret: string, code: string, now: number): boolean {
  return totpOf(secret).validate({ token: code, timestamp: now, window: 1 }) !== null;
}

export function newTotp(label: string): { secret: string; uri: string } {
  const totp = new TOTP({
    issuer: 'Roster demo',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: new Secret({ size: 20 }),
  });
  return { secret: totp.secret.base32, uri: totp.toString() };
}
