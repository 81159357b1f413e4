/** Every operation there and back against the demo server, which keeps state as Clerk does. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClerkClient } from '../../../electron/core/clerk/clerk-client.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { startDemoServer, type DemoServer } from '../../../electron/demo/start-demo-server.ts';
import type { User } from '../../../shared/models/user.ts';
import { createFakeClock, createHastyClock, settle } from '../../harness/clerk/fake-clock.ts';
import { awkwardMetadata, awkwardMetadataText } from '../../harness/clerk/sample.ts';
import { createTestClient, failureOf } from '../../harness/clerk/test-client.ts';
import { wholeImages } from '../../harness/whole-images.ts';

let server: DemoServer;
let client: ClerkClient;
let everyone: User[];

beforeAll(async () => {
  server = await startDemoServer({ users: 500, environment: 'production', totpEndpoint: true });
  client = createTestClient(server.url, {
    secretKey: server.secretKey,
    environment: 'production',
    clock: systemClock,
  });
  everyone = (await client.call('list', { limit: 500 })).users;
});
afterAll(async () => {
  client.close();
  await server.close();
});

/** A user that nothing was done to yet. */
function take(wanted: (user: User) => boolean): User {
  const index = everyone.findIndex(wanted);
  expect(index, 'the demo has such a user').toBeGreaterThanOrEqual(0);
  return everyone.splice(index, 1)[0]!;
}
const plain = (user: User) =>
  !user.banned && !user.locked && user.scim === null && user.emailAddresses.length > 0;
const read = (userId: string) => client.call('get', { userId });

describe('the instance', () => {
  it('tells what a key belongs to', async () => {
    const instance = await client.call('getInstance', {});
    expect(instance).toMatchObject({ id: server.instanceId, environmentType: 'production' });
    const { domains } = await client.call('listDomains', {});
    expect(domains[0]!.name).not.toBe('');
  });
});

describe('reading', () => {
  it('list, count and get agree', async () => {
    expect(await client.call('count', {})).toEqual({ total: 500 });
    const page = await client.call('list', { limit: 2, orderBy: '-created_at' });
    const next = await client.call('list', {
      limit: 2,
      orderBy: '-created_at',
      startingAfter: page.users[1]!.id,
    });
    expect(new Set([...page.users, ...next.users].map((user) => user.id)).size).toBe(4);
    expect(await read(page.users[0]!.id)).toEqual(page.users[0]);
  });

  it('filters that are false and zero are not lost', async () => {
    const { total } = await client.call('count', { banned: false });
    const banned = await client.call('count', { banned: true });
    expect(banned.total).toBeGreaterThan(0);
    expect(total + banned.total).toBe(500);
    expect((await client.call('list', { offset: 0, limit: 1 })).users).toHaveLength(1);
  });

  it('included and excluded ids mean what they say', async () => {
    const [a, b] = everyone as [User, User];
    const found = await client.call('list', { userId: [`+${a.id}`, `+${b.id}`], limit: 10 });
    expect(found.users.map((user) => user.id).sort()).toEqual([a.id, b.id].sort());
    expect(await client.call('count', { userId: [`-${a.id}`] })).toEqual({ total: 499 });
  });

  it('a page of more than 500 is one of 500, not one of 10', async () => {
    expect((await client.call('list', { limit: 100_000 })).users).toHaveLength(500);
  });

  it('memberships and invitations', async () => {
    let memberships = 0;
    let invitations = 0;
    for (const { id: userId } of everyone.slice(0, 60)) {
      const of = await client.call('listOrganizationMemberships', { userId, limit: 500 });
      expect(of.memberships).toHaveLength(of.total);
      for (const membership of of.memberships) expect(membership.organization.name).not.toBe('');
      memberships += of.total;
      invitations += (await client.call('listOrganizationInvitations', { userId })).total;
    }
    expect(memberships).toBeGreaterThan(0);
    expect(invitations).toBeGreaterThan(0);
  });

  it('OAuth access tokens', async () => {
    const user = take((each) => plain(each) && each.externalAccounts.length > 0);
    const provider = user.externalAccounts[0]!.provider;
    const { tokens } = await client.call('listOAuthAccessTokens', { userId: user.id, provider });
    expect(tokens[0]!.token).not.toBe('');
    expect(tokens[0]!.externalAccountId).toBe(user.externalAccounts[0]!.id);
  });

  it('someone who is not there', async () => {
    expect(await failureOf(read('user_nobody'))).toMatchObject({
      code: 'not_found',
      status: 404,
      clerkCode: 'resource_not_found',
      traceId: expect.any(String),
    });
  });
});

