/** Phone numbers by their own ids: what each call does to the user and its second factors, and each refusal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WirePhoneNumber, WireUser } from '../../../electron/demo/wire.ts';
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

let numbers = 1000;
const newNumber = () => `+1555777${String((numbers += 1))}`;
const read = (user: { id: string }) => api.user('GET', `/users/${user.id}`);
const phone = async (method: string, path: string, body?: unknown) =>
  (await api.answer(method, path, body === undefined ? {} : { body })) as WirePhoneNumber;
const refused = (method: string, path: string, body?: unknown) =>
  api.refusal(method, path, body === undefined ? {} : { body });

describe('a phone number', () => {
  test('is added, verified, made primary and deleted', async () => {
    const user = await create({ phone_number: [newNumber()] });
    const number = newNumber();
    const added = await phone('POST', '/phone_numbers', {
      user_id: user.id,
      phone_number: number.replace('+1555', '+1 (555) '),
    });
    expect(added).toMatchObject({
      object: 'phone_number',
      phone_number: number,
      verification: null,
      reserved_for_second_factor: false,
    });
    const path = `/phone_numbers/${added.id}`;
    expect(await phone('GET', path)).toEqual(added);
    expect(await refused('PATCH', path, { primary: true })).toBe('422 form_verification_needed:primary');
    await phone('PATCH', path, { verified: true, primary: true });
    expect((await read(user)).primary_phone_number_id).toBe(added.id);
    expect(await api.answer('DELETE', path)).toEqual({ object: 'phone_number', id: added.id, deleted: true });
    expect((await read(user)).primary_phone_number_id).toBe(user.phone_numbers[0]?.id);
    expect(await refused('GET', path)).toBe('404 resource_not_found');
  });

  test('of a made-up user is found by its id', async () => {
    const several = (await api.users({ limit: 500 })).flatMap((user) => user.phone_numbers).slice(0, 40);
    for (const each of several) expect(await phone('GET', `/phone_numbers/${each.id}`)).toEqual(each);
  });

  test('is claimed by one user only, and has a form', async () => {
    const number = newNumber();
    await create({ phone_number: [number] });
    const user = await create();
    const add = (phone_number: string) => ({ user_id: user.id, phone_number });
    expect(await refused('POST', '/phone_numbers', add(number))).toBe(
      '422 form_identifier_exists:phone_number',
    );
    expect(await refused('POST', '/phone_numbers', add('555'))).toBe(
      '422 form_param_format_invalid:phone_number',
    );
    expect(await refused('PUT', `/users/${user.id}/phone_number`, { phone_number: number })).toBe(
      '422 form_identifier_exists:phone_number',
    );
  });

  test('is a second factor only when it is verified and not all that the user has', async () => {
    const user = await create();
    const body = { user_id: user.id, phone_number: newNumber(), reserved_for_second_factor: true };
    expect(await refused('POST', '/phone_numbers', body)).toBe(
      '400 identification_create_second_factor_unverified',
    );
    const first = await phone('POST', '/phone_numbers', { ...body, verified: true });
    expect(first).toMatchObject({ reserved_for_second_factor: true, default_second_factor: true });
    const withFactor = await read(user);
    expect(withFactor).toMatchObject({ two_factor_enabled: true, mfa_enabled_at: time });

    const second = await phone('POST', '/phone_numbers', { user_id: user.id, phone_number: newNumber() });
    const path = `/phone_numbers/${second.id}`;
    expect(await refused('PATCH', path, { reserved_for_second_factor: true })).toBe(
      '400 identification_update_second_factor_unverified',
    );
    expect(await phone('PATCH', path, { verified: true, reserved_for_second_factor: true })).toMatchObject({
      reserved_for_second_factor: true,
      default_second_factor: false,
    });
    expect(await refused('PATCH', path, { verified: false })).toBe(
      '400 identification_update_second_factor_unverified',
    );
    // The default moves on when its number goes, and the last one to go ends it.
    await api.answer('DELETE', `/phone_numbers/${first.id}`);
    expect((await phone('GET', path)).default_second_factor).toBe(true);
    time += 1000;
    await phone('PATCH', path, { reserved_for_second_factor: false });
    expect(await read(user)).toMatchObject({ two_factor_enabled: false, mfa_disabled_at: time });

    const alone = await create({ email_address: [], phone_number: [newNumber()] });
    const only = `/phone_numbers/${alone.phone_numbers[0]?.id ?? ''}`;
    expect(await refused('PATCH', only, { reserved_for_second_factor: true })).toBe(
      '400 identification_update_failed',
    );
    expect(await refused('DELETE', only)).toBe('400 identification_deletion_failed');
  });

  test('replaces all others; one that was a second factor takes them all with it', async () => {
    const user = await create({
      phone_number: [newNumber(), newNumber()],
      totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      backup_codes: ['11112222'],
    });
    const path = `/users/${user.id}/phone_number`;
    const replaced = await phone('PUT', path, {
      phone_number: newNumber(),
      identification_status: 'reserved',
    });
    expect(replaced).toMatchObject({ reserved: true, verification: null });
    expect(await read(user)).toMatchObject({
      phone_numbers: [replaced],
      primary_phone_number_id: replaced.id,
      totp_enabled: true,
    });
    await phone('PATCH', `/phone_numbers/${replaced.id}`, {
      verified: true,
      reserved_for_second_factor: true,
    });
    const last = await phone('PUT', path, { phone_number: newNumber() });
    expect(last).toMatchObject({ reserved_for_second_factor: false });
    expect(await read(user)).toMatchObject({
      phone_numbers: [last],
      two_factor_enabled: false,
      totp_enabled: false,
      backup_code_enabled: false,
      mfa_disabled_at: time,
    });
  });
});

test('a wallet or an account that is all there is stays', async () => {
  const wallet = '0x00000000000000000000000000000000000000bb';
  const user = await create({ email_address: [], web3_wallet: [wallet] });
  const path = `/users/${user.id}/web3_wallets/${user.web3_wallets[0]?.id ?? ''}`;
  expect(await refused('DELETE', path)).toBe('400 identification_deletion_failed');
  await api.user('PATCH', `/users/${user.id}`, { username: 'more_than_a_wallet' });
  await api.answer('DELETE', path);

  const linked = await api.find(
    (each) =>
      each.scim === null &&
      each.external_accounts.length === 1 &&
      each.email_addresses.length === 1 &&
      each.enterprise_accounts.length + each.phone_numbers.length + each.web3_wallets.length === 0 &&
      each.username === null,
  );
  const account = `/users/${linked.id}/external_accounts/${linked.external_accounts[0]?.id ?? ''}`;
  await api.answer('DELETE', account);
  expect(await refused('DELETE', `/email_addresses/${linked.email_addresses[0]?.id ?? ''}`)).toBe(
    '400 identification_deletion_failed',
  );
});
