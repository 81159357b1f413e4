/** What creating a user keeps, and each reason to refuse it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireUser } from '../../../electron/demo/wire.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';

const time = Date.UTC(2026, 10, 23, 12);
let api: DemoApi;

beforeAll(async () => {
  api = await startDemoApi({ users: 400, clock: { now: () => time } });
});

afterAll(() => api.server.close());

let created = 0;
function create(fields: Record<string, unknown> = {}): Promise<WireUser> {
  created += 1;
  return api.user('POST', '/users', { email_address: [`person${created}@acme.com`], ...fields });
}

describe('creating', () => {
  test('keeps every field, and nothing else is set', async () => {
    const user = await create({
      external_id: 'ext-1',
      first_name: 'Zoë',
      last_name: 'O’Neil',
      locale: 'fr-FR',
      email_address: ['Zoe@Acme.com', 'zoe.two@acme.com'],
      email_address_identification_status: ['verified', 'reserved'],
      phone_number: ['+1 (555) 010-9999'],
      username: 'zoe-o',
      password: 'quite a long password',
      public_metadata: { plan: 'pro' },
      private_metadata: { score: 1 },
      unsafe_metadata: { theme: 'dark' },
      delete_self_enabled: false,
      create_organization_enabled: false,
      create_organizations_limit: 2,
      legal_accepted_at: '2020-05-01T10:00:00+02:00',
      created_at: '2020-01-02T03:04:05.006Z',
      bypass_client_trust: true,
      skip_password_requirement: true,
      skip_legal_checks: true,
    });
    expect(user).toMatchObject({
      external_id: 'ext-1',
      first_name: 'Zoë',
      last_name: 'O’Neil',
      locale: 'fr-FR',
      username: 'zoe-o',
      password_enabled: true,
      password_last_updated_at: time,
      public_metadata: { plan: 'pro' },
      private_metadata: { score: 1 },
      unsafe_metadata: { theme: 'dark' },
      delete_self_enabled: false,
      create_organization_enabled: false,
      create_organizations_limit: 2,
      legal_accepted_at: Date.UTC(2020, 4, 1, 8),
      created_at: Date.UTC(2020, 0, 2, 3, 4, 5, 6),
      updated_at: time,
      bypass_client_trust: true,
      banned: false,
      locked: false,
      last_sign_in_at: null,
      scim: null,
    });
    expect(
      user.email_addresses.map(({ email_address, reserved, verification }) => [
        email_address,
        reserved,
        verification?.status,
      ]),
    ).toEqual([
      ['zoe@acme.com', false, 'verified'],
      ['zoe.two@acme.com', true, undefined],
    ]);
    expect(user.phone_numbers[0]?.phone_number).toBe('+15550109999');
    expect(user.primary_email_address_id).toBe(user.email_addresses[0]?.id);
    expect(user.primary_phone_number_id).toBe(user.phone_numbers[0]?.id);
    expect(await api.user('GET', `/users/${user.id}`)).toEqual(user);
    expect((await api.user('GET', `/users/${user.id}`)).id).toMatch(/^user_2[0-9A-Za-z]{26}$/);
  });

  test('can ban and lock at once, and without any identifier when asked', async () => {
    const user = await api.user('POST', '/users', {
      skip_user_requirement: true,
      banned: true,
      locked: true,
    });
    expect(user).toMatchObject({
      banned: true,
      locked: true,
      lockout_expires_in_seconds: 3600,
      email_addresses: [],
    });
  });

  test('is not done twice by a refusal', async () => {
    const before = await api.count();
    await api.refusal('POST', '/users', { body: { email_address: ['x'], username: 'y' } });
    expect(await api.count()).toBe(before);
  });

  const email = { email_address: ['fresh@acme.com'] };
  test.each<[string, unknown, string]>([
    ['an unknown field', { ...email, shoe_size: 42 }, '422 form_param_unknown:shoe_size'],
    ['an inherited name', { ...email, toString: 1 }, '422 form_param_unknown:toString'],
    [
      'several wrong fields',
      { ...email, first_name: 1, banned: 'x' },
      '422 form_param_type_invalid:first_name form_param_type_invalid:banned',
    ],
    [
      'a text instead of a list',
      { email_address: 'a@acme.com' },
      '422 form_param_type_invalid:email_address',
    ],
    ['nothing to sign in with', { first_name: 'Ada' }, '422 form_data_missing'],
    ['a bad e-mail address', { email_address: ['a@b'] }, '422 form_param_format_invalid:email_address'],
    [
      'the same e-mail address twice',
      { email_address: ['a@acme.com', 'A@acme.com'] },
      '422 form_param_duplicate:email_address',
    ],
    ['a bad phone number', { phone_number: ['555'] }, '422 form_param_format_invalid:phone_number'],
    ['a bad wallet', { web3_wallet: ['0x12'] }, '422 form_param_format_invalid:web3_wallet'],
    [
      'too few statuses',
      { email_address: ['a@acme.com', 'b@acme.com'], email_address_identification_status: ['verified'] },
      '422 form_param_value_invalid:email_address_identification_status',
    ],
    [
      'an unknown status',
      { ...email, email_address_identification_status: ['maybe'] },
      '422 form_param_value_invalid:email_address_identification_status',
    ],
    ['a short username', { ...email, username: 'abc' }, '422 form_username_invalid_length:username'],
    [
      'a username with a space',
      { ...email, username: 'a b c d' },
      '422 form_username_invalid_character:username',
    ],
    [
      'a username like a phone number',
      { ...email, username: '+15550001111' },
      '422 form_username_cannot_be_phone_number:username',
    ],
    [
      'a username of digits',
      { ...email, username: '12345' },
      '422 form_username_needs_non_number_char:username',
    ],
    ['a short password', { ...email, password: 'short' }, '422 form_password_length_too_short:password'],
    ['a long password', { ...email, password: 'x'.repeat(73) }, '422 form_password_length_too_long:password'],
    [
      'a huge password',
      { ...email, password: 'x'.repeat(5000) },
      '422 form_password_size_in_bytes_exceeded:password',
    ],
    ['a leaked password', { ...email, password: 'Password123' }, '422 form_password_pwned:password'],
    [
      'a digest without a hasher',
      { ...email, password_digest: 'x' },
      '422 form_param_missing:password_hasher',
    ],
    [
      'a hasher without a digest',
      { ...email, password_hasher: 'bcrypt' },
      '422 form_param_missing:password_digest',
    ],
    [
      'an unknown hasher',
      { ...email, password_digest: 'x', password_hasher: 'rot13' },
      '422 form_param_value_invalid:password_hasher',
    ],
    [
      'a digest of another kind',
      { ...email, password_digest: 'x', password_hasher: 'bcrypt' },
      '422 form_password_digest_invalid_code:password_digest',
    ],
    [
      'a bad TOTP secret',
      { ...email, totp_secret: 'not base32!' },
      '422 invalid_totp_secret_code:totp_secret',
    ],
    [
      'a date in milliseconds',
      { ...email, created_at: 1700000000000 },
      '422 form_param_invalid_time:created_at',
    ],
    [
      'a date that is none',
      { ...email, created_at: '2025-02-30T00:00:00Z' },
      '422 form_param_invalid_time:created_at',
    ],
    [
      'a date without a time',
      { ...email, legal_accepted_at: '2025-02-03' },
      '422 form_param_invalid_time:legal_accepted_at',
    ],
    [
      'a future',
      { ...email, created_at: '2999-01-01T00:00:00Z' },
      '422 form_disallow_future_date:created_at',
    ],
    [
      'a negative limit',
      { ...email, create_organizations_limit: -1 },
      '422 form_param_type_invalid:create_organizations_limit',
    ],
    [
      'a long name',
      { ...email, first_name: 'x'.repeat(257) },
      '422 form_param_max_length_exceeded:first_name',
    ],
    [
      'metadata that is a list',
      { ...email, public_metadata: [] },
      '422 form_param_type_invalid:public_metadata',
    ],
    [
      'metadata over 8 KB',
      { ...email, unsafe_metadata: { a: 'x'.repeat(9000) } },
      '422 form_param_exceeds_allowed_size:unsafe_metadata',
    ],
    ['a body that is a list', [], '400 request_body_invalid'],
    ['a body that is no JSON', '{"email_address":', '400 request_body_invalid'],
    ['a body over 1 MB', { ...email, first_name: 'x'.repeat(1_000_001) }, '413 request_body_too_large'],
  ])('is refused for %s', async (_name, body, refusal) => {
    expect(await api.refusal('POST', '/users', { body })).toBe(refusal);
  });

  test('is refused for another content type', async () => {
    const call = { body: '{}', headers: { 'content-type': 'text/plain' } };
    expect(await api.refusal('POST', '/users', call)).toBe('415 unsupported_content_type');
  });

  test('is refused for what another user has, made up or created', async () => {
    const user = await create({
      username: 'taken_name',
      external_id: 'taken',
      phone_number: ['+15550000042'],
    });
    const refuse = (body: unknown) => api.refusal('POST', '/users', { body });
    expect(await refuse({ username: 'Taken_Name' })).toBe('422 form_identifier_exists:username');
    expect(await refuse({ phone_number: ['+15550000042'] })).toBe('422 form_identifier_exists:phone_number');
    expect(await refuse({ username: 'free_name', external_id: 'taken' })).toBe(
      '422 form_identifier_exists:external_id',
    );
    const made = await api.find((each) => each.email_addresses.length > 1 && each.web3_wallets.length === 0);
    expect(await refuse({ email_address: [made.email_addresses[1]?.email_address.toUpperCase()] })).toBe(
      '422 form_identifier_exists:email_address',
    );
    const wallet = (await api.find((each) => each.web3_wallets.length > 0)).web3_wallets[0]?.web3_wallet;
    expect(await refuse({ web3_wallet: [wallet] })).toBe('422 form_identifier_exists:web3_wallet');
    // What is given up can be taken.
    await api.call('DELETE', `/users/${user.id}`);
    expect(
      (await api.user('POST', '/users', { username: 'taken_name', external_id: 'taken' })).username,
    ).toBe('taken_name');
  });

  test('is refused over the cap', async () => {
    const small = await startDemoApi({ users: 2, userCap: 3 });
    await small.user('POST', '/users', { username: 'third_one' });
    expect(await small.refusal('POST', '/users', { body: { username: 'fourth_one' } })).toBe(
      '403 user_quota_exceeded',
    );
    await small.server.close();
  });
});