describe('a life', () => {
  it('create, update, metadata, delete', async () => {
    const created = await client.call('create', {
      user: {
        emailAddress: ['life+1@example.com'],
        firstName: 'Ada',
        password: 'a long enough passphrase',
        createdAt: '2020-02-03T04:05:06Z',
        publicMetadata: awkwardMetadata,
      },
    });
    expect(created).toMatchObject({ firstName: 'Ada', createdAt: Date.parse('2020-02-03T04:05:06Z') });
    expect(JSON.stringify(created.publicMetadata)).toBe(awkwardMetadataText);
    const userId = created.id;

    const updated = await client.call('update', { userId, changes: { firstName: null, lastName: 'L' } });
    expect(updated).toMatchObject({ firstName: null, lastName: 'L' });

    const merged = await client.call('updateMetadata', {
      userId,
      publicMetadata: { 'a-b': null, added: { deep: 1 } },
    });
    expect(merged.publicMetadata).toMatchObject({
      camelCase: { inner_key: [{ aB: null }] },
      added: { deep: 1 },
    });
    expect(Object.keys(merged.publicMetadata)).not.toContain('a-b');
    expect(Object.hasOwn(merged.publicMetadata, '__proto__')).toBe(true);
    expect(await read(userId)).toEqual(merged);

    expect(
      await failureOf(client.call('create', { user: { emailAddress: ['life+1@example.com'] } })),
    ).toMatchObject({
      code: 'rejected',
      status: 422,
      clerkCode: 'form_identifier_exists',
      fields: { 'user.emailAddress': expect.any(String) },
    });
    expect(
      await failureOf(client.call('update', { userId, changes: { username: 'no spaces' } })),
    ).toMatchObject({
      code: 'rejected',
      fields: { 'changes.username': expect.any(String) },
    });

    expect(await client.call('delete', { userId })).toEqual({ id: userId, deleted: true });
    expect(await failureOf(client.call('delete', { userId }))).toMatchObject({ code: 'not_found' });
  });

  it('ban, unban, lock, unlock', async () => {
    const { id: userId } = take(plain);
    expect(await client.call('ban', { userId })).toMatchObject({ id: userId, banned: true });
    expect(await client.call('unban', { userId })).toMatchObject({ banned: false });
    expect(await client.call('lock', { userId })).toMatchObject({ locked: true });
    expect(await client.call('unlock', { userId })).toMatchObject({ locked: false });
    expect(await read(userId)).toMatchObject({ banned: false, locked: false });
  });

  it('a profile image, which is then served as it was', async () => {
    const { id: userId } = take((user) => plain(user) && !user.hasImage);
    const base64 = Buffer.from(wholeImages.png.bytes).toString('base64');
    const withImage = await client.call('setProfileImage', { userId, contentType: 'image/png', base64 });
    expect(withImage.hasImage).toBe(true);
    const served = await fetch(withImage.imageUrl!);
    expect(Buffer.from(await served.arrayBuffer()).toString('base64')).toBe(base64);
    expect(await client.call('deleteProfileImage', { userId })).toMatchObject({ hasImage: false });
  });
});

describe('passwords and second factors', () => {
  it('a password is verified or not, and none is a failure', async () => {
    const { id: userId } = await client.call('create', {
      user: { emailAddress: ['pass@example.com'], password: 'a long enough passphrase' },
    });
    const verify = (password: string) => client.call('verifyPassword', { userId, password });
    expect(await verify('a long enough passphrase')).toEqual({ verified: true });
    expect(await verify('wrong')).toEqual({ verified: false });

    const { id } = take((user) => plain(user) && !user.passwordEnabled);
    expect(await failureOf(client.call('verifyPassword', { userId: id, password: 'x' }))).toMatchObject({
      code: 'rejected',
      clerkCode: 'no_password_set',
    });
  });

  it('a password is marked as compromised and not, and removed', async () => {
    const { id: userId } = await client.call('create', {
      user: { emailAddress: ['marked@example.com'], password: 'a long enough passphrase' },
    });
    expect(await client.call('setPasswordCompromised', { userId })).toMatchObject({ passwordEnabled: true });
    expect(await client.call('unsetPasswordCompromised', { userId })).toMatchObject({ id: userId });
    expect(await client.call('removePassword', { userId })).toMatchObject({ passwordEnabled: false });
    expect(await failureOf(client.call('setPasswordCompromised', { userId }))).toMatchObject({
      code: 'rejected',
      clerkCode: 'no_password_set',
    });
  });

  it('TOTP and backup codes are made, used and taken away', async () => {
    const { id: userId } = take((user) => plain(user) && !user.twoFactorEnabled);
    const verify = (code: string) => client.call('verifyTotp', { userId, code });
    expect(await failureOf(verify('123456'))).toMatchObject({ clerkCode: 'totp_disabled' });

    const { secret, uri } = await client.call('createTotp', { userId });
    expect(uri).toContain(`secret=${secret}`);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    expect(await verify(totp.generate())).toEqual({ verified: true, codeType: 'totp' });
    const wrong = totp.generate({ timestamp: Date.now() + 3_600_000 });
    expect(await verify(wrong)).toEqual({ verified: false });
    expect(await verify('1')).toEqual({ verified: false });

    await client.call('update', { userId, changes: { backupCodes: ['first-code', 'other-code'] } });
    expect(await verify('first-code')).toEqual({ verified: true, codeType: 'backup_code' });
    expect(await verify('first-code')).toEqual({ verified: false });

    expect(await client.call('deleteBackupCodes', { userId })).toEqual({ userId });
    expect(await client.call('deleteTotp', { userId })).toEqual({ userId });
    expect(await read(userId)).toMatchObject({ totpEnabled: false, backupCodeEnabled: false });

    await client.call('update', { userId, changes: { totpSecret: secret } });
    expect(await read(userId)).toMatchObject({ totpEnabled: true });
    expect(await client.call('disableMfa', { userId })).toEqual({ userId });
    expect(await read(userId)).toMatchObject({ totpEnabled: false, twoFactorEnabled: false });
  });

  it('createTotp surfaces the 405 of today, for whoever falls back', async () => {
    const today = await startDemoServer({ users: 1 });
    const newer = createTestClient(today.url, { secretKey: today.secretKey });
    const { id: userId } = (await newer.call('list', {})).users[0]!;
    expect(await failureOf(newer.call('createTotp', { userId }))).toMatchObject({
      code: 'rejected',
      status: 405,
    });
    newer.close();
    await today.close();
  });
});

