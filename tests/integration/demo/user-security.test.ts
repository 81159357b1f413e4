/** Bans, locks, passwords, second factors and linked accounts: what they do, and each refusal. */
import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPassword } from '../../../electron/demo/population/generated-record.ts';
import type { WireUser } from '../../../electron/demo/wire.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';

let time = Date.UTC(2026, 10, 23, 12);
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

describe('bans and locks', () => {
  test('a lock runs out by itself, an unlock clears the count', async () => {
    const { id } = await create();
    expect(await api.user('POST', `/users/${id}/lock`)).toMatchObject({
      locked: true,
      lockout_expires_in_seconds: 3600,
    });
    time += 60_000;
    expect((await api.user('GET', `/users/${id}`)).lockout_expires_in_seconds).toBe(3540);
    time += 3_600_000;
    expect(await api.user('GET', `/users/${id}`)).toMatchObject({
      locked: false,
      lockout_expires_in_seconds: null,
    });
  });

  test('a hundred wrong passwords lock the account', async () => {
    const { id } = await create({ password: 'the right password' });
    const verify = (password: string) =>
      api.call('POST', `/users/${id}/verify_password`, { body: { password } });
    for (let attempt = 0; attempt < 99; attempt += 1) await verify('wrong');
    expect(await api.user('GET', `/users/${id}`)).toMatchObject({
      verification_attempts_remaining: 1,
      locked: false,
    });
    await verify('wrong');
    expect(await api.user('GET', `/users/${id}`)).toMatchObject({
      verification_attempts_remaining: 0,
      locked: true,
    });
    expect(await api.user('POST', `/users/${id}/unlock`)).toMatchObject({
      verification_attempts_remaining: 100,
      locked: false,
    });
  });

  test('up to fifty users are banned at once, all or none', async () => {
    const two = [await create(), await create()].map((user) => user.id);
    const reply = await api.call('POST', '/users/ban', { body: { user_ids: two } });
    expect((reply.body as WireUser[]).every((user) => user.banned)).toBe(true);
    const mixed = { body: { user_ids: [two[0], 'user_nobody'] } };
    expect(await api.refusal('POST', '/users/unban', mixed)).toBe(
      '400 malformed_request_parameters:user_ids',
    );
    expect((await api.user('GET', `/users/${two[0] ?? ''}`)).banned).toBe(true);
    const many = { body: { user_ids: Array.from({ length: 51 }, () => two[0]) } };
    expect(await api.refusal('POST', '/users/ban', many)).toBe('400 bulk_size_exceeded');
    expect(await api.refusal('POST', '/users/ban', { body: {} })).toBe('422 form_param_missing:user_ids');
  });
});

describe('passwords', () => {
  const verify = (id: string, body: unknown) => ['POST', `/users/${id}/verify_password`, { body }] as const;

  test('are verified', async () => {
    const { id } = await create({ password: 'the right password' });
    expect((await api.call(...verify(id, { password: 'the right password' }))).body).toEqual({
      verified: true,
    });
    expect(await api.refusal(...verify(id, { password: 'wrong' }))).toBe('422 incorrect_password:password');
    expect(await api.refusal(...verify(id, {}))).toBe('422 form_param_missing:password');
    expect((await api.user('POST', `/users/${id}/remove_password`)).password_enabled).toBe(false);
    expect(await api.refusal(...verify(id, { password: 'x' }))).toBe('400 no_password_set');
    const made = await api.find((user) => user.password_enabled && user.last_sign_in_at !== null);
    expect((await api.call(...verify(made.id, { password: demoPassword }))).status).toBe(200);
  });

  test('are marked as compromised, which may end the sessions', async () => {
    const { id } = await create({ password: 'the right password' });
    await api.answer('POST', '/sessions', { body: { user_id: id } });
    const active = async () =>
      (await api.answer('GET', '/sessions', { query: { user_id: id, status: 'active' } })) as unknown[];
    const mark = (body: object) => api.call('POST', `/users/${id}/password/set_compromised`, { body });
    expect((await mark({})).status).toBe(200);
    expect(await active()).toHaveLength(1);
    expect((await mark({ revoke_all_sessions: null })).status).toBe(200);
    expect(await active()).toHaveLength(1);
    expect((await mark({ revoke_all_sessions: true })).status).toBe(200);
    expect(await active()).toHaveLength(0);
    expect((await api.user('POST', `/users/${id}/password/unset_compromised`)).password_enabled).toBe(true);
    const { id: without } = await create();
    for (const action of ['set_compromised', 'unset_compromised']) {
      expect(await api.refusal('POST', `/users/${without}/password/${action}`)).toBe('400 no_password_set');
    }
  });

  test('may be leaked ones when the checks are skipped, or come as digests', async () => {
    expect((await create({ password: 'password', skip_password_checks: true })).password_enabled).toBe(true);
    const password_digest = createHash('sha256').update('from elsewhere').digest('hex');
    const { id } = await create({ password_digest, password_hasher: 'sha256' });
    expect((await api.call(...verify(id, { password: 'from elsewhere' }))).status).toBe(200);
    expect(await api.refusal(...verify(id, { password: password_digest }))).toBe(
      '422 incorrect_password:password',
    );
  });
});

