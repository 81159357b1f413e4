/** What updating and deleting do to a user, and each reason to refuse them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('updating', () => {
  test('changes what is sent, clears what is null, and moves updated_at each time', async () => {
    const user = await create({
      first_name: 'Ada',
      last_name: 'Byron',
      username: 'ada_b',
      external_id: 'e-1',
    });
    const path = `/users/${user.id}`;
    const first = await api.user('PATCH', path, { last_name: 'Lovelace', username: null });
    expect(first).toMatchObject({
      first_name: 'Ada',
      last_name: 'Lovelace',
      username: null,
      external_id: 'e-1',
    });
    expect(first.updated_at).toBeGreaterThan(user.updated_at);
    time += 5000;
    const second = await api.user('PATCH', path, {});
    expect(second.updated_at).toBe(time);
    expect(await api.user('PATCH', path, { external_id: null, first_name: null })).toMatchObject({
      external_id: null,
      first_name: null,
    });
  });

  test('keeps a user’s own identifiers its own', async () => {
    const user = await create({ username: 'own_name' });
    expect((await api.user('PATCH', `/users/${user.id}`, { username: 'own_name' })).username).toBe(
      'own_name',
    );
    const made = await api.find(
      (each) => each.username !== null && each.scim === null && each.last_sign_in_at !== null,
    );
    const refused = api.refusal('PATCH', `/users/${user.id}`, { body: { username: made.username } });
    expect(await refused).toBe('422 form_identifier_exists:username');
    await api.user('PATCH', `/users/${made.id}`, { username: 'given_up_by_it' });
    expect((await api.user('PATCH', `/users/${user.id}`, { username: made.username })).username).toBe(
      made.username,
    );
  });

  test('makes only what is verified and the user’s own primary', async () => {
    const user = await create({
      email_address: ['prim.one@acme.com', 'prim.two@acme.com', 'prim.three@acme.com'],
      email_address_identification_status: ['verified', 'verified', 'reserved'],
    });
    const path = `/users/${user.id}`;
    const [, second, third] = user.email_addresses;
    expect(
      (await api.user('PATCH', path, { primary_email_address_id: second?.id })).primary_email_address_id,
    ).toBe(second?.id);
    expect(await api.refusal('PATCH', path, { body: { primary_email_address_id: third?.id } })).toBe(
      '422 form_verification_needed:primary_email_address_id',
    );
    expect(await api.refusal('PATCH', path, { body: { primary_phone_number_id: 'idn_x' } })).toBe(
      '422 form_resource_not_found:primary_phone_number_id',
    );
    expect(await api.refusal('PATCH', path, { body: { profile_image_id: 'img_x' } })).toBe(
      '404 image_not_found',
    );
  });

  test('refuses metadata from version 2026-05-12 on, and replaces it before', async () => {
    const user = await create({ public_metadata: { a: 1 } });
    const path = `/users/${user.id}`;
    const body = { public_metadata: { b: 2 } };
    expect(await api.refusal('PATCH', path, { body })).toBe('422 form_param_unknown:public_metadata');
    const older = await api.call('PATCH', path, { body, headers: { 'clerk-api-version': '2025-11-10' } });
    expect(older.body).toMatchObject({ public_metadata: { b: 2 } });
    expect((older.body as WireUser).public_metadata).not.toHaveProperty('a');
  });

  test('leaves what a SCIM directory manages alone', async () => {
    const managed = await api.find((user) => user.scim !== null);
    const path = `/users/${managed.id}`;
    expect(await api.refusal('PATCH', path, { body: { first_name: 'X' } })).toBe(
      '409 attribute_managed_by_scim:first_name',
    );
    expect(await api.refusal('DELETE', path)).toBe('409 user_managed_by_scim');
    expect((await api.user('PATCH', path, { locale: 'de-DE' })).locale).toBe('de-DE');
  });

  test('moves the user in time', async () => {
    const user = await create();
    await api.user('PATCH', `/users/${user.id}`, { created_at: '1999-12-31T23:59:59Z' });
    expect((await api.users({ order_by: '+created_at', limit: 1 }))[0]?.id).toBe(user.id);
  });
});

describe('metadata', () => {
  test('merges by PATCH, replaces by PUT, keeps what is not sent', async () => {
    const user = await create({ public_metadata: { a: { x: 1 }, b: 1 }, private_metadata: { p: 1 } });
    const path = `/users/${user.id}/metadata`;
    const merged = await api.user('PATCH', path, { public_metadata: { a: { y: 2 }, b: null } });
    expect([merged.public_metadata, merged.private_metadata]).toEqual([{ a: { x: 1, y: 2 } }, { p: 1 }]);
    const replaced = await api.user('PUT', path, { public_metadata: { c: 1 }, unsafe_metadata: {} });
    expect([replaced.public_metadata, replaced.private_metadata, replaced.unsafe_metadata]).toEqual([
      { c: 1 },
      { p: 1 },
      {},
    ]);
  });

  test('comes back as it went', async () => {
    const text = '{"snake_case":1,"camelCase":2,"a-b":3,"__proto__":{"x":1},"":[null,1.5,"ü\\u0000"]}';
    const { id } = await create();
    await api.call('PATCH', `/users/${id}/metadata`, { body: `{"public_metadata":${text}}` });
    const back = await api.user('GET', `/users/${id}`);
    expect(JSON.stringify(back.public_metadata)).toBe(JSON.stringify(JSON.parse(text)));
  });

  test('is limited in what it holds after the merge, and takes no other field', async () => {
    const { id } = await create({ public_metadata: { a: 'x'.repeat(5000) } });
    const path = `/users/${id}/metadata`;
    expect(await api.refusal('PATCH', path, { body: { public_metadata: { b: 'x'.repeat(5000) } } })).toBe(
      '422 form_param_exceeds_allowed_size:public_metadata',
    );
    expect((await api.user('GET', `/users/${id}`)).public_metadata).not.toHaveProperty('b');
    expect(await api.refusal('PATCH', path, { body: { first_name: 'X' } })).toBe(
      '422 form_param_unknown:first_name',
    );
  });
});

describe('deleting', () => {
  test('says what is gone, and it is gone', async () => {
    const user = await create({ external_id: 'gone-1' });
    const before = await api.count();
    const reply = await api.call('DELETE', `/users/${user.id}`);
    expect(reply.body).toEqual({ object: 'user', id: user.id, deleted: true, external_id: 'gone-1' });
    expect(await api.count()).toBe(before - 1);
    expect(await api.refusal('DELETE', `/users/${user.id}`)).toBe('404 resource_not_found');
    expect(await api.users({ user_id: [user.id] })).toEqual([]);
    const next = await create();
    expect(next.id).not.toBe(user.id);
  });
});