describe('what hangs on a user is taken away', () => {
  it('a passkey', async () => {
    const user = take((each) => plain(each) && each.passkeys.length > 0);
    const passkeyId = user.passkeys[0]!.id!;
    const input = { userId: user.id, passkeyId };
    expect(await client.call('deletePasskey', input)).toEqual({ id: passkeyId, deleted: true });
    expect((await read(user.id)).passkeys.map((each) => each.id)).not.toContain(passkeyId);
  });

  it('a wallet', async () => {
    const user = take((each) => plain(each) && each.web3Wallets.length > 0);
    const web3WalletId = user.web3Wallets[0]!.id!;
    const input = { userId: user.id, web3WalletId };
    expect(await client.call('deleteWeb3Wallet', input)).toEqual({ id: web3WalletId, deleted: true });
    expect((await read(user.id)).web3Wallets.map((each) => each.id)).not.toContain(web3WalletId);
  });

  it('an external account', async () => {
    const user = take((each) => plain(each) && each.externalAccounts.length > 0);
    const externalAccountId = user.externalAccounts[0]!.id;
    const input = { userId: user.id, externalAccountId };
    expect(await client.call('deleteExternalAccount', input)).toEqual({
      id: externalAccountId,
      deleted: true,
    });
    expect((await read(user.id)).externalAccounts.map((each) => each.id)).not.toContain(externalAccountId);
  });
});

describe('limits', () => {
  it('a burst of reads and of writes to one user stays below them, and all come through', async () => {
    const clock = createFakeClock();
    const small = await startDemoServer({ users: 5, clock });
    let underWay = 0;
    const careful = createTestClient(small.url, {
      secretKey: small.secretKey,
      clock,
      fetch: async (url, init) => {
        underWay += 1;
        const response = await fetch(url, init);
        const text = await response.text();
        underWay -= 1;
        return new Response(text, response);
      },
    });
    const userId = (await drive(careful.call('list', {}))).users[0]!.id;
    const reads = Array.from({ length: 150 }, () =>
      careful.call('get', { userId }, { priority: 'background' }),
    );
    const writes = Array.from({ length: 25 }, (_, n) =>
      careful.call('updateMetadata', { userId, publicMetadata: { n } }),
    );
    const begin = clock.now();
    await drive(Promise.all([...reads, ...writes]));
    expect(small.stats.total).toBe(176);
    expect(small.stats.rateLimited).toBe(0);
    expect(small.stats.mostAtOnce).toBeLessThanOrEqual(10);
    expect(clock.now() - begin).toBeGreaterThanOrEqual(30_000);
    careful.close();
    await small.close();

    /** Moves the clock on whenever nothing is on its way, so that both sides go by the same time. */
    async function drive<T>(promise: Promise<T>): Promise<T> {
      let ended = false;
      const end = () => (ended = true);
      promise.then(end, end);
      while (!ended) {
        await settle();
        if (underWay === 0 && !ended) await clock.advance(100);
      }
      return promise;
    }
  });

  it('when others have used the limit up, calls wait as long as they are told, and come through', async () => {
    const clock = createHastyClock();
    const small = await startDemoServer({ users: 5, clock, rateLimit: 5 });
    const headers = { authorization: `Bearer ${small.secretKey}` };
    for (let i = 0; i < 5; i++) await (await fetch(`${small.url}/users`, { headers })).text();
    const patient = createTestClient(small.url, { secretKey: small.secretKey, clock });
    expect(await patient.call('count', {})).toEqual({ total: 5 });
    expect(small.stats.rateLimited).toBe(1);
    patient.close();
    await small.close();
  });

  it('a key that is refused says so', async () => {
    const stranger = createTestClient(server.url);
    expect(await failureOf(stranger.call('getInstance', {}))).toMatchObject({
      code: 'unauthorized',
      status: 401,
    });
    expect(stranger.connection().state).toBe('unauthorized');
    stranger.close();
  });
});
