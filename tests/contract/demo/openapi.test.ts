/**
 * Every operation's answers, successes and refusals, are held to Clerk's OpenAPI description. The client
 * in the harness judges each answer; here each operation is made to give every kind that it has.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPassword } from '../../../electron/demo/population/generated-record.ts';
import { operationRoutes } from '../../../electron/demo/operations/operations.ts';
import { announceClerkOpenApi, loadClerkOpenApi } from '../../harness/clerk-openapi.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';
import { wholeImages } from '../../harness/whole-images.ts';

const description = loadClerkOpenApi();
let api: DemoApi;

// Here and not in beforeAll, which does not run where every test is skipped.
announceClerkOpenApi("The demo server's answers", description);

beforeAll(async () => {
  api = await startDemoApi({ users: 2000 });
});

afterAll(() => api.server.close());

const nobody = 'user_2000000000000000000000000';
const routes = operationRoutes({ totpEndpoint: false });

async function useIdentifiers(user_id: string): Promise<void> {
  for (const [kind, one, other] of [
    ['email_address', 'more@example.com', 'instead@example.com'],
    ['phone_number', '+15550000002', '+15550000003'],
  ] as const) {
    const plural = kind === 'email_address' ? '/email_addresses' : '/phone_numbers';
    const body = { user_id, [kind]: one, verified: true };
    const { id } = (await api.answer('POST', plural, { body })) as { id: string };
    await api.answer('GET', `${plural}/${id}`);
    await api.answer('PATCH', `${plural}/${id}`, { body: { primary: true } });
    await api.answer('DELETE', `${plural}/${id}`);
    for (const identification_status of ['verified', 'reserved', 'unverified']) {
      const replacement = { body: { [kind]: other, identification_status } };
      await api.answer('PUT', `/users/${user_id}/${kind}`, replacement);
    }
  }
}

async function useSessionsAndLinks(user_id: string): Promise<void> {
  for (const { id } of await api.users({ limit: 200 })) {
    await api.answer('GET', '/sessions', { query: { user_id: id } });
  }
  const session = (await api.answer('POST', '/sessions', { body: { user_id } })) as { id: string };
  await api.answer('GET', `/sessions/${session.id}`);
  await api.answer('POST', `/sessions/${session.id}/revoke`);
  for (const [path, body] of [
    ['/sign_in_tokens', { user_id, expires_in_seconds: 60 }],
    ['/actor_tokens', { user_id, actor: { sub: 'ops@acme.com' } }],
  ] as const) {
    const { id } = (await api.answer('POST', path, { body })) as { id: string };
    await api.answer('POST', `${path}/${id}/revoke`);
  }
}

describe.skipIf(description === null)('against the description', () => {
  test('operations carry the names that the description gives them', () => {
    for (const [route, operation] of Object.entries(routes)) {
      const [method = '', path = ''] = route.split(' ');
      expect(description?.operationId(method, path), route).toBe(operation.name);
    }
  });

  test('a wrong answer is noticed', () => {
    const problems = description?.responseProblems({
      method: 'GET',
      path: '/users/x',
      status: 200,
      body: { id: 1 },
    });
    expect(problems).not.toEqual([]);
  });

  test('each of 2,000 made-up users', async () => {
    for (let offset = 0; offset < 2000; offset += 500) {
      expect(await api.users({ limit: 500, offset })).toHaveLength(500);
    }
  });

  test('every operation on a user refuses an unknown one', async () => {
    for (const route of Object.keys(routes)) {
      const [method = '', template = ''] = route.split(' ');
      if (!template.includes('{user_id}')) continue;
      const path = template
        .replace('{user_id}', nobody)
        .replace('{provider}', 'oauth_google')
        .replaceAll(/\{.*?\}/g, 'idn_x');
      const body = method === 'POST' || method === 'PATCH' || method === 'PUT' ? { body: {} } : {};
      expect(await api.refusal(method, path, body), route).toBe('404 resource_not_found');
    }
  });

  test('every operation refuses a wrong key', async () => {
    for (const route of Object.keys(routes)) {
      const [method = '', template = ''] = route.split(' ');
      const refused = api.refusal(method, template.replaceAll(/\{.*?\}/g, 'x'), {
        headers: { authorization: 'Bearer sk_test_x' },
      });
      expect(await refused, route).toBe('401 clerk_key_invalid');
    }
  });

  test('every operation succeeds', async () => {
    api.server.stats.reset();
    const created = await api.user('POST', '/users', {
      email_address: ['ada@example.com', 'ada.reserved@example.com'],
      email_address_identification_status: ['verified', 'reserved'],
      phone_number: ['+15550000001'],
      web3_wallet: ['0x00000000000000000000000000000000000000aa'],
      username: 'ada_l',
      password: 'a long enough password',
      totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      backup_codes: ['11112222', '33334444'],
      public_metadata: { plan: 'pro' },
      banned: true,
      locked: true,
    });
    const path = `/users/${created.id}`;
    await api.call('GET', '/instance');
    await api.call('GET', '/domains');
    await api.count({ query: 'ada' });
    await api.user('GET', path);
    await api.user('PATCH', path, { first_name: 'Ada', created_at: '2020-01-01T00:00:00Z' });
    await api.user('PATCH', `${path}/metadata`, {
      public_metadata: { a: 1 },
      private_metadata: {},
      unsafe_metadata: { b: [] },
    });
    await api.user('PUT', `${path}/metadata`, { public_metadata: {} });
    for (const action of ['ban', 'unban', 'lock', 'unlock']) await api.user('POST', `${path}/${action}`);
    await api.call('POST', '/users/ban', { body: { user_ids: [created.id] } });
    await api.call('POST', '/users/unban', { body: { user_ids: [created.id] } });
    const form = new FormData();
    form.set('file', new Blob([wholeImages.gif.bytes]), 'a.gif');
    expect((await api.call('POST', `${path}/profile_image`, { body: form })).status).toBe(200);
    await api.user('DELETE', `${path}/profile_image`);
    expect(
      (await api.call('POST', `${path}/verify_password`, { body: { password: 'a long enough password' } }))
        .status,
    ).toBe(200);
    for (const action of ['set_compromised', 'unset_compromised']) {
      await api.user('POST', `${path}/password/${action}`);
    }
    expect((await api.call('POST', `${path}/verify_totp`, { body: { code: '11112222' } })).status).toBe(200);
    await api.user('POST', `${path}/remove_password`);
    for (const part of ['backup_code', 'totp', 'mfa', `web3_wallets/${created.web3_wallets[0]?.id ?? ''}`]) {
      expect((await api.call('DELETE', `${path}/${part}`)).status, part).toBe(200);
    }
    const linked = await api.find((user) => user.external_accounts.length > 1 && user.scim === null);
    for (const account of linked.external_accounts) {
      const tokens = `/users/${linked.id}/oauth_access_tokens/${account.provider}`;
      const reply = await api.call('GET', tokens);
      expect(reply.body).toHaveLength(1);
      // The description has no shape for the paginated form of it.
      const page = await api.call('GET', tokens, { query: { paginated: true }, judge: false });
      expect(page.body).toEqual({
        data: [expect.objectContaining({ provider: account.provider })],
        total_count: 1,
      });
      await api.call('DELETE', `/users/${linked.id}/external_accounts/${account.id}`);
    }
    const withPasskey = await api.find((user) => user.passkeys.length > 0);
    await api.call('DELETE', `/users/${withPasskey.id}/passkeys/${withPasskey.passkeys[0]?.id ?? ''}`);
    for (const { id } of await api.users({ limit: 60 })) {
      await api.call('GET', `/users/${id}/organization_memberships`, { query: { limit: 100 } });
      await api.call('GET', `/users/${id}/organization_invitations`, { query: { limit: 100 } });
    }
    await useIdentifiers(created.id);
    await useSessionsAndLinks(created.id);
    expect((await api.call('DELETE', path)).status).toBe(200);

    expect(Object.keys(api.server.stats.byStatus)).toEqual(['200']);
    const missing = Object.values(routes).filter(
      (operation) => api.server.stats.byOperation[operation.name] === undefined,
    );
    expect(missing.map((operation) => operation.name)).toEqual([]);
  });

  test('the users of the population can sign in with the password of the demo', async () => {
    const { id } = await api.find((user) => user.password_enabled);
    const reply = await api.call('POST', `/users/${id}/verify_password`, {
      body: { password: demoPassword },
    });
    expect(reply.body).toEqual({ verified: true });
  });
});
