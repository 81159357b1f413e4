/** What the journal keeps of each write, through the whole core: who, what was set, how it ended; no secret. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openAppDatabase } from '../../../electron/core/storage/open-app-database.ts';
import { users } from '../../../shared/contract/users.ts';
import { AppError } from '../../../shared/failure.ts';
import type { WriteEntry } from '../../../shared/models/audit.ts';
import { fillInput } from '../../harness/fill-input.ts';
import { createFakeKeychain, startWithInstance } from '../../harness/test-core.ts';
import { wholeImages } from '../../harness/whole-images.ts';

type Test = Awaited<ReturnType<typeof startWithInstance>>;

let test: Test | undefined;
afterEach(async () => {
  await test?.end();
  test = undefined;
});

async function setUp() {
  const keychain = createFakeKeychain();
  test = await startWithInstance({}, { secrets: keychain });
  const { api, instanceId, server } = test;
  await api.instances.update({ instanceId, protection: 'open' });
  const { users: found } = await api.users.list({ instanceId, limit: 50 });
  const ids = found.filter((one) => one.scim === null && !one.banned && !one.locked).map(({ id }) => id);
  return { ...test, api, instanceId, server, keychain, ids };
}

const only = (entries: WriteEntry[]): WriteEntry => {
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
};

describe('an entry', () => {
  it('says who did it and what was set', async () => {
    const { api, instanceId, ids } = await setUp();
    const [userId = ''] = ids;
    await api.users.update({
      instanceId,
      userId,
      changes: { firstName: 'Jane', lastName: null, password: 'correct-horse-battery' },
    });
    await api.users.updateMetadata({
      instanceId,
      userId,
      publicMetadata: { plan: 'pro' },
      privateMetadata: { crm: 'cus_1' },
    });
    const { entries, nextCursor } = await api.audit.list({ instanceId, userId });
    expect(nextCursor).toBeNull();
    expect(entries).toMatchObject([
      {
        method: 'users.updateMetadata',
        operator: 'tester',
        changes: [{ field: 'publicMetadata.plan', value: 'pro' }, { field: 'privateMetadata.crm' }],
        state: 'done',
      },
      {
        method: 'users.update',
        operator: 'tester',
        changes: [
          { field: 'changes.firstName', value: 'Jane' },
          { field: 'changes.lastName', value: null },
          { field: 'changes.password' },
        ],
        state: 'done',
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/cus_1|correct-horse/);
  });

  it('of a creation belongs to the user that it made', async () => {
    const { api, instanceId } = await setUp();
    const made = await api.users.create({
      instanceId,
      user: { emailAddress: ['new.user@acme.com'], password: 'correct-horse-battery' },
    });
    const entry = only((await api.audit.list({ instanceId, userId: made.id })).entries);
    expect(entry).toMatchObject({ method: 'users.create', subject: 'new.user@acme.com', state: 'done' });
    expect(entry.changes).toHaveLength(2);
    expect(entry.changes).toContainEqual({ field: 'user.emailAddress', value: ['new.user@acme.com'] });
    expect(entry.changes).toContainEqual({ field: 'user.password' });
  });

  it('of a creation without an answer belongs to the user that was found, if it is that one', async () => {
    const { api, instanceId, server } = await setUp();
    const user = { emailAddress: ['lost.answer@acme.com'], skipPasswordRequirement: true };
    server.faults.add({ kind: 'reset', applied: true }, { operation: 'CreateUser' });
    await expect(api.users.create({ instanceId, user })).rejects.toMatchObject({ code: 'outcome_unknown' });
    const made = only((await api.audit.list({ instanceId, state: 'unknown' })).entries);
    const found = await api.audit.check({ entryId: made.entryId });
    expect(found.entry).toMatchObject({ state: 'checked', userId: found.user?.id ?? 'none' });

    // A second one of the same address is not done; who is found then is the first.
    server.faults.add({ kind: 'reset', applied: false }, { operation: 'CreateUser' });
    const old = { ...user, emailAddress: [await anAddressOf(api, instanceId)] };
    await expect(api.users.create({ instanceId, user: old })).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    const notMade = only((await api.audit.list({ instanceId, state: 'unknown' })).entries);
    const other = await api.audit.check({ entryId: notMade.entryId });
    expect(other.user).not.toBeNull();
    expect(other.entry).toMatchObject({ state: 'checked', userId: null });
  });

  it('keeps the trace id of a refusal and of an answer that tells nothing', async () => {
    const { api, instanceId, server, ids } = await setUp();
    const [first = '', second = ''] = ids;
    const refusal = await api.users
      .update({ instanceId, userId: 'user_that_is_not_there', changes: { firstName: 'x' } })
      .catch((error: unknown) => error);
    const { traceId } = (refusal as AppError).failure;
    expect(traceId).toMatch(/./);
    expect(only((await api.audit.list({ instanceId })).entries)).toMatchObject({ state: 'refused', traceId });

    const body = { errors: [{ code: 'internal', message: 'x' }], clerk_trace_id: 'trace_unclear' };
    server.faults.add({ kind: 'respond', status: 500, body, applied: true }, { operation: 'LockUser' });
    await expect(api.users.lock({ instanceId, userId: first })).rejects.toBeInstanceOf(AppError);
    expect(only((await api.audit.list({ instanceId, userId: first })).entries)).toMatchObject({
      state: 'unknown',
      traceId: 'trace_unclear',
    });
    await api.users.lock({ instanceId, userId: second });
    expect(only((await api.audit.list({ instanceId, userId: second })).entries)).toMatchObject({
      state: 'done',
      traceId: null,
    });
  });
});

it('tells how many are unknown with each change', async () => {
  const { api, instanceId, server, ids, core } = await setUp();
  const [userId = ''] = ids;
  const told: number[] = [];
  core.subscribe('audit.onChanged', (payload) => told.push((payload as { unknown: number }).unknown));
  server.faults.add({ kind: 'reset', applied: true }, { operation: 'LockUser' });
  await expect(api.users.lock({ instanceId, userId })).rejects.toMatchObject({ code: 'outcome_unknown' });
  const { entryId } = only((await api.audit.list({ userId })).entries);
  await api.audit.check({ entryId });
  await expect.poll(() => told.at(-1)).toBe(0);
  expect(told).toContain(1);
});

it('is read and paged without a network', async () => {
  const { api, instanceId, server, ids } = await setUp();
  const [userId = ''] = ids;
  await api.users.lock({ instanceId, userId });
  await api.users.unlock({ instanceId, userId });
  const { total } = server.stats;
  const first = await api.audit.list({ instanceId, userId, limit: 1 });
  const second = await api.audit.list({ instanceId, userId, limit: 1, after: first.nextCursor ?? '' });
  expect([first, second].map(({ entries }) => only(entries).method)).toEqual(['users.unlock', 'users.lock']);
  expect(second.nextCursor).toBeNull();
  expect(server.stats.total).toBe(total);
});

it('says so when the keychain is locked, and is there once it is open again', async () => {
  const { api, instanceId, ids, keychain, restart } = await setUp();
  const [userId = ''] = ids;
  await api.users.lock({ instanceId, userId });
  keychain.locked = true;
  const again = await restart();
  try {
    await expect(again.api.audit.list({ instanceId, userId })).rejects.toMatchObject({
      code: 'keychain_locked',
    });
    keychain.locked = false;
    await again.api.app.retryKeychain();
    expect((await again.api.audit.list({ instanceId, userId })).entries).toHaveLength(1);
  } finally {
    await again.core.dispose();
  }
});

it('holds no secret that any write was given, neither in its file nor in its rows', async () => {
  const { core, api, dataDir, instanceId, ids, keychain } = await setUp();
  const secret = (path: string) => `S3cret-${Buffer.from(path).toString('hex')}-x`;
  const isSecret =
    /(^|\.)(password|passwordDigest|totpSecret|backupCodes|code|base64|privateMetadata|confirmation)$/;
  const secrets = new Set<string>();
  const writes = Object.entries(users).filter(([, call]) => call.kind === 'command');
  let index = 0;
  for (const [name, call] of writes) {
    if (call.kind !== 'command') continue;
    const filled = fillInput(call.input, (path) => {
      if (isSecret.test(path)) secrets.add(secret(path));
      return isSecret.test(path) ? secret(path) : 'plain';
    });
    const target = { instanceId, ...(name === 'create' ? {} : { userId: ids[index++ % ids.length] }) };
    // What becomes of it does not matter: it is noted before it leaves, whatever Clerk says to it.
    await core.dispatch(`users.${name}`, { ...(filled as object), ...target });
    // One by one as well: together they are refused before they leave.
    const given = filled as Record<string, Record<string, unknown>>;
    const group = name === 'create' ? 'user' : name === 'update' ? 'changes' : null;
    for (const [field, value] of Object.entries(group === null ? {} : (given[group] ?? {}))) {
      if (!isSecret.test(field)) continue;
      const userId = ids[index++ % ids.length] ?? '';
      const base = name === 'create' ? { externalId: `x-${field}`, skipPasswordRequirement: true } : {};
      await core.dispatch(`users.${name}`, {
        instanceId,
        ...(name === 'create' ? {} : { userId }),
        [group ?? '']: { ...base, [field]: value },
      });
    }
  }
  // Only a whole picture leaves; what comes after its end goes with it.
  const { bytes } = wholeImages.png;
  const picture = Buffer.concat([bytes, Buffer.alloc(3 - (bytes.length % 3)), Buffer.from(secret('base64'))]);
  const base64 = picture.toString('base64');
  const pictured = { instanceId, userId: ids[index++ % ids.length] ?? '' };
  await api.users.setProfileImage({ ...pictured, contentType: 'image/png', base64 });
  expect(secrets.size).toBeGreaterThan(10);
  expect(secrets).toContain(secret('base64'));
  const { entries } = await api.audit.list({ instanceId, limit: 500 });
  const noted = new Set(entries.map(({ method }) => method));
  for (const method of ['users.create', 'users.update', 'users.updateMetadata', 'users.setProfileImage'])
    expect(noted).toContain(method);
  await core.dispose();

  const file = join(dataDir, 'profile', 'app.db');
  const key = [...keychain.entries].find(([account]) => account.endsWith('/app'))?.[1] ?? '';
  const database = openAppDatabase({ file, key });
  const rows = database.prepare('SELECT * FROM write_entry').all();
  database.close();
  expect(rows.length).toBe(entries.length);
  const text = `${JSON.stringify(rows)} ${(await readFile(file)).toString('latin1')}`;
  const inBase64 = (one: string) => Buffer.from(one).toString('base64');
  for (const one of secrets) {
    expect(text.includes(one), one).toBe(false);
    expect(text.includes(inBase64(one)), one).toBe(false);
  }
  // The look would find them: what is no secret is there.
  expect(text).toContain('plain');
});

async function anAddressOf(api: Test['api'], instanceId: string): Promise<string> {
  const { users: found } = await api.users.list({ instanceId, limit: 50, orderBy: '+created_at' });
  const address = found.find((one) => one.emailAddresses.length > 0)?.emailAddresses[0]?.emailAddress;
  if (address === undefined) throw new Error('the demo has nobody with an e-mail address');
  return address;
}
