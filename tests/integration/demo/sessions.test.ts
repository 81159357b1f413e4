/** Sessions, and the links that start one: what they are, what ends them, and each refusal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireActorToken, WireSession, WireSignInToken } from '../../../electron/demo/wire-sessions.ts';
import type { WireUser } from '../../../electron/demo/wire.ts';
import { startDemoApi, type DemoApi, type DemoCall } from '../../harness/demo-api.ts';

let time = Date.UTC(2026, 10, 23, 12);
const yearMs = 365 * 86_400_000;
let api: DemoApi;
let everybody: WireUser[];

beforeAll(async () => {
  api = await startDemoApi({ users: 500, clock: { now: () => time } });
  everybody = await api.users({ limit: 500 });
});

afterAll(() => api.server.close());

const sessionsOf = async (userId: string, query: DemoCall['query'] = {}) =>
  (await api.answer('GET', '/sessions', {
    query: { user_id: userId, limit: 500, ...query },
  })) as WireSession[];
const start = async (userId: string) =>
  (await api.answer('POST', '/sessions', { body: { user_id: userId } })) as WireSession;

async function withSessions(wanted: (sessions: WireSession[], user: WireUser) => boolean): Promise<WireUser> {
  for (const user of everybody) if (wanted(await sessionsOf(user.id), user)) return user;
  throw new Error('No such user in the population');
}

let created = 0;
async function createWithSessions(count: number): Promise<WireUser> {
  created += 1;
  const user = await api.user('POST', '/users', {
    email_address: [`signed.in${created}@acme.com`],
    password: 'a long enough password',
  });
  for (let place = 0; place < count; place += 1) await start(user.id);
  return user;
}

describe('sessions of made-up users', () => {
  test('are none to five, newest first, the same each time, and each found by its id', async () => {
    const counts = new Set<number>();
    const seen = new Set<string>();
    const statuses = new Set<string>();
    let impersonated = 0;
    let unknown = 0;
    for (const user of everybody) {
      const sessions = await sessionsOf(user.id);
      counts.add(sessions.length);
      const times = sessions.map((session) => session.created_at);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(times[0] ?? null).toBe(user.last_sign_in_at);
      for (const session of sessions) {
        expect(session.user_id).toBe(user.id);
        expect(session.last_active_at).toBeGreaterThanOrEqual(session.created_at);
        expect(session.last_active_at).toBeLessThanOrEqual(time);
        seen.add(session.id);
        statuses.add(session.status);
        if (session.actor !== null) impersonated += 1;
        if (session.latest_activity === null) unknown += 1;
        else {
          expect(session.latest_activity.ip_address).toMatch(
            /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8::[0-9a-f]+$/,
          );
        }
        if (user.banned) expect(['revoked', 'expired']).toContain(session.status);
      }
    }
    expect([...counts].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...statuses].sort()).toEqual([
      'abandoned',
      'active',
      'ended',
      'expired',
      'removed',
      'replaced',
      'revoked',
    ]);
    expect(impersonated).toBeGreaterThan(5);
    expect(unknown).toBeGreaterThan(5);
    const several = await sessionsOf((await withSessions((sessions) => sessions.length > 3)).id);
    expect(seen.size).toBeGreaterThan(700);
    for (const session of several)
      expect(await api.answer('GET', `/sessions/${session.id}`)).toEqual(session);
  });

  test('come in pages, as a list or with the total, by status and by client', async () => {
    const user = await withSessions((sessions) => sessions.length > 3);
    const all = await sessionsOf(user.id);
    const part = await sessionsOf(user.id, { limit: 2, offset: 1 });
    expect(part).toEqual(all.slice(1, 3));
    // The description has no shape for the paginated form.
    const query = { user_id: user.id, limit: 2, paginated: true };
    expect((await api.call('GET', '/sessions', { query, judge: false })).body).toEqual({
      data: all.slice(0, 2),
      total_count: all.length,
    });
    const active = await sessionsOf(user.id, { status: 'active' });
    expect(active).toEqual(all.filter((session) => session.status === 'active'));
    const byClient = await api.answer('GET', '/sessions', { query: { client_id: all[1]?.client_id ?? '' } });
    expect(byClient).toEqual([all[1]]);
    expect(await sessionsOf('user_2000000000000000000000000')).toEqual([]);
  });

  test('are refused without a user or a client, and for a status that is none', async () => {
    expect(await api.refusal('GET', '/sessions')).toBe('400 missing_query_parameter');
    const query = { user_id: everybody[0]?.id ?? '', status: 'lost' };
    expect(await api.refusal('GET', '/sessions', { query })).toBe('422 form_param_value_invalid:status');
    for (const id of ['sess_x', everybody[0]?.id ?? '']) {
      expect(await api.refusal('GET', `/sessions/${id}`)).toBe('404 resource_not_found');
      expect(await api.refusal('POST', `/sessions/${id}/revoke`)).toBe('404 resource_not_found');
    }
  });

  test('run out', async () => {
    const user = await withSessions((sessions) => sessions.some((session) => session.status === 'active'));
    const before = await sessionsOf(user.id, { status: 'active' });
    time += yearMs;
    const after = await sessionsOf(user.id);
    time -= yearMs;
    for (const { id } of before) expect(after.find((session) => session.id === id)?.status).toBe('expired');
  });
});

describe('a session', () => {
  test('is revoked alone, without a change of the user', async () => {
    const user = await withSessions(
      (sessions) => sessions.filter((session) => session.status === 'active').length > 1,
    );
    const before = await sessionsOf(user.id);
    const one = before.find((session) => session.status === 'active');
    time += 1000;
    const revoked = await api.answer('POST', `/sessions/${one?.id ?? ''}/revoke`);
    expect(revoked).toEqual({ ...one, status: 'revoked', updated_at: time });
    expect(await sessionsOf(user.id)).toEqual(before.map((each) => (each.id === one?.id ? revoked : each)));
    expect(await api.user('GET', `/users/${user.id}`)).toEqual(user);
  });

  test('ends with a ban, one by one or many at once, and no unban brings it back', async () => {
    for (const ban of ['one', 'many']) {
      const user = await createWithSessions(2);
      if (ban === 'one') await api.user('POST', `/users/${user.id}/ban`);
      else await api.answer('POST', '/users/ban', { body: { user_ids: [user.id] } });
      expect((await sessionsOf(user.id)).map((session) => session.status)).toEqual(['revoked', 'revoked']);
      await api.user('POST', `/users/${user.id}/unban`);
      expect(await sessionsOf(user.id, { status: 'active' })).toEqual([]);
    }
  });

  test('outlives a lock', async () => {
    const user = await createWithSessions(2);
    await api.user('POST', `/users/${user.id}/lock`);
    expect(await sessionsOf(user.id, { status: 'active' })).toHaveLength(2);
  });

  test('ends with a new password, or with none, only when that is asked for', async () => {
    const user = await createWithSessions(2);
    const path = `/users/${user.id}`;
    await api.user('PATCH', path, { password: 'another long password' });
    expect(await sessionsOf(user.id, { status: 'active' })).toHaveLength(2);
    const sign_out_of_other_sessions = true;
    expect(await api.refusal('PATCH', path, { body: { sign_out_of_other_sessions } })).toBe(
      '422 form_param_missing:password',
    );
    await api.user('PATCH', path, { password: 'one more long password', sign_out_of_other_sessions });
    expect(await sessionsOf(user.id, { status: 'active' })).toEqual([]);
    await start(user.id);
    await api.user('POST', `${path}/remove_password`, {});
    expect(await sessionsOf(user.id, { status: 'active' })).toHaveLength(1);
    // Without a password the user comes back as it was.
    const before = await api.user('GET', path);
    expect(await api.user('POST', `${path}/remove_password`, { sign_out_of_other_sessions })).toEqual(before);
    expect(await sessionsOf(user.id, { status: 'active' })).toEqual([]);
  });

  test('is gone with its user', async () => {
    const user = await createWithSessions(1);
    const made = await withSessions((sessions, each) => sessions.length > 0 && each.scim === null);
    for (const { id } of [user, made]) {
      const [session] = await sessionsOf(id);
      await api.answer('DELETE', `/users/${id}`);
      expect(await sessionsOf(id)).toEqual([]);
      expect(await api.refusal('GET', `/sessions/${session?.id ?? ''}`)).toBe('404 resource_not_found');
    }
    everybody = everybody.filter((each) => each.id !== made.id);
  });

  test('is started for tests only, in an organization of the user’s', async () => {
    const member = await withSessions((sessions) =>
      sessions.some((session) => session.last_active_organization_id !== null),
    );
    const [known] = await sessionsOf(member.id);
    const organizationId = (await sessionsOf(member.id)).find(
      (session) => session.last_active_organization_id !== null,
    )?.last_active_organization_id;
    const body = { user_id: member.id, active_organization_id: organizationId };
    const session = (await api.answer('POST', '/sessions', { body })) as WireSession;
    expect(session).toMatchObject({
      status: 'active',
      created_at: time,
      last_active_organization_id: organizationId,
    });
    expect((await sessionsOf(member.id)).slice(0, 2).map((each) => each.id)).toEqual([session.id, known?.id]);
    const stranger = await createWithSessions(0);
    expect(await api.refusal('POST', '/sessions', { body: { ...body, user_id: stranger.id } })).toBe(
      '422 form_resource_not_found:active_organization_id',
    );
    expect(await api.refusal('POST', '/sessions', { body: { user_id: 'user_x' } })).toBe(
      '404 resource_not_found',
    );
  });
});

/** The claims of a ticket, and where its link leads. */
function readTicket(token: { token?: string; url?: string | null }) {
  const [head = '', claims = '', signature = ''] = (token.token ?? '').split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'RS256', typ: 'JWT' });
  expect(signature.length).toBeGreaterThan(300);
  const url = new URL(token.url ?? '');
  expect(url.searchParams.get('ticket')).toBe(token.token);
  return {
    place: url.origin + url.pathname,
    claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>,
  };
}

