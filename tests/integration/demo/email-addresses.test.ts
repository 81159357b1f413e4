/** E-mail addresses by their own ids: what each call does to the user, and each refusal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireEmailAddress, WireUser } from '../../../electron/demo/wire.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';

let time = Date.UTC(2026, 10, 23, 12);
let api: DemoApi;

beforeAll(async () => {
  api = await startDemoApi({ users: 800, clock: { now: () => time } });
});

afterAll(() => api.server.close());

let created = 0;
function create(fields: Record<string, unknown> = {}): Promise<WireUser> {
  created += 1;
  return api.user('POST', '/users', { email_address: [`person${created}@acme.com`], ...fields });
}

const read = (user: { id: string }) => api.user('GET', `/users/${user.id}`);
const email = async (method: string, path: string, body?: unknown) =>
  (await api.answer(method, path, body === undefined ? {} : { body })) as WireEmailAddress;
const refused = (method: string, path: string, body?: unknown) =>
  api.refusal(method, path, body === undefined ? {} : { body });

describe('an e-mail address', () => {
  test('is added unverified, found by its id, and moves the user’s updated_at', async () => {
    const user = await create();
    time += 1000;
    const added = await email('POST', '/email_addresses', {
      user_id: user.id,
      email_address: ' Second.One@Example.com ',
    });
    expect(added).toMatchObject({
      object: 'email_address',
      email_address: 'second.one@example.com',
      reserved: false,
      verification: null,
      linked_to: [],
    });
    expect(await email('GET', `/email_addresses/${added.id}`)).toEqual(added);
    const after = await read(user);
    expect(after.email_addresses.map((each) => each.id)).toEqual([user.email_addresses[0]?.id, added.id]);
    expect(after.primary_email_address_id).toBe(user.primary_email_address_id);
    expect(after.updated_at).toBe(time);
    expect((await api.users({ email_address: ['second.one@example.com'] })).map((each) => each.id)).toEqual([
      user.id,
    ]);
  });

  test('is the primary one when it is the first, or when it is verified and said to be', async () => {
    const user = await create({ email_address: [], username: 'without_address' });
    const first = await email('POST', '/email_addresses', {
      user_id: user.id,
      email_address: 'first.of.all@example.com',
    });
    expect((await read(user)).primary_email_address_id).toBe(first.id);
    const body = { user_id: user.id, email_address: 'next@example.com', primary: true };
    expect(await refused('POST', '/email_addresses', body)).toBe('422 form_verification_needed:primary');
    const next = await email('POST', '/email_addresses', { ...body, verified: true });
    expect(next.verification).toMatchObject({ object: 'verification_admin', status: 'verified' });
    expect((await read(user)).primary_email_address_id).toBe(next.id);
  });

  test('is verified and made primary later, or both at once', async () => {
    const user = await create();
    const { id } = await email('POST', '/email_addresses', {
      user_id: user.id,
      email_address: 'later@example.com',
    });
    const path = `/email_addresses/${id}`;
    expect(await refused('PATCH', path, { primary: true })).toBe('422 form_verification_needed:primary');
    expect((await email('PATCH', path, { verified: true })).verification?.status).toBe('verified');
    expect((await email('PATCH', path, { verified: false })).verification).toBeNull();
    time += 1000;
    const both = { verified: true, primary: true, notify_primary_email_address_changed: true };
    expect((await email('PATCH', path, both)).updated_at).toBe(time);
    const after = await read(user);
    expect(after.primary_email_address_id).toBe(id);
    expect(after.updated_at).toBe(time);
    expect(await refused('PATCH', path, { reserved: true })).toBe('422 form_param_unknown:reserved');
  });

  test('is claimed by one user only, once it is verified or reserved', async () => {
    const holder = await create({
      email_address: ['held@example.com', 'kept@example.com'],
      email_address_identification_status: ['verified', 'reserved'],
    });
    const other = await create();
    const add = (email_address: string) => ({ user_id: other.id, email_address });
    const taken = '422 form_identifier_exists:email_address';
    expect(await refused('POST', '/email_addresses', add('Held@Example.com'))).toBe(taken);
    expect(await refused('POST', '/email_addresses', add('kept@example.com'))).toBe(taken);
    const own = other.email_addresses[0]?.email_address ?? '';
    expect(await refused('POST', '/email_addresses', add(own))).toBe(taken);
    expect(
      await refused('PUT', `/users/${other.id}/email_address`, { email_address: 'kept@example.com' }),
    ).toBe(taken);
    // Unverified, both may have it; whoever is verified first keeps it.
    const mine = await email('POST', '/email_addresses', add('shared@example.com'));
    const theirs = await email('POST', '/email_addresses', {
      user_id: holder.id,
      email_address: 'shared@example.com',
    });
    expect((await email('PATCH', `/email_addresses/${theirs.id}`, { verified: true })).reserved).toBe(false);
    expect(await refused('PATCH', `/email_addresses/${mine.id}`, { verified: true })).toBe(taken);
    // Given up, it is free.
    await api.answer('DELETE', `/email_addresses/${theirs.id}`);
    expect((await email('PATCH', `/email_addresses/${mine.id}`, { verified: true })).id).toBe(mine.id);
  });

  test.each([
    ['no user', { email_address: 'x@example.com' }, '422 form_param_missing:user_id'],
    [
      'nobody',
      { user_id: 'user_2000000000000000000000000', email_address: 'x@example.com' },
      '404 resource_not_found',
    ],
    ['no address', { user_id: 'user_x' }, '422 form_param_missing:email_address'],
    [
      'what is none',
      { user_id: 'user_x', email_address: 'nonsense' },
      '422 form_param_format_invalid:email_address',
    ],
    [
      'another type',
      { user_id: 'user_x', email_address: 'x@example.com', verified: 'yes' },
      '422 form_param_type_invalid:verified',
    ],
  ])('is refused for %s', async (_name, body, refusal) => {
    expect(await refused('POST', '/email_addresses', body)).toBe(refusal);
  });

  test('is deleted by its id, once; another verified one becomes primary', async () => {
    const user = await create({
      email_address: ['one.of.three@acme.com', 'two.of.three@acme.com', 'three.of.three@acme.com'],
      email_address_identification_status: ['verified', 'reserved', 'verified'],
    });
    const [first, second, third] = user.email_addresses.map((each) => each.id);
    const path = `/email_addresses/${first ?? ''}`;
    expect(await api.answer('DELETE', path)).toEqual({ object: 'email_address', id: first, deleted: true });
    const after = await read(user);
    expect(after.email_addresses.map((each) => each.id)).toEqual([second, third]);
    expect(after.primary_email_address_id).toBe(third);
    expect(after.updated_at).toBeGreaterThan(user.updated_at);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(await refused(method, path)).toBe('404 resource_not_found');
    }
  });

  test('stays when it is the last thing that the user can be told by', async () => {
    const user = await create();
    const path = `/email_addresses/${user.email_addresses[0]?.id ?? ''}`;
    expect(await refused('DELETE', path)).toBe('400 identification_deletion_failed');
    await api.user('PATCH', `/users/${user.id}`, { username: `still_here_${created}` });
    await api.answer('DELETE', path);
    expect((await read(user)).primary_email_address_id).toBeNull();
    const clear = { body: { username: null } };
    expect(await api.refusal('PATCH', `/users/${user.id}`, clear)).toBe('400 identification_deletion_failed');
  });

  test('stays as long as a connected account came with it', async () => {
    const user = await api.find(
      (each) =>
        each.scim === null &&
        each.email_addresses.length > 1 &&
        each.email_addresses[0]?.linked_to.length === 1,
    );
    const path = `/email_addresses/${user.email_addresses[0]?.id ?? ''}`;
    const disallowed = '400 delete_linked_identification_disallowed';
    expect(await refused('DELETE', path)).toBe(disallowed);
    const replacement = { email_address: 'instead@example.com' };
    expect(await refused('PUT', `/users/${user.id}/email_address`, replacement)).toBe(disallowed);
    for (const { id } of user.external_accounts) {
      await api.answer('DELETE', `/users/${user.id}/external_accounts/${id}`);
    }
    await api.answer('DELETE', path);
  });

  test('of a made-up user is found by its id', async () => {
    const several = (await api.users({ limit: 500 })).flatMap((user) => user.email_addresses).slice(0, 60);
    for (const each of several) expect(await email('GET', `/email_addresses/${each.id}`)).toEqual(each);
    const user = await api.find((each) => each.external_accounts.length > 0 && each.phone_numbers.length > 0);
    for (const wrong of [
      user.phone_numbers[0]?.id,
      user.external_accounts[0]?.identification_id,
      user.id,
      'idn_x',
    ]) {
      expect(await refused('GET', `/email_addresses/${wrong ?? ''}`)).toBe('404 resource_not_found');
    }
  });

  test('of a user who is managed by a directory is changed there', async () => {
    const user = await api.find((each) => each.scim !== null);
    const managed = '409 attribute_managed_by_scim:email_address';
    const path = `/email_addresses/${user.email_addresses[0]?.id ?? ''}`;
    const body = { email_address: 'other@example.com' };
    expect(await refused('POST', '/email_addresses', { user_id: user.id, ...body })).toBe(managed);
    expect(await refused('PATCH', path, { verified: true })).toBe(managed);
    expect(await refused('DELETE', path)).toBe(managed);
    expect(await refused('PUT', `/users/${user.id}/email_address`, body)).toBe(managed);
    expect(await read(user)).toEqual(user);
  });
});

describe('replacing the e-mail address', () => {
  test.each([
    [
      undefined,
      { reserved: false, verification: expect.objectContaining({ status: 'verified' }) as unknown },
    ],
    [
      'verified',
      { reserved: false, verification: expect.objectContaining({ strategy: 'admin' }) as unknown },
    ],
    ['reserved', { reserved: true, verification: null }],
    ['unverified', { reserved: false, verification: null }],
  ])('leaves one, the primary one: %s', async (status, expected) => {
    const user = await create({
      email_address: [`a${created}.old@acme.com`, `b${created}.old@acme.com`],
    });
    const email_address = `new${created}@acme.com`;
    const replaced = await email('PUT', `/users/${user.id}/email_address`, {
      email_address,
      ...(status === undefined ? {} : { identification_status: status }),
    });
    expect(replaced).toMatchObject({ email_address, ...expected });
    const after = await read(user);
    expect(after.email_addresses).toEqual([replaced]);
    expect(after.primary_email_address_id).toBe(replaced.id);
    expect(after.updated_at).toBeGreaterThan(user.updated_at);
    expect(await api.count({ email_address: [`a${created - 1}.old@acme.com`] })).toBe(0);
  });

  test('may name the address that the user has', async () => {
    const user = await create();
    const email_address = user.email_addresses[0]?.email_address ?? '';
    const replaced = await email('PUT', `/users/${user.id}/email_address`, { email_address });
    expect((await read(user)).email_addresses).toEqual([replaced]);
  });

  test('is refused for what is none', async () => {
    const path = `/users/${(await create()).id}/email_address`;
    const email_address = 'fine@example.com';
    expect(await refused('PUT', path, { email_address: '@' })).toBe(
      '422 form_param_format_invalid:email_address',
    );
    expect(await refused('PUT', path, {})).toBe('422 form_param_missing:email_address');
    expect(await refused('PUT', path, { email_address, identification_status: 'sure' })).toBe(
      '422 form_param_value_invalid:identification_status',
    );
    expect(await refused('PUT', path, { email_address, primary: true })).toBe(
      '422 form_param_unknown:primary',
    );
  });
});