describe('second factors', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const codeAt = (at: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
  const verify = (id: string, code: string) =>
    ['POST', `/users/${id}/verify_totp`, { body: { code } }] as const;

  test('codes of now and of a step to either side fit, older ones do not', async () => {
    const { id } = await create({ totp_secret: secret });
    for (const shift of [-30_000, 0, 30_000]) {
      expect((await api.call(...verify(id, codeAt(time + shift)))).body).toEqual({
        verified: true,
        code_type: 'totp',
      });
    }
    expect(await api.refusal(...verify(id, codeAt(time - 90_000)))).toBe('422 totp_incorrect_code:code');
    expect(await api.refusal(...verify(id, '12345'))).toBe('422 totp_invalid_length:code');
    expect(await api.refusal(...verify(id, '1234567'))).toBe('422 totp_invalid_length:code');
    expect(await api.refusal('POST', `/users/${id}/verify_totp`, { body: {} })).toBe(
      '422 form_param_missing:code',
    );
    const other = await create();
    expect(await api.refusal(...verify(other.id, '123456'))).toBe('400 totp_disabled');
  });

  test('RFC 6238’s own vector fits', async () => {
    const { id } = await create({ totp_secret: Secret.fromLatin1('12345678901234567890').base32 });
    const then = time;
    time = 1_111_111_109_000;
    // The RFC's eight digits are 07081804; six are its last six.
    expect((await api.call(...verify(id, '081804'))).status).toBe(200);
    time = then;
  });

  test('a backup code is used up', async () => {
    const { id } = await create({ totp_secret: secret, backup_codes: ['aaaa1111', 'bbbb2222'] });
    expect((await api.call(...verify(id, 'aaaa1111'))).body).toEqual({
      verified: true,
      code_type: 'backup_code',
    });
    expect(await api.refusal(...verify(id, 'aaaa1111'))).toBe('422 totp_incorrect_code:code');
    await api.call(...verify(id, 'bbbb2222'));
    expect((await api.user('GET', `/users/${id}`)).backup_code_enabled).toBe(false);
  });

  test('go one by one, or all at once, and the time of it stays', async () => {
    const { id } = await create({ totp_secret: secret, backup_codes: ['aaaa1111'] });
    const path = `/users/${id}`;
    const enabledAt = (await api.user('GET', path)).mfa_enabled_at;
    expect((await api.call('DELETE', `${path}/backup_code`)).body).toEqual({ user_id: id });
    expect(await api.refusal('DELETE', `${path}/backup_code`)).toBe('404 resource_not_found');
    time += 1000;
    await api.call('DELETE', `${path}/totp`);
    expect(await api.user('GET', path)).toMatchObject({
      totp_enabled: false,
      two_factor_enabled: false,
      mfa_enabled_at: enabledAt,
      mfa_disabled_at: time,
    });
    expect(await api.refusal('DELETE', `${path}/totp`)).toBe('404 resource_not_found');

    const withPhone = await api.find((user) =>
      user.phone_numbers.some((phone) => phone.reserved_for_second_factor),
    );
    expect((await api.call('DELETE', `/users/${withPhone.id}/mfa`)).body).toEqual({ user_id: withPhone.id });
    expect((await api.user('GET', `/users/${withPhone.id}`)).two_factor_enabled).toBe(false);
  });

  test('POST …/totp is gone, as at Clerk, unless asked for', async () => {
    const { id } = await create();
    const gone = await api.call('POST', `/users/${id}/totp`, { judge: false });
    expect([gone.status, gone.body]).toEqual([405, undefined]);
    const older = await startDemoApi({ users: 1, totpEndpoint: true });
    const user = await older.user('POST', '/users', { email_address: ['totp@acme.com'] });
    const reply = await older.call('POST', `/users/${user.id}/totp`, { judge: false });
    const totp = reply.body as { secret: string; uri: string };
    expect(totp).toMatchObject({ object: 'totp', verified: false, backup_codes: null });
    expect(totp.uri).toMatch(/^otpauth:\/\/totp\/.*totp%40acme\.com\?.*secret=/);
    const code = new TOTP({ secret: Secret.fromBase32(totp.secret) }).generate();
    expect((await older.call('POST', `/users/${user.id}/verify_totp`, { body: { code } })).status).toBe(200);
    await older.server.close();
  });
});