describe('a sign-in token', () => {
  const createToken = async (body: object) =>
    (await api.answer('POST', '/sign_in_tokens', { body })) as WireSignInToken;

  test('has a link and lasts 30 days, or as long as is asked', async () => {
    const user_id = everybody[0]?.id ?? '';
    const token = await createToken({ user_id });
    expect(token).toMatchObject({ object: 'sign_in_token', status: 'pending', user_id, created_at: time });
    expect(token.id).toMatch(/^sit_2[0-9A-Za-z]{26}$/);
    const { place, claims } = readTicket(token);
    expect(place).toBe('https://lively-lynx-42.clerk.accounts.dev/v1/tickets/accept');
    expect(claims).toEqual({
      exp: Math.floor(time / 1000) + 30 * 86_400,
      iid: api.server.instanceId,
      sid: token.id,
      st: 'sign_in_token',
    });
    const short = readTicket(await createToken({ user_id, expires_in_seconds: 60 }));
    expect(short.claims['exp']).toBe(Math.floor(time / 1000) + 60);
  });

  test('is revoked once, and its link is not told again', async () => {
    const token = await createToken({ user_id: everybody[1]?.id ?? '' });
    time += 1000;
    const path = `/sign_in_tokens/${token.id}/revoke`;
    const revoked = (await api.answer('POST', path)) as WireSignInToken;
    expect(revoked).toMatchObject({ id: token.id, status: 'revoked', url: null, updated_at: time });
    expect(revoked).not.toHaveProperty('token');
    expect(await api.refusal('POST', path)).toBe('400 sign_in_token_cannot_be_revoked_code');
    expect(await api.refusal('POST', '/sign_in_tokens/sit_x/revoke')).toBe('404 resource_not_found');
  });

  test('is refused for nobody, for no time, and for an organization of others', async () => {
    const refuse = (body: object) => api.refusal('POST', '/sign_in_tokens', { body });
    const user_id = (await createWithSessions(0)).id;
    expect(await refuse({})).toBe('422 form_param_missing:user_id');
    expect(await refuse({ user_id: 'user_x' })).toBe('404 resource_not_found');
    expect(await refuse({ user_id, expires_in_seconds: 0 })).toBe(
      '422 form_param_value_invalid:expires_in_seconds',
    );
    expect(await refuse({ user_id, org_id: 'org_x' })).toBe('403 not_a_member_in_organization');
  });
});

