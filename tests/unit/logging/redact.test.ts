/** What reaches the log: no secret in any form or place, and everything else as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactingLogger, type LogLine } from '../../../electron/core/logging/logger.ts';
import { redact, redactText } from '../../../electron/core/logging/redact.ts';
import { makeTotp } from '../../../electron/core/totp/authenticator.ts';
import { makeBackupCodes } from '../../../electron/core/totp/backup-codes.ts';
import { AppError } from '../../../shared/failure.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const word = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });

/** Each kind of secret: what is written, and the part of it that must never come out. */
const planted = fc.oneof(
  word(letters, 40).map((core) => ({ text: `sk_test_${core}`, core })),
  word(letters, 40).map((core) => ({ text: `sk_live_${core}`, core })),
  word(letters, 40).map((core) => ({ text: `ak_${core}`, core })),
  word(`${letters}+/`, 32).map((core) => ({ text: `whsec_${core}`, core })),
  word(letters, 30).map((core) => ({ text: `pk_live_${core}$`, core })),
  word(`${letters}-_`, 43).map((core) => ({ text: `Bearer ${core}`, core })),
  word(`${letters}-_`, 60).map((core) => ({ text: `eyJhbGciOiJSUzI1NiJ9.${core}.${core}`, core })),
  word('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32).map((core) => ({
    text: `otpauth://totp/Acme:jane%40acme.example?secret=${core}&issuer=Acme`,
    core,
  })),
  word('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32).map((core) => ({ text: core, core })),
  word('0123456789abcdef', 64).map((core) => ({ text: core, core })),
);

/** A value of any shape, with the given text somewhere inside: in a string, a key, an error, a map. */
function hiding(text: string): fc.Arbitrary<unknown> {
  const around = fc.string({ unit: 'grapheme', maxLength: 12 });
  const inText = fc.tuple(around, around).map(([before, after]) => `${before}${text}${after}`);
  const name = fc.string({ maxLength: 8 });
  const { place } = fc.letrec<{ place: unknown }>((tie) => ({
    place: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      inText,
      fc.tuple(fc.array(fc.jsonValue(), { maxLength: 3 }), tie('place')).map(([more, it]) => [...more, it]),
      fc
        .tuple(fc.dictionary(name, fc.jsonValue()), name, tie('place'))
        .map(([more, key, it]) => Object.fromEntries([...Object.entries(more), [key, it]])),
      inText.map((key) => ({ [key]: 1 })),
      tie('place').map((it) => new Map<unknown, unknown>([['entry', it]])),
      tie('place').map((it) => new Map<unknown, unknown>([[it, 'entry']])),
      tie('place').map((it) => new Set([it])),
      inText.map((message) => new Error(message)),
      tie('place').map((cause) => new Error('outer', { cause })),
      tie('place').map((it) => Object.assign(new Error('outer'), { response: it })),
      tie('place').map((it) => new AggregateError([it], 'several')),
      inText.map((it) => JSON.stringify({ nested: JSON.stringify({ it }) })),
    ),
  }));
  return place;
}

test('a planted secret never comes out, wherever it stands', () => {
  fc.assert(
    fc.property(
      planted.chain(({ text, core }) => fc.tuple(hiding(text), fc.constant(core))),
      ([value, core]) => {
        const lines: LogLine[] = [];
        createRedactingLogger((line) => lines.push(line)).info('something happened', { value });
        expect(lines).toHaveLength(1);
        expect(JSON.stringify(lines)).not.toContain(core);
      },
    ),
    { numRuns: 600 },
  );
});

test('a planted secret never comes out of a message', () => {
  fc.assert(
    fc.property(fc.string(), planted, fc.string(), (before, { text, core }, after) => {
      expect(redactText(before + text + after)).not.toContain(core);
    }),
    { numRuns: 500 },
  );
});

