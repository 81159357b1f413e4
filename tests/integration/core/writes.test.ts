/** Promise 4: no write is sent twice by mistake, and none is lost silently. Promise 5, through the whole core. */
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/failure.ts';
import type { Fetch } from '../../../electron/core/ports.ts';
import { startWithInstance } from '../../harness/test-core.ts';

type Test = Awaited<ReturnType<typeof startWithInstance>>;

let test: Test | undefined;
afterEach(async () => {
  await test?.end();
  test = undefined;
});

/** Counts what leaves, and lets a test hold or break the requests that match. */
function createWire() {
  const sent: string[] = [];
  let rule: { match: RegExp; act: (pass: () => Promise<Response>) => Promise<Response> } | null = null;
  const wire: Fetch = async (url, init) => {
    const line = `${init.method ?? 'GET'} ${new URL(url).pathname.replace(/^\/v1/, '')}`;
    sent.push(line);
    const pass = () => fetch(url, init);
    return rule?.match.test(line) === true ? rule.act(pass) : pass();
  };
  return {
    wire,
    sent,
    countOf: (match: RegExp) => sent.filter((line) => match.test(line)).length,
    when(match: RegExp, act: (pass: () => Promise<Response>) => Promise<Response>) {
      rule = { match, act };
    },
  };
}

async function setUp(options: { protection?: 'open' | 'guarded' | 'read-only' } = {}) {
  const wire = createWire();
  test = await startWithInstance({}, { fetch: wire.wire });
  const { api, instanceId } = test;
  if (options.protection !== undefined) {
    await api.instances.update({ instanceId, protection: options.protection });
  }
  const { users } = await api.users.list({ instanceId, limit: 20 });
  const user = users.find((one) => !one.banned && one.scim === null && one.passwordEnabled) ?? users[0];
  if (user === undefined) throw new Error('the demo has no users');
  return { ...test, wire, api, instanceId, userId: user.id };
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));
const codeFrom = (task: Promise<unknown>) => task.then(() => 'done', codeOf);

describe('a write', () => {
  it('is noted as sent before it leaves and as done after, and its user is in the mirror at once', async () => {
    const { api, instanceId, userId, wire } = await setUp();
    let whileOnItsWay: unknown;
    wire.when(/POST .*\/lock$/, async (pass) => {
      whileOnItsWay = (await api.audit.list({ instanceId })).entries[0];
      return pass();
    });
    await api.users.lock({ instanceId, userId });
    expect(whileOnItsWay).toMatchObject({ method: 'users.lock', userId, state: 'sent', endedAt: null });
    expect((await api.audit.list({ instanceId })).entries).toMatchObject([
      { method: 'users.lock', state: 'done' },
    ]);
    expect(await api.directory.get({ instanceId, userId })).toMatchObject({ locked: true });
  });

  it('answers busy while the same one is in flight, and is sent once', async () => {
    const { api, instanceId, userId, wire } = await setUp();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    wire.when(/POST .*\/lock$/, async (pass) => {
      await held;
      return pass();
    });
    const first = api.users.lock({ instanceId, userId });
    const second = codeFrom(api.users.lock({ instanceId, userId }));
    expect(await second).toBe('busy');
    release();
    await first;
    expect(wire.countOf(/POST .*\/lock$/)).toBe(1);
    // Once it has ended, the same change may be asked for again.
    await api.users.lock({ instanceId, userId });
  });

  it('is not sent twice when the answer is lost: its outcome is unknown, and can be checked', async () => {
    const { api, instanceId, userId, wire } = await setUp();
    wire.when(/POST .*\/lock$/, async (pass) => {
      await pass();
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    });
    expect(await codeFrom(api.users.lock({ instanceId, userId }))).toBe('outcome_unknown');
    expect(wire.countOf(/POST .*\/lock$/)).toBe(1);
    const { entries } = await api.audit.list({ instanceId, state: 'unknown' });
    expect(entries).toMatchObject([{ method: 'users.lock', userId }]);
    const checked = await api.audit.check({ entryId: entries[0]?.entryId ?? '' });
    expect(checked).toMatchObject({ entry: { state: 'checked' }, user: { id: userId, locked: true } });
    expect(await api.directory.get({ instanceId, userId })).toMatchObject({ locked: true });
  });

  it('a creation whose answer is lost is found by its e-mail address', async () => {
    const { api, instanceId, wire } = await setUp();
    wire.when(/POST \/users$/, async (pass) => {
      await pass();
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    });
    const user = { emailAddress: ['lost.answer@acme.com'], password: 'correct-horse-battery' };
    expect(await codeFrom(api.users.create({ instanceId, user }))).toBe('outcome_unknown');
    expect(wire.countOf(/POST \/users$/)).toBe(1);
    const { entries } = await api.audit.list({ instanceId, state: 'unknown' });
    const checked = await api.audit.check({ entryId: entries[0]?.entryId ?? '' });
    expect(checked.user?.emailAddresses[0]?.emailAddress).toBe('lost.answer@acme.com');
  });

  it('that never left is noted as not sent', async () => {
    const { api, instanceId, userId, wire } = await setUp();
    wire.when(/POST .*\/lock$/, async () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    });
    expect(await codeFrom(api.users.lock({ instanceId, userId }))).toBe('offline');
    const { entries } = await api.audit.list({ instanceId });
    expect(entries).toMatchObject([{ state: 'not-sent', message: expect.stringMatching(/./) as string }]);
  });

  it('that the API refuses is noted as refused', async () => {
    const { api, instanceId } = await setUp();
    const error = await api.users
      .update({ instanceId, userId: 'user_that_is_not_there', changes: { firstName: 'x' } })
      .catch((reason: unknown) => reason);
    expect(codeOf(error)).toBe('not_found');
    expect((await api.audit.list({ instanceId })).entries).toMatchObject([{ state: 'refused' }]);
  });

  it('deleting takes the user out of the mirror', async () => {
    const { api, instanceId, userId } = await setUp();
    await api.directory.get({ instanceId, userId });
    expect(await api.users.delete({ instanceId, userId })).toEqual({ id: userId, deleted: true });
    expect(await codeFrom(api.directory.get({ instanceId, userId }))).toBe('not_found');
  });

  it('what removes a factor refreshes the mirror, though its answer carries no user', async () => {
    const { api, instanceId } = await setUp();
    const { users } = await api.users.list({ instanceId, limit: 50 });
    const user = users.find((one) => one.totpEnabled);
    if (user === undefined) throw new Error('the demo has no user with TOTP');
    expect(await api.users.disableMfa({ instanceId, userId: user.id })).toEqual({ userId: user.id });
    expect(await api.directory.get({ instanceId, userId: user.id })).toMatchObject({ totpEnabled: false });
  });
});

