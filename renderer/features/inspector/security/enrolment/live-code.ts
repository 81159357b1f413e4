/**
 * What an authenticator app shows at a given moment, computed in the page: so that a code can be compared, and
 * one that cannot be right is not sent. Clerk's kind: SHA-1, six digits, 30 seconds.
 */
import { Secret, TOTP } from 'otpauth';
import { computed, type ComputedRef } from 'vue';

export const stepMs = 30_000;
/** Before and after the current one: what Clerk allows as well. */
const windowSteps = 1;

function totpOf(secret: string): TOTP {
  return new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) });
}

/** `now` is Unix ms. */
export function codeAt(secret: string, now: number): string {
  return totpOf(secret).generate({ timestamp: now });
}

/** By this computer's clock. */
export function isCodeOf(secret: string, code: string, now: number): boolean {
  return totpOf(secret).validate({ token: code, timestamp: now, window: windowSteps }) !== null;
}

/** What was typed without the spaces that apps show in the middle; null when it is no six digits. */
export function sixDigits(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

/** `123456` as apps show it. */
export function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

export interface LiveCode {
  code: string;
  /** Until the next one: 1 to 30. */
  secondsLeft: number;
}

export function useLiveCode(secret: () => string, now: () => number): ComputedRef<LiveCode> {
  const step = computed(() => Math.floor(now() / stepMs));
  const code = computed(() => codeAt(secret(), step.value * stepMs));
  return computed(() => ({
    code: code.value,
    secondsLeft: Math.ceil(((step.value + 1) * stepMs - now()) / 1000),
  }));
}
