import { describe, expect, it } from 'vitest';
import { checkSecretKey } from '../../../electron/core/clerk/secret-key-kinds.ts';
import { AppError } from '../../../shared/failure.ts';

it.each([
  ['sk_test_a', 'development'],
  [' \n sk_live_AbC-_.~$09 \t', 'production'],
] as const)('%j is a key of %s', (typed, environment) => {
  expect(checkSecretKey(typed)).toEqual({ key: typed.trim(), environment });
});

describe('refused, named, and not repeated', () => {
  it.each([
    ['', /needed/],
    ['pk_test_MadeUpPublishable', /publishable/],
    ['pk_live_MadeUpPublishable', /publishable/],
    ['ak_MadeUpApiKey', /API or machine key/],
    ['whsec_MadeUpWebhook', /webhook/],
    ['MadeUpSomethingElse', /not a secret key/],
    ['SK_TEST_MadeUp', /not a secret key/],
    ['sk_staging_MadeUp', /not a secret key/],
    ['sk_test_', /cut off/],
    ['sk_test_MadeUp and more', /other characters/],
    ['sk_test_MadeUp\u0000', /other characters/],
    ['sk_test_MadeUpé', /other characters/],
    ['sk_test_Made\nUp', /other characters/],
  ])('%j', (typed, message) => {
    let thrown: unknown;
    try {
      checkSecretKey(typed);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    const { failure } = thrown as AppError;
    expect(failure).toMatchObject({ code: 'invalid_input', fields: { secretKey: failure.message } });
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain('Made');
  });
});