test.each([
  'password',
  'newPassword',
  'password_digest',
  'PASSWD',
  'passcode',
  'secret',
  'secretKey',
  'secret_key',
  'totpSecret',
  'token',
  'accessToken',
  'Authorization',
  'set-cookie',
  'apiKey',
  'API-KEY',
  'mirrorKey',
  'databaseKey',
  'backupCodes',
  'codes',
  'key',
  'privateMetadata',
  'unsafe_metadata',
  'env',
])('nothing under a key named %s comes out, whatever its type', (name) => {
  for (const value of ['hunter2', 12345, ['hunter2'], { deep: 'hunter2' }, new Map([['a', 'hunter2']])]) {
    for (const holder of [{ [name]: value }, new Map([[name, value]]), [{ a: { [name]: value } }]]) {
      const text = JSON.stringify(redact(holder));
      expect(text).not.toMatch(/hunter2|12345/);
      expect(text).toContain('[redacted]');
    }
  }
});

test.each([
  'password=hunter2',
  'password: hunter2',
  '{"password":"hunter2 with spaces"}',
  JSON.stringify({ body: JSON.stringify({ password: 'hunter2 hunter2' }) }),
  "{ secretKey: 'hunter2', a: 1 }",
  'https://jane:x@example.com/?access_token=hunter2&a=1',
  'authorization: Basic hunter2',
  'Cookie: a=hunter2; b=hunter2',
  '{"set-cookie":"a=hunter2; b=hunter2"}',
  'http://127.0.0.1:9/#code=hunter2',
])('nothing after a secret name in text comes out: %s', (text) => {
  const redacted = redactText(text);
  expect(redacted).not.toContain('hunter2');
  expect(redacted).toContain('[redacted]');
});

test('what the calls of an enrolment take and answer comes out without its secrets', () => {
  const { secret, uri } = makeTotp({ issuer: 'Acme & Söhne', label: 'jane@acme.example' });
  const codes = makeBackupCodes(10);
  const said = JSON.stringify(
    redact({
      prepared: { enrolmentId: 'e1', secret, uri },
      link: uri,
      said: `scan ${uri} or type ${secret}`,
      encoded: encodeURIComponent(uri),
      made: { codes },
      input: { enrolmentId: 'e1', backupCodes: codes },
      checked: { enrolmentId: 'e1', code: '123456' },
      journal: { changes: { totpSecret: secret, backupCodes: codes } },
    }),
  );
  for (const one of [secret, ...codes, '123456']) expect(said).not.toContain(one);
  expect(said).toContain('e1');
});

describe('what is no secret', () => {
  test('stays as it is', () => {
    const details = {
      method: 'users.ban',
      instanceId: 'ins_2abcDEF',
      userId: 'user_2abcDEFghiJKLmnoPQRstuVWXyz',
      status: 429,
      code: 'keychain_locked',
      retryAfterMs: 1500,
      url: 'https://api.clerk.com/v1/users?limit=500&order_by=-created_at',
      traceId: '1b4e28ba2fa111d2883f0016d3cca427',
      passwordEnabled: true,
      totpEnabled: false,
      nothing: null,
      disk_full: 'The disk is full',
      list: [1, 'two', [3]],
      ratio: 0.5,
    };
    expect(redact(details)).toEqual(details);
  });

  test('a failure keeps its code, a one-time code goes', () => {
    expect(redact({ code: 'storage' })).toEqual({ code: 'storage' });
    expect(redact({ code: '123456' })).toEqual({ code: '[redacted]' });
    expect(redact({ code: 123456 })).toEqual({ code: '[redacted]' });
  });

  test('an error keeps name, message, stack, cause and what hangs on it', () => {
    const failure = { code: 'storage', message: 'No.' } as const;
    const error = new AppError(failure, { cause: new TypeError('inner') });
    expect(redact({ error })).toEqual({
      error: {
        name: 'AppError',
        message: 'No.',
        stack: expect.stringContaining('redact.test.ts') as string,
        cause: {
          name: 'TypeError',
          message: 'inner',
          stack: expect.stringContaining('redact.test.ts') as string,
        },
        failure,
      },
    });
  });
});

