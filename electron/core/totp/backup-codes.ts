/** Makes backup codes: easy to read out and to type, impossible to guess. Keeps none. */
import { randomInt } from 'node:crypto';

/** Lower-case letters and digits without those that are taken for each other: 0 o, 1 i l. */
export const backupCodeAlphabet = '23456789abcdefghjkmnpqrstuvwxyz';
/** 49 bits. Longer than a TOTP code, so that the two cannot be confused. */
export const backupCodeLength = 10;

/** All different. Each character is as likely as any other: `randomInt` draws again rather than wrap around. */
export function makeBackupCodes(count: number): string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(makeBackupCode());
  return [...codes];
}

function makeBackupCode(): string {
  const character = () => backupCodeAlphabet.charAt(randomInt(backupCodeAlphabet.length));
  return Array.from({ length: backupCodeLength }, character).join('');
}
