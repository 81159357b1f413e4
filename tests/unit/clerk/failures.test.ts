import { describe, expect, it } from 'vitest';
import { cleanWords } from '../../../electron/core/clerk/error-body.ts';
import { failureOfAnswer, readRetryAfter, type CallFacts } from '../../../electron/core/clerk/failures.ts';
import { operations, type OperationName } from '../../../electron/core/clerk/operations.ts';
import type { WireAnswer } from '../../../electron/core/clerk/send-request.ts';
import { isFailureCode } from '../../harness/clerk/failure-codes.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

function refused(name: OperationName, status: number, body: unknown, answer: Partial<WireAnswer> = {}) {
  const { write, fieldPaths } = operations[name];
  const facts: CallFacts = { name, write, fieldPaths, secrets: ['hunter2-secret'], now };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const whole = { status, contentType: 'application/json', retryAfter: null, cfRay: null, text, ...answer };
  return failureOfAnswer(whole, facts).failure;
}

function errors(code: string, longMessage: string, meta?: unknown) {
  return { errors: [{ code, message: 'short', long_message: longMessage, meta }], clerk_trace_id: 'trace_1' };
}

describe('the field that is wrong', () => {
  it.each([
    ['create', { param_name: 'email_address' }, 'user.emailAddress'],
    ['create', { param_name: 'public_metadata' }, 'user.publicMetadata'],
    ['create', { param_name: 'email_address[0]' }, 'user.emailAddress'],
    ['update', { param_name: 'username' }, 'changes.username'],
    ['update', { param_name: 'user_id' }, 'userId'],
    ['updateMetadata', { param_name: 'unsafe_metadata' }, 'unsafeMetadata'],
    ['list', { param_name: 'order_by' }, 'orderBy'],
    ['list', { param_name: 'starting_after' }, 'startingAfter'],
    ['count', { param_name: 'name_query' }, 'nameQuery'],
    ['setProfileImage', { param_name: 'file' }, 'base64'],
    ['verifyTotp', { param_name: 'code' }, 'code'],
    ['deletePasskey', { param_name: 'passkey_identification_id' }, 'passkeyId'],
    ['replaceMetadata', { param_name: 'private_metadata' }, 'privateMetadata'],
    ['createEmailAddress', { param_name: 'email_address' }, 'emailAddress'],
    ['createEmailAddress', { param_name: 'user_id' }, 'userId'],
    ['updateEmailAddress', { param_name: 'primary' }, 'primary'],
    ['replaceEmailAddress', { param_name: 'identification_status' }, 'identificationStatus'],
    ['createPhoneNumber', { param_name: 'reserved_for_second_factor' }, 'reservedForSecondFactor'],
    ['replacePhoneNumber', { param_name: 'phone_number' }, 'phoneNumber'],
    ['listSessions', { param_name: 'status' }, 'status'],
    ['createSignInToken', { param_name: 'expires_in_seconds' }, 'expiresInSeconds'],
    ['createActorToken', { param_name: 'actor' }, 'actor'],
    ['createActorToken', { param_name: 'sub' }, 'actor.sub'],
  ] as const)('of %s: %j is %s', (name, meta, path) => {
    const failure = refused(name, 422, errors('form_param_value_invalid', 'It must be otherwise.', meta));
    expect(failure).toMatchObject({
      code: 'rejected',
      status: 422,
      clerkCode: 'form_param_value_invalid',
      traceId: 'trace_1',
      fields: { [path]: 'It must be otherwise.' },
    });
    expect(failure.message).toContain('Clerk says: It must be otherwise.');
  });

  it('is named for each of several errors, and for several fields of one', () => {
    const failure = refused('create', 422, {
      errors: [
        { code: 'form_identifier_exists', long_message: 'Taken', meta: { param_name: 'username' } },
        { code: 'x', long_message: 'Both', meta: { param_names: ['first_name', 'last_name'] } },
        { code: 'y', long_message: 'Elsewhere', meta: { param_name: 'unheard_of' } },
        { code: 'z', long_message: 'Nowhere', meta: { param_name: '__proto__' } },
      ],
    });
    expect(failure.fields).toEqual({
      'user.username': 'Taken',
      'user.firstName': 'Both',
      'user.lastName': 'Both',
    });
    expect(failure.clerkCode).toBe('form_identifier_exists');
    expect(failure.message).toBe(
      'A user of this instance has this username already. Nothing was changed. Clerk says: Both. Elsewhere. Nowhere. Look for that user, or use another one.',
    );
  });
});