describe('what is linked to a user', () => {
  test('is deleted by its id, once', async () => {
    const user = await api.find(
      (each) => each.external_accounts.length > 0 && each.email_addresses[0]?.linked_to.length === 1,
    );
    const path = `/users/${user.id}/external_accounts/${user.external_accounts[0]?.id ?? ''}`;
    expect((await api.call('DELETE', path)).body).toMatchObject({
      deleted: true,
      id: user.external_accounts[0]?.id,
    });
    expect((await api.user('GET', `/users/${user.id}`)).email_addresses[0]?.linked_to).toEqual([]);
    expect(await api.refusal('DELETE', path)).toBe('404 resource_not_found');
    // The identification behind the account is not the account.
    const other = await api.find((each) => each.external_accounts.length > 0);
    const wrong = other.external_accounts[0]?.identification_id ?? '';
    expect(await api.refusal('DELETE', `/users/${other.id}/external_accounts/${wrong}`)).toBe(
      '404 resource_not_found',
    );
  });

  test('an unknown provider has no tokens, a known one an empty list', async () => {
    const { id } = await create();
    expect((await api.call('GET', `/users/${id}/oauth_access_tokens/oauth_github`)).body).toEqual([]);
    expect(await api.refusal('GET', `/users/${id}/oauth_access_tokens/oauth_myspace`)).toBe(
      '404 oauth_token_provider_not_enabled',
    );
  });

  test('memberships and invitations come in pages', async () => {
    type Page = { data: { id: string; status?: string }[]; total_count: number };
    let [longest, withMany] = [0, ''];
    for (const { id } of await api.users({ limit: 400 })) {
      const { total_count } = (await api.call('GET', `/users/${id}/organization_memberships`)).body as Page;
      if (total_count > longest) [longest, withMany] = [total_count, id];
    }
    expect(longest).toBeGreaterThan(10);
    const path = `/users/${withMany}/organization_memberships`;
    const all = (await api.call('GET', path, { query: { limit: 100 } })).body as Page;
    const first = (await api.call('GET', path)).body as Page;
    const second = (await api.call('GET', path, { query: { offset: 10 } })).body as Page;
    expect(first.data).toHaveLength(10);
    expect([...first.data, ...second.data].map((each) => each.id)).toEqual(all.data.map((each) => each.id));
    expect(
      await api.refusal('GET', `/users/${withMany}/organization_invitations`, { query: { status: 'lost' } }),
    ).toBe('422 form_param_value_invalid:status');
  });
});
