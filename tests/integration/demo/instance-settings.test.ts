/** What an instance has switched off, requires or lacks in its plan, as the options of the server say. */
import { afterEach, describe, expect, test } from 'vitest';
import type { DemoServerOptions } from '../../../electron/demo/start-demo-server.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';

const running: DemoApi[] = [];

async function start(options: DemoServerOptions): Promise<DemoApi> {
  const api = await startDemoApi({ users: 300, ...options });
  running.push(api);
  return api;
}

afterEach(async () => {
  for (const api of running.splice(0)) await api.server.close();
});

test('a plan without bans refuses them with 402 and the name of the feature', async () => {
  const api = await start({ unsupportedFeatures: ['ban_user'] });
  const user = await api.find((each) => !each.banned);
  const reply = await api.call('POST', `/users/${user.id}/ban`);
  expect(reply.status).toBe(402);
  expect(reply.body).toMatchObject({
    errors: [
      {
        code: 'unsupported_subscription_plan_features',
        meta: { unsupported_features: ['ban_user'] },
      },
    ],
  });
  const refusal = '402 unsupported_subscription_plan_features';
  expect(await api.refusal('POST', `/users/${user.id}/unban`)).toBe(refusal);
  for (const path of ['/users/ban', '/users/unban']) {
    expect(await api.refusal('POST', path, { body: { user_ids: [user.id] } })).toBe(refusal);
  }
  const body = { username: 'banned_at_once', banned: true };
  expect(await api.refusal('POST', '/users', { body })).toBe(refusal);
  expect(await api.user('GET', `/users/${user.id}`)).toEqual(user);
  // Locking and impersonation are features of their own.
  expect((await api.user('POST', `/users/${user.id}/lock`)).locked).toBe(true);
  await api.answer('POST', '/actor_tokens', { body: { user_id: user.id, actor: { sub: 'x' } } });
});

test('a plan without impersonation, and one with a limit to it', async () => {
  const without = await start({ unsupportedFeatures: ['impersonation'] });
  const limited = await start({ impersonationLimit: 1 });
  const body = async (api: DemoApi) => ({
    body: { user_id: (await api.users({ limit: 1 }))[0]?.id, actor: { sub: 'ops' } },
  });
  expect(await without.refusal('POST', '/actor_tokens', await body(without))).toBe(
    '402 unsupported_subscription_plan_features',
  );
  await limited.answer('POST', '/actor_tokens', await body(limited));
  const reply = await limited.call('POST', '/actor_tokens', await body(limited));
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({
    errors: [{ code: 'impersonation_limit_exceeded', meta: { limit: 1, used: 1 } }],
  });
});

test('without lockout nobody is locked, and nobody can be', async () => {
  const locked = await (await start({})).find((each) => each.locked);
  const api = await start({ lockout: false });
  const path = `/users/${locked.id}`;
  expect(await api.refusal('POST', `${path}/lock`)).toBe('403 feature_not_enabled');
  expect(await api.refusal('POST', `${path}/unlock`)).toBe('403 feature_not_enabled');
  expect(await api.refusal('POST', '/users', { body: { username: 'locked_at_once', locked: true } })).toBe(
    '403 feature_not_enabled',
  );
  expect(await api.user('GET', path)).toMatchObject({
    locked: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
  });
});

test('without organizations, asking for them is refused', async () => {
  const api = await start({ organizations: false });
  const [user] = await api.users({ limit: 1 });
  const off = '403 organization_not_enabled_in_instance';
  const path = `/users/${user?.id ?? ''}`;
  expect(await api.refusal('GET', `${path}/organization_memberships`)).toBe(off);
  expect(await api.refusal('GET', `${path}/organization_invitations`)).toBe(off);
  const body = { user_id: user?.id, org_id: 'org_x' };
  expect(await api.refusal('POST', '/sign_in_tokens', { body })).toBe(off);
  // Who exists is said first.
  expect(await api.refusal('GET', '/users/user_x')).toBe('404 resource_not_found');
});