describe('protection through the core', () => {
  const destructive = ['delete', 'ban', 'disableMfa', 'deleteTotp', 'deleteBackupCodes'] as const;

  it('guarded: each destructive call wants a confirmation, and nothing leaves without', async () => {
    const { api, instanceId, userId, wire } = await setUp({ protection: 'guarded' });
    const before = wire.sent.length;
    for (const name of destructive) {
      expect(await codeFrom(api.users[name]({ instanceId, userId })), name).toBe('confirmation_required');
    }
    for (const changes of [{ username: null }, { username: '' }, { password: null }]) {
      expect(await codeFrom(api.users.update({ instanceId, userId, changes }))).toBe('confirmation_required');
    }
    const parts = { instanceId, userId };
    expect(await codeFrom(api.users.deletePasskey({ ...parts, passkeyId: 'idn_1' }))).toBe(
      'confirmation_required',
    );
    expect(await codeFrom(api.users.deleteWeb3Wallet({ ...parts, web3WalletId: 'idn_1' }))).toBe(
      'confirmation_required',
    );
    expect(await codeFrom(api.users.deleteExternalAccount({ ...parts, externalAccountId: 'eac_1' }))).toBe(
      'confirmation_required',
    );
    expect(wire.sent.length).toBe(before);
  });

  it('guarded: one confirmation lets one call through, once', async () => {
    const { api, instanceId, userId, wire } = await setUp({ protection: 'guarded' });
    const { name } = (await api.instances.list())[0] ?? { name: '' };
    const confirm = { instanceId, method: 'users.ban', userIds: [userId], typedName: name };
    const { confirmation } = await api.protection.confirm(confirm);
    expect(await codeFrom(api.users.delete({ instanceId, userId, confirmation }))).toBe(
      'confirmation_invalid',
    );
    await api.users.ban({ instanceId, userId, confirmation });
    expect(await codeFrom(api.users.ban({ instanceId, userId, confirmation }))).toBe('confirmation_invalid');
    expect(wire.countOf(/\/ban$/)).toBe(1);
    expect(wire.countOf(/^DELETE/)).toBe(0);
  });

  it('guarded: two calls with one token at the same time: one passes', async () => {
    const { api, instanceId, userId, wire } = await setUp({ protection: 'guarded' });
    const { name } = (await api.instances.list())[0] ?? { name: '' };
    const { confirmation } = await api.protection.confirm({
      instanceId,
      method: 'users.ban',
      userIds: [userId],
      typedName: name,
    });
    const codes = await Promise.all([
      codeFrom(api.users.ban({ instanceId, userId, confirmation })),
      codeFrom(api.users.ban({ instanceId, userId, confirmation })),
    ]);
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(wire.countOf(/\/ban$/)).toBe(1);
  });

  it('a token from before the mode was changed and changed back is worthless', async () => {
    const { api, instanceId, userId } = await setUp({ protection: 'guarded' });
    const { name } = (await api.instances.list())[0] ?? { name: '' };
    const { confirmation } = await api.protection.confirm({
      instanceId,
      method: 'users.ban',
      userIds: [userId],
      typedName: name,
    });
    await api.instances.update({ instanceId, protection: 'read-only' });
    expect(await codeFrom(api.users.ban({ instanceId, userId, confirmation }))).toBe('read_only');
    await api.instances.update({ instanceId, protection: 'guarded' });
    expect(await codeFrom(api.users.ban({ instanceId, userId, confirmation }))).toBe('confirmation_invalid');
  });

  it('read-only: refuses every call that changes something, on the way too, and lets reads pass', async () => {
    const { api, instanceId, userId, wire } = await setUp({ protection: 'read-only' });
    const on = { instanceId, userId };
    const before = wire.sent.length;
    const calls: [string, Promise<unknown>][] = [
      ...destructive.map((name): [string, Promise<unknown>] => [name, api.users[name](on)]),
      ['create', api.users.create({ instanceId, user: { emailAddress: ['a@b.co'] } })],
      ['update', api.users.update({ ...on, changes: { firstName: 'x' } })],
      ['unban', api.users.unban(on)],
      ['lock', api.users.lock(on)],
      ['unlock', api.users.unlock(on)],
      ['setProfileImage', api.users.setProfileImage({ ...on, contentType: 'image/png', base64: 'AAAA' })],
      ['deleteProfileImage', api.users.deleteProfileImage(on)],
      ['updateMetadata', api.users.updateMetadata({ ...on, publicMetadata: {} })],
      ['createTotp', api.users.createTotp(on)],
      ['verifyPassword', api.users.verifyPassword({ ...on, password: 'x' })],
      ['verifyTotp', api.users.verifyTotp({ ...on, code: '000000' })],
      ['listOAuthAccessTokens', api.users.listOAuthAccessTokens({ ...on, provider: 'oauth_google' })],
    ];
    for (const [name, call] of calls) expect(await codeFrom(call), name).toBe('read_only');
    expect(wire.sent.length).toBe(before);
    expect(await codeFrom(api.users.get(on))).toBe('done');
    expect(await codeFrom(api.users.listOrganizationMemberships(on))).toBe('done');
  });

  it('a write that waits for its turn is not sent once the instance has become read-only', async () => {
    const { api, instanceId, userId, wire } = await setUp();
    // Ten writes in ten seconds are all that one user takes: the eleventh waits.
    for (let turn = 0; turn < 10; turn += 1) {
      await api.users.updateMetadata({ instanceId, userId, publicMetadata: { turn } });
    }
    const before = wire.countOf(/PATCH .*\/metadata/);
    const waiting = codeFrom(
      api.users.updateMetadata({ instanceId, userId, publicMetadata: { turn: 'last' } }),
    );
    await api.instances.update({ instanceId, protection: 'read-only' });
    expect(await waiting).toBe('read_only');
    expect(wire.countOf(/PATCH .*\/metadata/)).toBe(before);
  }, 20_000);
});

describe('createTotp', () => {
  it('sets a secret of its own where the endpoint is gone, and asks for the endpoint once', async () => {
    const { api, instanceId, wire } = await setUp();
    const { users } = await api.users.list({ instanceId, limit: 50 });
    const [first, second] = users.filter((user) => !user.totpEnabled && user.scim === null);
    if (first === undefined || second === undefined)
      throw new Error('the demo has too few users without TOTP');
    const { secret, uri } = await api.users.createTotp({ instanceId, userId: first.id });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toContain(`secret=${secret}`);
    expect(await api.directory.get({ instanceId, userId: first.id })).toMatchObject({ totpEnabled: true });
    await api.users.createTotp({ instanceId, userId: second.id });
    expect(wire.countOf(/POST .*\/totp$/)).toBe(1);
  });
});
