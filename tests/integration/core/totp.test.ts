/**
 * Enrolling a user in TOTP, from the secret to a code that the API accepts: nothing leaves before it is to,
 * a lost answer loses no secret, and what the user has is not replaced by accident.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOTP, URI } from 'otpauth';
import { afterEach, describe, expect, it } from 'vitest';
import { createRedactingLogger } from '../../../electron/core/logging/logger.ts';
import type { Ports } from '../../../electron/core/ports.ts';
import { AppError } from '../../../shared/failure.ts';
import { searchForSecret, searchTextForSecret } from '../../harness/search-for-secret.ts';
import { startWithInstance } from '../../harness/test-core.ts';
import { brokenConnection, createWatchedWire, refusal } from '../../harness/watched-wire.ts';

type Test = Awaited<ReturnType<typeof startWithInstance>>;

let test: Test | undefined;
afterEach(async () => {
  await test?.end();
  test = undefined;
});

const patch = /^PATCH \/users\/[^/]+$/;

async function setUp(protection: 'open' | 'guarded' | 'read-only' = 'open', overrides: Partial<Ports> = {}) {
  const wire = createWatchedWire();
  test = await startWithInstance({}, { fetch: wire.fetch, ...overrides });
  const { api, instanceId } = test;
  const { users } = await api.users.list({ instanceId, limit: 50 });
  const [user, other] = users.filter(
    (one) => !one.totpEnabled && !one.backupCodeEnabled && one.scim === null,
  );
  const enrolled = users.find((one) => one.totpEnabled && one.scim === null);
  if (user === undefined || other === undefined || enrolled === undefined) {
    throw new Error('the demo has not the users that this needs');
  }
  const { name } = await api.instances.update({ instanceId, protection });
  wire.sent.length = 0;
  const confirm = async (userId: string, method = 'totp.commit') =>
    (await api.protection.confirm({ instanceId, method, userIds: [userId], typedName: name })).confirmation;
  return { ...test, wire, api, instanceId, name, confirm, user, other, enrolled };
}

const codeNow = (secret: string, steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
const failureFrom = (task: Promise<unknown>) =>
  task.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.failure : { code: String(error) }),
  );
const codeFrom = async (task: Promise<unknown>) => (await failureFrom(task))?.code ?? 'done';

describe('an enrolment', () => {
  it('is prepared, checked, set with one PATCH, and then known to the API', async () => {
    const { api, instanceId, user, wire, name } = await setUp();
    const userId = user.id;
    const { enrolmentId, secret, uri } = await api.totp.prepare({ instanceId, userId });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(URI.parse(uri)).toMatchObject({ issuer: name, algorithm: 'SHA1', digits: 6 });
    const check = (code: string) => api.totp.check({ enrolmentId, code });
    const wrong = codeNow(secret) === '000000' ? '000001' : '000000';
    expect(await check(wrong)).toEqual({ valid: false });
    // Two steps on, so that a step that passes meanwhile changes nothing.
    expect(await check(codeNow(secret, 3))).toEqual({ valid: false });
    expect(await check(codeNow(secret))).toEqual({ valid: true, skewSteps: expect.any(Number) as number });
    expect(wire.sent).toEqual([]);

    const { codes } = await api.totp.makeBackupCodes();
    expect(codes).toHaveLength(10);
    const set = await api.totp.commit({ enrolmentId, backupCodes: codes });
    expect(set).toMatchObject({ id: userId, totpEnabled: true, backupCodeEnabled: true });
    expect(wire.sent).toEqual([`PATCH /users/${userId}`]);
    expect(await api.directory.get({ instanceId, userId })).toMatchObject({ totpEnabled: true });
    expect(await api.users.verifyTotp({ instanceId, userId, code: codeNow(secret) })).toEqual({
      verified: true,
      codeType: 'totp',
    });
    expect(await api.users.verifyTotp({ instanceId, userId, code: codes[3] ?? '' })).toEqual({
      verified: true,
      codeType: 'backup_code',
    });
    const { entries } = await api.audit.list({ instanceId });
    expect(entries).toMatchObject([
      {
        method: 'totp.commit',
        userId,
        state: 'done',
        changes: [{ field: 'changes.totpSecret' }, { field: 'changes.backupCodes' }],
      },
    ]);
    expect(entries[0]?.changes.filter((change) => 'value' in change)).toEqual([]);
    // Over: a second time finds nothing.
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('not_found');
  });

  it('has the names that were given', async () => {
    const { api, instanceId, user } = await setUp();
    const names = { issuer: 'Größe & Söhne', label: 'jane?x=1#y' };
    const { uri } = await api.totp.prepare({ instanceId, userId: user.id, ...names });
    expect(URI.parse(uri)).toMatchObject(names);
  });

  it('says which field is not as it must be', async () => {
    const { api, instanceId, user } = await setUp();
    const on = { instanceId, userId: user.id };
    const { enrolmentId } = await api.totp.prepare(on);
    const fieldsOf = async (task: Promise<unknown>) => {
      const failure = await failureFrom(task);
      expect(failure).toMatchObject({ code: 'invalid_input' });
      return Object.keys((failure as { fields?: object }).fields ?? {});
    };
    expect(await fieldsOf(api.totp.prepare({ ...on, issuer: 'a:b', label: '' }))).toEqual([
      'issuer',
      'label',
    ]);
    for (const code of ['12345', '1234567', '123 456', '12345x', '']) {
      expect(await fieldsOf(api.totp.check({ enrolmentId, code })), code).toEqual(['code']);
    }
    expect(await fieldsOf(api.totp.commit({ enrolmentId, backupCodes: ['one', ''] }))).toEqual([
      'backupCodes.1',
    ]);
    expect(await fieldsOf(api.totp.commit({ enrolmentId, backupCodes: [] }))).toEqual(['backupCodes']);
    expect(await fieldsOf(api.totp.makeBackupCodes({ count: 0 }))).toEqual(['count']);
  });

  it('is over once it was discarded, and for each call with words that say so', async () => {
    const { api, instanceId, user, wire } = await setUp();
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    expect(await api.totp.discard({ enrolmentId })).toEqual({});
    expect(await api.totp.discard({ enrolmentId })).toEqual({});
    expect(await failureFrom(api.totp.commit({ enrolmentId }))).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/Begin again/) as string,
    });
    expect(await codeFrom(api.totp.check({ enrolmentId, code: '123456' }))).toBe('not_found');
    expect(wire.sent).toEqual([]);
    expect((await api.audit.list({ instanceId })).entries).toEqual([]);
  });

  it('goes with its instance', async () => {
    const { api, instanceId, user } = await setUp();
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    await api.instances.remove({ instanceId });
    expect(await codeFrom(api.totp.check({ enrolmentId, code: '123456' }))).toBe('not_found');
    expect(await codeFrom(api.totp.prepare({ instanceId, userId: user.id }))).toBe('not_found');
  });

  it('that is refused stays, and says in its own fields what was refused', async () => {
    const { api, instanceId, user, wire } = await setUp();
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    wire.when(patch, () =>
      Response.json(
        {
          errors: [
            { code: 'form_param_value_invalid', message: 'No.', meta: { param_name: 'backup_codes' } },
          ],
        },
        { status: 422 },
      ),
    );
    const failure = await failureFrom(api.totp.commit({ enrolmentId, backupCodes: ['abc'] }));
    expect(failure).toMatchObject({
      code: 'rejected',
      fields: { backupCodes: expect.any(String) as string },
    });
    wire.when(patch, (pass) => pass());
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('done');
  });

  it('is set once at a time', async () => {
    const { api, instanceId, user, wire } = await setUp('guarded');
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    const ends = await Promise.all([
      codeFrom(api.totp.commit({ enrolmentId })),
      codeFrom(api.totp.commit({ enrolmentId })),
    ]);
    expect(ends).toEqual(['done', 'busy']);
    expect(wire.countOf(patch)).toBe(1);
  });
});

describe('an answer that is lost', () => {
  it('keeps the secret, and wants the user read before it is set again', async () => {
    const { api, instanceId, user, other, wire } = await setUp();
    const userId = user.id;
    const { enrolmentId, secret } = await api.totp.prepare({ instanceId, userId });
    wire.when(patch, async (pass) => {
      await pass();
      throw brokenConnection();
    });
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('outcome_unknown');
    expect(await api.totp.check({ enrolmentId, code: codeNow(secret) })).toMatchObject({ valid: true });
    const { entries } = await api.audit.list({ instanceId, state: 'unknown' });
    expect(entries).toMatchObject([{ method: 'totp.commit', userId }]);

    wire.when(patch, (pass) => pass());
    expect(await failureFrom(api.totp.commit({ enrolmentId }))).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Read the user/) as string,
    });
    await api.users.get({ instanceId, userId: other.id });
    await api.directory.get({ instanceId, userId });
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('conflict');
    expect(wire.countOf(patch)).toBe(1);

    const checked = await api.audit.check({ entryId: entries[0]?.entryId ?? '' });
    expect(checked.user).toMatchObject({ id: userId, totpEnabled: true });
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('done');
    expect(await api.users.verifyTotp({ instanceId, userId, code: codeNow(secret) })).toMatchObject({
      verified: true,
    });
  });

  it('of the read before is no unknown outcome: nothing was sent', async () => {
    const { api, instanceId, user, wire } = await setUp('guarded');
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    wire.when(/^GET/, () => refusal(404, 'resource_not_found'));
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('not_found');
    wire.when(/^GET/, () => new Response('<p>odd</p>', { headers: { 'content-type': 'text/html' } }));
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('bad_response');
    wire.when(/^GET/, (pass) => pass());
    expect(wire.countOf(patch)).toBe(0);
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('done');
  });
});

describe('protection', () => {
  it('read-only: no secret is made, and one from before is not set', async () => {
    const { api, instanceId, user, wire } = await setUp();
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    await api.instances.update({ instanceId, protection: 'read-only' });
    expect(await codeFrom(api.totp.prepare({ instanceId, userId: user.id }))).toBe('read_only');
    expect(await codeFrom(api.totp.commit({ enrolmentId }))).toBe('read_only');
    expect(wire.sent).toEqual([]);
  });

  it('guarded: asks nothing for a user who has none', async () => {
    const { api, instanceId, user } = await setUp('guarded');
    const { enrolmentId } = await api.totp.prepare({ instanceId, userId: user.id });
    expect(await codeFrom(api.totp.commit({ enrolmentId, backupCodes: ['abc'] }))).toBe('done');
    // New codes would replace these, though the secret were the only thing that is new.
    await api.users.deleteTotp({ instanceId, userId: user.id, confirmation: await confirmDelete(user.id) });
    const next = await api.totp.prepare({ instanceId, userId: user.id });
    const commit = { enrolmentId: next.enrolmentId };
    expect(await codeFrom(api.totp.commit({ ...commit, backupCodes: ['xyz'] }))).toBe(
      'confirmation_required',
    );
    expect(await codeFrom(api.totp.commit(commit))).toBe('done');

    async function confirmDelete(userId: string) {
      const [instance] = await api.instances.list();
      const typedName = instance?.name ?? '';
      const asked = { instanceId, method: 'users.deleteTotp', userIds: [userId], typedName };
      return (await api.protection.confirm(asked)).confirmation;
    }
  });

  it('guarded: replacing wants a confirmation for exactly it, though the mirror knows of nothing', async () => {
    const { api, instanceId, user, other, enrolled, confirm, server, wire } = await setUp('guarded');
    // Enrolled by somebody else a moment ago.
    await fetch(`${server.url}/users/${user.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ totp_secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' }),
    });
    for (const { id: userId } of [user, enrolled]) {
      const { enrolmentId, secret } = await api.totp.prepare({ instanceId, userId });
      const commit = async (confirmation?: string) =>
        codeFrom(api.totp.commit({ enrolmentId, ...(confirmation === undefined ? {} : { confirmation }) }));
      expect(await commit()).toBe('confirmation_required');
      expect(await commit(await confirm(other.id))).toBe('confirmation_invalid');
      expect(await commit(await confirm(userId, 'users.deleteTotp'))).toBe('confirmation_invalid');
      expect(wire.countOf(patch)).toBe(0);
      expect(await commit(await confirm(userId))).toBe('done');
      expect(await api.users.verifyTotp({ instanceId, userId, code: codeNow(secret) })).toMatchObject({
        verified: true,
      });
      wire.sent.length = 0;
    }
  });

  it.each(['totp.prepare', 'totp.check', 'totp.discard', 'totp.constructor'])(
    'gives no confirmation for %s',
    async (method) => {
      const { confirm, user } = await setUp('guarded');
      expect(await codeFrom(confirm(user.id, method))).toBe('invalid_input');
    },
  );
});

describe('the clock', () => {
  it('is compared with that of the answers', async () => {
    const { api, instanceId, wire } = await setUp();
    // The demo server has this computer's own.
    const { skewMs, measuredAt } = await api.totp.clock({ instanceId });
    expect(Math.abs(skewMs ?? NaN)).toBeLessThan(5500);
    expect(measuredAt).toBeLessThanOrEqual(Date.now());
    expect(wire.sent).toEqual([]);
  });

  it('is not known before there was one', async () => {
    const { restart, instanceId } = await setUp();
    const again = await restart();
    expect(await again.api.totp.clock({ instanceId })).toEqual({ skewMs: null, measuredAt: null });
    await again.core.dispose();
  });
});

it('leaves no secret in any file or log, whatever becomes of it', async () => {
  const logged: string[] = [];
  const logger = createRedactingLogger((line) => logged.push(JSON.stringify(line)));
  const { api, core, dataDir, instanceId, user, other, wire } = await setUp('open', { logger });
  const secrets: string[] = [];
  const prepare = async (userId: string) => {
    const { enrolmentId, secret, uri } = await api.totp.prepare({ instanceId, userId });
    secrets.push(secret, uri);
    return enrolmentId;
  };
  const { codes } = await api.totp.makeBackupCodes({ count: 3 });
  secrets.push(...codes);
  await api.totp.discard({ enrolmentId: await prepare(user.id) });
  await api.totp.commit({ enrolmentId: await prepare(user.id), backupCodes: codes });
  const echoing = await prepare(other.id);
  // Clerk says it back.
  const sent = [secrets.at(-2), ...codes].join(' and ');
  wire.when(patch, () => refusal(422, 'form_param_value_invalid', `${sent} are bad.`));
  const refused = await failureFrom(api.totp.commit({ enrolmentId: echoing, backupCodes: codes }));
  expect(refused).toMatchObject({ code: 'rejected', message: expect.stringMatching(/are bad/) as string });
  wire.when(patch, () => Promise.reject(brokenConnection()));
  await failureFrom(api.totp.commit({ enrolmentId: echoing, backupCodes: codes }));
  wire.when(patch, (pass) => pass());
  const created = await api.users.createTotp({ instanceId, userId: user.id });
  secrets.push(created.secret, created.uri);
  const entries = JSON.stringify((await api.audit.list({ instanceId })).entries);
  expect(entries).toContain('changes.backupCodes');
  await core.dispose();

  // What is no secret is found by the same search, in the same places.
  expect(await searchForSecret(dataDir, instanceId)).not.toEqual([]);
  expect(logged.join('\n')).toContain('Request to Clerk');
  expect(await readFile(join(dataDir, 'profile', 'instances.json'), 'utf8')).toContain(instanceId);
  for (const one of secrets) {
    expect(await searchForSecret(dataDir, one), one).toEqual([]);
    expect(searchTextForSecret(logged.join('\n'), one), one).toEqual([]);
    expect(searchTextForSecret(entries, one), one).toEqual([]);
  }
  expect(sent.split(' and ').filter((one) => JSON.stringify(refused).includes(one))).toEqual([]);
});