describe('an actor token', () => {
  const createToken = async (body: object) =>
    (await api.answer('POST', '/actor_tokens', { body })) as WireActorToken;
  const actor = { sub: 'ops@acme.com', note: 'Ticket 4711' };

  test('keeps what is said of the actor, and lasts an hour', async () => {
    const user_id = everybody[0]?.id ?? '';
    const token = await createToken({ user_id, actor, session_max_duration_in_seconds: 600 });
    expect(token).toMatchObject({ object: 'actor_token', status: 'pending', user_id, actor });
    expect(token.id).toMatch(/^act_2[0-9A-Za-z]{26}$/);
    expect(readTicket(token).claims).toMatchObject({
      exp: Math.floor(time / 1000) + 3600,
      st: 'actor_token',
    });
  });

  test('is revoked once', async () => {
    const token = await createToken({ user_id: everybody[0]?.id ?? '', actor, expires_in_seconds: 5 });
    const path = `/actor_tokens/${token.id}/revoke`;
    // One that has run out is still pending.
    time += 60_000;
    const revoked = (await api.answer('POST', path)) as WireActorToken;
    expect(revoked).toMatchObject({ id: token.id, status: 'revoked', actor, updated_at: time });
    expect(revoked).not.toHaveProperty('url');
    expect(await api.refusal('POST', path)).toBe('400 actor_token_cannot_be_revoked_code');
    expect(await api.refusal('POST', '/actor_tokens/act_x/revoke')).toBe('404 resource_not_found');
  });

  test('is refused without an actor, for nobody and for no time', async () => {
    const refuse = (body: object) => api.refusal('POST', '/actor_tokens', { body });
    const user_id = everybody[0]?.id ?? '';
    expect(await refuse({ user_id })).toBe('422 form_param_missing:actor');
    expect(await refuse({ user_id, actor: {} })).toBe('422 form_param_missing:actor.sub');
    expect(await refuse({ user_id: 'user_x', actor })).toBe('404 resource_not_found');
    expect(await refuse({ user_id, actor, session_max_duration_in_seconds: 0 })).toBe(
      '422 form_param_value_invalid:session_max_duration_in_seconds',
    );
    expect(await refuse({ user_id, actor, reason: 'x' })).toBe('422 form_param_unknown:reason');
  });
});