test('fields that are switched off are unknown', async () => {
  const api = await start({ disabledFields: ['phone_number', 'username'] });
  const [user] = await api.users({ limit: 1 });
  const user_id = user?.id ?? '';
  const number = '+15557771234';
  const body = { email_address: ['fine@acme.com'], phone_number: [number], username: 'not_fine' };
  expect(await api.refusal('POST', '/users', { body })).toBe(
    '422 form_param_unknown:phone_number form_param_unknown:username',
  );
  expect(await api.refusal('PATCH', `/users/${user_id}`, { body: { username: 'not_fine' } })).toBe(
    '422 form_param_unknown:username',
  );
  const off = '422 form_param_unknown:phone_number';
  expect(await api.refusal('POST', '/phone_numbers', { body: { user_id, phone_number: number } })).toBe(off);
  expect(await api.refusal('PUT', `/users/${user_id}/phone_number`, { body: { phone_number: number } })).toBe(
    off,
  );
  await api.user('POST', '/users', { email_address: ['fine@acme.com'] });
});

describe('fields that are required', () => {
  const requiredFields = ['email_address', 'username', 'password', 'legal_accepted_at'];

  test('must be there, unless the request does without them in words', async () => {
    const api = await start({ requiredFields });
    const reply = await api.call('POST', '/users', { body: { phone_number: ['+15557771234'] } });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({
      errors: [{ code: 'form_data_missing', meta: { param_names: requiredFields } }],
    });
    const partial = { email_address: ['a@acme.com'], username: 'all_there' };
    const missing = await api.call('POST', '/users', {
      body: { ...partial, skip_legal_checks: true },
    });
    expect(missing.body).toMatchObject({ errors: [{ meta: { param_names: ['password'] } }] });
    await api.user('POST', '/users', {
      ...partial,
      skip_legal_checks: true,
      skip_password_requirement: true,
    });
    await api.user('POST', '/users', {
      phone_number: ['+15557771234'],
      skip_user_requirement: true,
      password: 'a long enough password',
      legal_accepted_at: '2026-01-01T00:00:00Z',
    });
  });

  test('are not taken away from a user', async () => {
    const api = await start({ requiredFields });
    const user = await api.user('POST', '/users', {
      email_address: ['only@acme.com'],
      username: 'has_both',
      password: 'a long enough password',
      legal_accepted_at: '2026-01-01T00:00:00Z',
    });
    expect(await api.refusal('DELETE', `/email_addresses/${user.email_addresses[0]?.id ?? ''}`)).toBe(
      '400 last_required_identification_deletion_failed',
    );
    expect(await api.refusal('PATCH', `/users/${user.id}`, { body: { username: '' } })).toBe(
      '422 form_param_missing:username',
    );
  });
});

test('the newest user has as many memberships and invitations as are asked for', async () => {
  const api = await start({ memberships: 620, invitations: 505 });
  const [user] = await api.users({ limit: 1 });
  for (const [path, count] of [
    ['organization_memberships', 620],
    ['organization_invitations', 505],
  ] as const) {
    const page = async (offset: number) =>
      (await api.answer('GET', `/users/${user?.id ?? ''}/${path}`, {
        query: { limit: 500, offset },
      })) as { data: { id: string; organization?: { slug: string } }[]; total_count: number };
    const [first, second] = [await page(0), await page(500)];
    expect([first.total_count, first.data.length, second.data.length]).toEqual([count, 500, count - 500]);
    expect(new Set([...first.data, ...second.data].map((each) => each.id)).size).toBe(count);
  }
  const plain = await start({});
  const others = async (from: DemoApi) =>
    Promise.all(
      (await from.users({ limit: 40, offset: 1 })).map(async ({ id }) => {
        const body = await from.answer('GET', `/users/${id}/organization_memberships`, {
          query: { limit: 100 },
        });
        return (body as { data: { organization: { id: string } }[] }).data.map(
          (each) => each.organization.id,
        );
      }),
    );
  expect(await others(api)).toEqual(await others(plain));
});

test('a production instance starts no sessions for tests, and its links lead to its own domain', async () => {
  const api = await start({ environment: 'production' });
  const [user] = await api.users({ limit: 1 });
  const body = { user_id: user?.id };
  expect(await api.refusal('POST', '/sessions', { body })).toBe('400 request_invalid_for_environment');
  const token = (await api.answer('POST', '/sign_in_tokens', { body })) as { url: string };
  expect(token.url).toMatch(/^https:\/\/clerk\.roster-demo\.example\/v1\/tickets\/accept\?ticket=/);
});