describe('odd values', () => {
  test('a cycle ends', () => {
    const value: Record<string, unknown> = { a: 1 };
    value['self'] = value;
    value['list'] = [value];
    const error = new Error('loop');
    error.cause = error;
    value['error'] = error;
    expect(redact(value)).toMatchObject({
      a: 1,
      self: '[circular]',
      list: ['[circular]'],
      error: { cause: '[circular]' },
    });
  });

  test('the same object twice is no cycle', () => {
    const shared = { a: 1 };
    expect(redact([shared, shared])).toEqual([shared, shared]);
  });

  test('what is deep, long or binary is shortened', () => {
    let deep: unknown = 'bottom';
    for (let index = 0; index < 1000; index++) deep = { deep };
    expect(JSON.stringify(redact(deep)).length).toBeLessThan(200);
    expect(redact(Array.from({ length: 150 }, () => 1))).toHaveLength(101);
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, index]));
    expect(Object.keys(redact(many) as object)).toHaveLength(101);
    expect((redact('x'.repeat(50_000)) as string).length).toBeLessThan(11_000);
    expect(redact({ bytes: Buffer.from('sk_test_inside') })).toEqual({ bytes: '[14 bytes]' });
  });

  test('a getter, a proxy or toJSON that throws harms nobody', () => {
    const throwing = {
      get bad(): never {
        throw new Error('no');
      },
      good: 1,
    };
    expect(redact(throwing)).toEqual({ bad: '[unreadable]', good: 1 });
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => ['a'],
        getPrototypeOf: () => {
          throw new Error('no');
        },
      },
    );
    expect(redact({ proxy })).toEqual({ proxy: '[unreadable]' });
    expect(redact({ toJSON: () => 'sk_test_x' })).toEqual({ toJSON: '[function]' });
  });

  test('everything comes out as JSON', () => {
    const value = {
      date: new Date(0),
      bad: new Date(NaN),
      url: new URL('https://example.com/?token=x'),
      big: 10n,
      none: NaN,
      fn: () => 1,
      symbol: Symbol('a'),
      headers: new Headers({ authorization: 'Bearer abc', accept: 'text/plain' }),
    };
    expect(redact(value)).toEqual({
      date: '1970-01-01T00:00:00.000Z',
      bad: 'Invalid Date',
      url: 'https://example.com/?token=[redacted]',
      big: '10',
      none: 'NaN',
      fn: '[function]',
      symbol: '[symbol]',
      headers: { authorization: '[redacted]', accept: 'text/plain' },
    });
  });

  test('a key named __proto__ stays a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": 1}}');
    const copy = redact(value) as Record<string, unknown>;
    expect(Object.keys(copy)).toEqual(['__proto__']);
    expect(copy['polluted']).toBeUndefined();
  });

  test('a long text that is no secret takes no time to speak of', () => {
    // A pattern that backtracks would hang here until the test's limit.
    for (const piece of ['a', '"', '\\', 'eyJ', 'eyJa.', 'secret', 'bearer ', '=', '%3A', 'A2']) {
      redactText(piece.repeat(100_000 / piece.length));
    }
  });
});

describe('the logger', () => {
  test('hands every level to the sink, with details or without', () => {
    const lines: LogLine[] = [];
    const logger = createRedactingLogger((line) => lines.push(line));
    logger.debug('a');
    logger.info('b sk_test_abcdef', { key: 'k' });
    logger.warn('c', {});
    logger.error('d', { error: 'e' });
    expect(lines).toEqual([
      { level: 'debug', message: 'a' },
      { level: 'info', message: 'b sk_test_[redacted]', details: { key: '[redacted]' } },
      { level: 'warn', message: 'c', details: {} },
      { level: 'error', message: 'd', details: { error: 'e' } },
    ]);
  });

  test('survives a sink that throws', () => {
    const logger = createRedactingLogger(() => {
      throw new Error('The disk is full');
    });
    expect(() => logger.error('a')).not.toThrow();
  });
});