describe('in plain words', () => {
  const named = (code: string) => errors(code, 'Long words.');
  it.each([
    ['delete', 409, 'user_managed_by_scim', 'rejected', /company directory.*Nothing was changed/],
    ['update', 409, 'attribute_managed_by_scim', 'rejected', /Change it in the directory/],
    ['create', 403, 'user_quota_exceeded', 'forbidden', /full.*Nothing was changed/],
    ['listOrganizationMemberships', 403, 'organization_not_enabled_in_instance', 'forbidden', /switched off/],
    ['lock', 403, 'feature_not_enabled', 'forbidden', /lockout is switched off.*Long words/],
    ['deletePasskey', 403, 'authorization_invalid', 'forbidden', /does not allow.*Long words/],
    ['verifyPassword', 400, 'no_password_set', 'rejected', /has no password/],
    ['verifyTotp', 400, 'totp_disabled', 'rejected', /no authenticator app/],
    ['setProfileImage', 413, 'image_too_large', 'rejected', /10 MB/],
    ['get', 404, 'resource_not_found', 'not_found', /deleted meanwhile/],
    ['unban', 402, 'unsupported_subscription_plan_features', 'plan_required', /Change the plan/],
    ['ban', 410, 'gone', 'rejected', /HTTP 410/],
    ['get', 400, 'constructor', 'rejected', /Long words/],
  ] as const)('%s %d %s', (name, status, code, failureCode, words) => {
    const failure = refused(name, status, named(code));
    expect(failure).toMatchObject({ code: failureCode, clerkCode: code, status });
    expect(failure.message).toMatch(words);
  });

  it('of a read does not say that nothing was changed', () => {
    expect(refused('get', 404, named('resource_not_found')).message).not.toMatch(/changed/);
  });
});

