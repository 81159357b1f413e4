/** Names and values of keychain entries. */
import { describe, expect, test } from 'vitest';
import {
  appAccount,
  generateDatabaseKey,
  instanceAccount,
  keychainService,
  parseDatabaseKey,
  parseInstanceSecret,
  serialiseInstanceSecret,
} from '../../../electron/core/secrets/secret-names.ts';
import { AppError } from '../../../shared/failure.ts';

const mirrorKey = 'ab'.repeat(32);

describe('names', () => {
  test('a development build keeps its entries apart', () => {
    expect(keychainService({ development: false })).toBe('Roster');
    expect(keychainService({ development: true })).not.toBe('Roster');
  });

  test('profiles, instances and the app never share an account', () => {
    const accounts = [
      instanceAccount('p1', 'i1'),
      instanceAccount('p2', 'i1'),
      instanceAccount('p1', 'i2'),
      appAccount('p1'),
      appAccount('p2'),
    ];
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(() => instanceAccount('p1', 'app')).toThrow(TypeError);
    expect(() => instanceAccount('p1', 'a/b')).toThrow(TypeError);
    expect(() => instanceAccount('p1/a', 'b')).toThrow(TypeError);
    expect(() => appAccount('')).toThrow(TypeError);
  });
});

describe('values', () => {
  test('what was written is read, with and without a secret key', () => {
    for (const secret of [{ mirrorKey }, { mirrorKey, secretKey: 'sk_test_x' }]) {
      expect(parseInstanceSecret(serialiseInstanceSecret(secret))).toEqual(secret);
    }
    expect(parseDatabaseKey(mirrorKey)).toBe(mirrorKey);
  });

  test('a new key is 32 bytes and never the same', () => {
    const keys = Array.from({ length: 50 }, generateDatabaseKey);
    expect(new Set(keys).size).toBe(50);
    for (const key of keys) expect(parseDatabaseKey(key)).toBe(key);
  });

  test('a key that is none is not written', () => {
    expect(() => serialiseInstanceSecret({ mirrorKey: 'short' })).toThrow();
    expect(() => serialiseInstanceSecret({ mirrorKey, secretKey: '' })).toThrow();
  });

  test.each([
    '',
    'sk_test_planted_value',
    '{"secretKey":"sk_test_planted_value"',
    'null',
    '[]',
    '{"secretKey":"sk_test_planted_value"}',
    `{"mirrorKey":"${mirrorKey}0","secretKey":"sk_test_planted_value"}`,
    `{"mirrorKey":"${mirrorKey}","secretKey":7}`,
    `{"mirrorKey":"${mirrorKey.toUpperCase()}"}`,
  ])('a damaged value %j is a failure that does not quote it', (text) => {
    for (const parse of [parseInstanceSecret, parseDatabaseKey]) {
      let caught: unknown;
      try {
        parse(text);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(AppError);
      const { failure, stack, cause } = caught as AppError;
      expect(failure.code).toBe('storage');
      expect(failure.message).toContain('left as it is');
      expect(JSON.stringify([failure, stack, cause])).not.toContain('planted');
    }
  });
});
