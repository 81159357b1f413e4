/** Codes as the standard has them, and a URI that reads back as what was put into it, whatever the names. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Secret, URI, type TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { makeTotp, stepsAhead } from '../../../electron/core/totp/authenticator.ts';
import { totpIssuerSchema, totpLabelSchema } from '../../../shared/models/totp.ts';
import {
  issuerFrom,
  labelFor,
  problemOfTotpName,
  totpIssuerLimits,
  totpLabelLimits,
} from '../../../shared/totp/totp-names.ts';
import { makeEmail, makePhone, makeUser } from '../renderer/inspector/make-user.ts';

/** RFC 6238's own: the ASCII text 12345678901234567890. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code', () => {
  // Appendix B of RFC 6238, SHA-1; the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s is %s', (seconds, code) => {
    expect(stepsAhead(secret, code, seconds * 1000)).toBe(0);
  });

  it('fits one step before and after, and no further', () => {
    const at = 1_111_111_111_000;
    const code = '050471';
    expect([-2, -1, 0, 1, 2].map((steps) => stepsAhead(secret, code, at + steps * 30_000))).toEqual([
      null,
      1,
      0,
      -1,
      null,
    ]);
    expect(stepsAhead(secret, '000000', at)).toBeNull();
  });
});

describe('a new secret', () => {
  const made = makeTotp({ issuer: 'Acme', label: 'jane@acme.example' });

  it('has 160 bits in base32, another one each time', () => {
    expect(made.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(makeTotp({ issuer: 'Acme', label: 'x' }).secret).not.toBe(made.secret);
  });

  it('is in a URI of the format that apps read', () => {
    expect(made.uri).toBe(
      `otpauth://totp/Acme:jane%40acme.example?issuer=Acme&secret=${made.secret}&algorithm=SHA1&digits=6&period=30`,
    );
  });

  it('makes the codes that any other implementation makes', () => {
    const at = 1_700_000_000_000;
    const bytes = Secret.fromBase32(made.secret).bytes;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
    const mac = createHmac('sha1', bytes).update(counter).digest();
    const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
    const code = String(number % 1_000_000).padStart(6, '0');
    expect(stepsAhead(made.secret, code, at)).toBe(0);
  });

  it('reads back with every name that is allowed', () => {
    const name = (schema: typeof totpLabelSchema) =>
      fc
        .oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }))
        .map((text) => schema.safeParse(text).data)
        .filter((parsed) => parsed !== undefined);
    fc.assert(
      fc.property(name(totpIssuerSchema), name(totpLabelSchema), (issuer, label) => {
        const { uri, secret: its } = makeTotp({ issuer, label });
        const read = URI.parse(uri) as TOTP;
        expect([read.issuer, read.label, read.secret.base32]).toEqual([issuer, label, its]);
        expect([read.algorithm, read.digits, read.period]).toEqual(['SHA1', 6, 30]);
        const parsed = new URL(uri);
        expect(parsed.searchParams.get('issuer')).toBe(issuer);
        expect(decodeURIComponent(parsed.pathname.split('/').at(-1) ?? '')).toBe(`${issuer}:${label}`);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['', /empty/],
    [' \t ', /empty/],
    ['Acme: production', /colon/],
    ['a\nb', /shown/],
    ['half \ud800', /shown/],
    ['x'.repeat(81), /At most 80/],
    ['語'.repeat(80), /QR/],
  ])('%j is refused as an issuer', (issuer, words) => {
    expect(totpIssuerSchema.safeParse(issuer).error?.issues[0]?.message).toMatch(words);
  });

  it('loses the spaces around it', () => {
    expect(totpLabelSchema.parse(' jane ')).toBe('jane');
  });

  it.each([
    ['Acme', 'Acme'],
    ['Acme: production', 'Acme production'],
    [' a\u0000\ud800b ', 'a b'],
    [':', 'Clerk'],
    ['語'.repeat(80), '語'.repeat(33)],
  ])('of the instance %j becomes the issuer %j', (name, issuer) => {
    expect(issuerFrom(name)).toBe(issuer);
  });

  it('is made of any text there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(problemOfTotpName(issuerFrom(text), totpIssuerLimits)).toBeNull();
        const user = { ...makeUser('user_1'), username: text, primaryEmailAddressId: null };
        expect(problemOfTotpName(labelFor(user), totpLabelLimits)).toBeNull();
      }),
    );
  });

  it('of the user is the primary e-mail address, else the username, else the phone number, else the id', () => {
    const user = makeUser('user_1', {
      emailAddresses: [
        makeEmail('first@acme.example', { id: 'e1' }),
        makeEmail('second@acme.example', { id: 'e2' }),
      ],
      phoneNumbers: [makePhone('+15555550100', { id: 'p1' })],
      primaryEmailAddressId: 'e2',
      primaryPhoneNumberId: 'p1',
      username: 'jane',
    });
    expect(labelFor(user)).toBe('second@acme.example');
    expect(labelFor({ ...user, primaryEmailAddressId: null })).toBe('jane');
    expect(labelFor({ ...user, primaryEmailAddressId: null, username: null })).toBe('+15555550100');
    expect(
      labelFor({ ...user, primaryEmailAddressId: null, username: null, primaryPhoneNumberId: null }),
    ).toBe('user_1');
  });
});