describe('refusals that settings cause, which the API does not tell', () => {
  const about = (code: string, ...names: string[]) =>
    errors(code, 'Clerk words.', names.length === 1 ? { param_name: names[0] } : { param_names: names });

  it('a field that this instance does not take', () => {
    const failure = refused('create', 422, about('form_param_unknown', 'phone_number'));
    expect(failure.message).toBe(
      "This instance does not take a phone number: that is probably switched off in its settings, which Roster cannot see. Nothing was changed. Leave it out, or switch it on in Clerk's dashboard.",
    );
    expect(failure.fields?.['user.phoneNumber']).toMatch(/Not taken by this instance/);
  });

  it('fields that this instance wants', () => {
    const failure = refused('create', 422, about('form_data_missing', 'email_address', 'username'));
    expect(failure.message).toMatch(/wants an e-mail address and a username: its settings/);
    expect(Object.keys(failure.fields ?? {})).toEqual(['user.emailAddress', 'user.username']);
    expect(refused('create', 422, about('form_param_missing', 'password')).message).toMatch(
      /wants a password/,
    );
    expect(refused('create', 422, about('form_param_missing', 'file')).message).toMatch(/Clerk words/);
    expect(refused('create', 422, about('form_data_missing', '__proto__')).message).toMatch(
      /wants something that is missing/,
    );
  });

  it('several things at once are each said, once', () => {
    const entry = (code: string, name: string) => ({ code, long_message: 'C.', meta: { param_name: name } });
    const { message } = refused('create', 422, {
      errors: [
        entry('form_password_pwned', 'password'),
        entry('form_password_length_too_short', 'password'),
        entry('form_identifier_exists', 'email_address'),
      ],
    });
    expect(message).toMatch(/data breach.*shorter.*this e-mail address already.*Nothing was changed/);
    expect(message.match(/skip the password checks/g)).toHaveLength(1);
  });

  it.each([
    ['update', 'form_password_no_number', 422, /no digit/],
    ['update', 'form_verification_needed', 422, /verified first/],
    ['createEmailAddress', 'form_identifier_exists', 422, /has this identifier already/],
    ['createPhoneNumber', 'unsupported_country_code', 403, /of this country/],
    ['createEmailAddress', 'not_allowed_access', 403, /restrictions/],
    [
      'createPhoneNumber',
      'feature_not_enabled',
      403,
      /switched off in this instance.*Clerk says: Clerk words/,
    ],
    ['deleteEmailAddress', 'identification_deletion_failed', 400, /last thing.*Add another/],
    ['deletePhoneNumber', 'last_required_identification_deletion_failed', 400, /last one.*Add another/],
    ['deleteEmailAddress', 'delete_linked_identification_disallowed', 400, /connected account first/],
    ['updatePhoneNumber', 'identification_update_second_factor_unverified', 400, /Only a verified/],
    ['updateEmailAddress', 'attribute_managed_by_scim', 409, /company directory/],
    ['createActorToken', 'impersonation_limit_exceeded', 422, /used up/],
    ['revokeSignInToken', 'sign_in_token_cannot_be_revoked_code', 400, /sign-in link.*used/],
    ['revokeActorToken', 'actor_token_cannot_be_revoked_code', 400, /impersonation link.*session/],
    ['revokeSession', 'resource_not_found', 404, /ended by itself/],
  ] as const)('%s: %s', (name, code, status, words) => {
    const { message } = refused(name, status, errors(code, 'Clerk words.'));
    expect(message).toMatch(words);
    expect(message).toContain('Nothing was changed.');
  });

  it('an address or number that is none', () => {
    expect(
      refused('createPhoneNumber', 422, about('form_param_format_invalid', 'phone_number')).message,
    ).toBe(
      'This is not a valid phone number. Nothing was changed. Write it with + and the country code, e.g. +15555550100.',
    );
    expect(
      refused('createEmailAddress', 422, about('form_param_format_invalid', 'email_address')).message,
    ).toBe('This is not a valid e-mail address. Nothing was changed.');
  });

  it('names the feature that the plan lacks, and what can be done instead', () => {
    const body = errors('unsupported_subscription_plan_features', 'Pay.', { unsupported_features: ['ban'] });
    expect(refused('ban', 402, body).message).toMatch(/lacks ban\..*Lock the user instead/);
  });
});

describe('whatever the body is', () => {
  it.each([
    '',
    '<html>',
    '{"errors":',
    'null',
    '[]',
    '7',
    '{"errors":{}}',
    '{"errors":[null,7,{}]}',
    '{"errors":[{"meta":7}]}',
  ])('%j', (body) => {
    for (const status of [300, 400, 401, 402, 403, 404, 409, 418, 422, 429, 500, 599]) {
      const failure = refused('ban', status, body);
      expect(isFailureCode(failure.code)).toBe(true);
      expect(failure.status).toBe(status);
      expect(failure.message).not.toMatch(/undefined|null|<|\{/);
    }
  });
});

describe('nothing comes through that must not', () => {
  it('the key, secrets of the input, and anything like them', () => {
    const failure = refused(
      'create',
      422,
      errors('x', 'Password hunter2-secret with sk_live_Other123 and Bearer abc.def is bad', {
        param_name: 'password',
      }),
    );
    expect(JSON.stringify(failure)).not.toMatch(/hunter2|sk_live|abc\.def/);
    expect(failure.fields?.['user.password']).toBe('Password [secret] with [secret] and [secret] is bad');
  });

  it('codes and trace ids that are none', () => {
    const failure = refused(
      'get',
      400,
      { errors: [{ code: 'a <b>', message: 'm', long_message: '' }], clerk_trace_id: 'x y' },
      { cfRay: '8a1b-FRA' },
    );
    expect(failure.clerkCode).toBeUndefined();
    expect(failure.traceId).toBe('8a1b-FRA');
    expect(failure.message).toContain('Clerk says: m.');
  });

  it('more than a few lines, and what would break a line', () => {
    const words = cleanWords(`a\u0000b\n\n\u202ec  ${'x'.repeat(5000)}`, []);
    expect(words).toMatch(/^a b c x+…$/);
    expect(words.length).toBeLessThanOrEqual(301);
  });
});

describe('Retry-After', () => {
  it.each([
    [null, undefined],
    ['7', 7000],
    [' 0 ', 0],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('%j', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });
});
