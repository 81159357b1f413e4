/** Backup codes that cannot be guessed or misread, and which given ones are taken. */
import { describe, expect, it } from 'vitest';
import {
  backupCodeAlphabet,
  backupCodeLength,
  makeBackupCodes,
} from '../../../electron/core/totp/backup-codes.ts';
import { backupCodesSchema } from '../../../shared/models/totp.ts';

describe('codes that are made', () => {
  it('have no two characters that look alike, and are all different', () => {
    expect(new Set(backupCodeAlphabet).size).toBe(backupCodeAlphabet.length);
    expect(backupCodeAlphabet).not.toMatch(/[01oil]/i);
    const codes = makeBackupCodes(100);
    expect(new Set(codes).size).toBe(100);
    for (const code of codes) expect(code).toMatch(new RegExp(`^[${backupCodeAlphabet}]{10}$`));
    expect(backupCodesSchema.safeParse(codes).success).toBe(true);
  });

  it('use every character alike', () => {
    const count = 6200;
    const seen = new Map<string, number>();
    for (const character of makeBackupCodes(count).join('')) {
      seen.set(character, (seen.get(character) ?? 0) + 1);
    }
    const expected = (count * backupCodeLength) / backupCodeAlphabet.length;
    const chiSquare = [...backupCodeAlphabet].reduce(
      (sum, character) => sum + ((seen.get(character) ?? 0) - expected) ** 2 / expected,
      0,
    );
    // 30 degrees of freedom: more than 85 by chance once in some millions. A byte modulo 31 gives about 370.
    expect(chiSquare).toBeLessThan(85);
  });
});

describe('codes that are given', () => {
  const digest = `$2b$10$${'a'.repeat(53)}`;

  it('may be plain, or whole bcrypt digests', () => {
    expect(backupCodesSchema.parse(['abc-123', 'two words', digest])).toHaveLength(3);
  });

  it.each([
    [[], ''],
    [[''], '0'],
    [['a', ' b'], '1'],
    [['a', 'b', 'a'], '2'],
    [[digest.slice(0, -1)], '0'],
    [['x'.repeat(73)], '0'],
    [['a\u0000'], '0'],
    [Array.from({ length: 101 }, (_, index) => `code${index}`), ''],
  ])('%j are refused, at %s', (codes, path) => {
    expect(backupCodesSchema.safeParse(codes).error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      path,
    ]);
  });
});
