import { describe, expect, test } from 'vitest';
import { makeTotp } from '../../../electron/core/totp/authenticator.ts';
import { codesAsText, enrolmentSheet, readTotpUri } from '../../../electron/core/totp/sheet.ts';
import { AppError } from '../../../shared/failure.ts';

const made = makeTotp({ issuer: 'Acme <b>', label: 'jane"&@example.com' });

describe('what a sheet is made of', () => {
  test('is read from the address that the QR code says', () => {
    expect(readTotpUri(made.uri)).toEqual({
      issuer: 'Acme <b>',
      label: 'jane"&@example.com',
      secret: made.secret,
    });
  });

  test.each([
    'otpauth://totp/x',
    'otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP',
    'otpauth://totp/x?secret=1',
    '',
  ])('is refused where it is none, and not repeated: %s', (uri) => {
    const refused = (): unknown => {
      try {
        return readTotpUri(uri);
      } catch (error) {
        return error;
      }
    };
    const error = refused();
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).failure.code).toBe('invalid_input');
    expect(JSON.stringify((error as AppError).failure)).not.toContain('JBSWY3DPEHPK3PXP');
  });
});

describe('the sheet', () => {
  const sheet = enrolmentSheet({
    uri: made.uri,
    totp: readTotpUri(made.uri),
    backupCodes: ['abcd<2', 'efgh3'],
  });

  test('shows names and codes as text, never as markup, and runs nothing', () => {
    expect(sheet).toContain('<h1>Set up two-step verification for Acme &lt;b&gt;</h1>');
    expect(sheet).toContain('<strong>jane&quot;&amp;@example.com</strong>');
    expect(sheet).toContain('<code>abcd&lt;2</code>');
    expect(sheet.replaceAll(' ', '')).toContain(`>${made.secret}<`);
    expect(sheet).not.toMatch(/<(script|link|img|iframe|b)[ >]/);
    expect(sheet.match(/<svg/g)).toHaveLength(1);
  });

  test('without backup codes does not speak of them', () => {
    expect(enrolmentSheet({ uri: made.uri, totp: readTotpUri(made.uri), backupCodes: [] })).not.toMatch(
      /backup/i,
    );
  });
});

test('codes as text say whose they are, one in a line', () => {
  expect(codesAsText({ issuer: 'Acme', label: 'jane', secret: 'x' }, ['one', 'two']).split('\n')).toEqual([
    'Acme: backup codes of jane',
    'Each works once, in place of the code from the app. Keep them secret.',
    '',
    'one',
    'two',
    '',
  ]);
});
