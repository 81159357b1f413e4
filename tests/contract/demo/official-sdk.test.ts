/** Clerk's own SDK is run against the demo server, for each operation of the server that it has. */
import { createClerkClient } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationRoutes } from '../../../electron/demo/operations/operations.ts';
import { demoPassword } from '../../../electron/demo/population/generated-record.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';
import { wholeImages } from '../../harness/whole-images.ts';

let api: DemoApi;
/** Operations that the SDK itself asked for. */
const metBySdk = new Set<string>();
let clerk: ReturnType<typeof createClerkClient>;
let users: typeof clerk.users;

beforeAll(async () => {
  api = await startDemoApi({
    users: 600,
    log(line) {
      const { userAgent, operation } = JSON.parse(line) as { userAgent: string; operation: string };
      if (userAgent.includes('@clerk/backend')) metBySdk.add(operation);
    },
  });
  clerk = createClerkClient({
    secretKey: api.server.secretKey,
    apiUrl: api.server.url.replace(/\/v1$/, ''),
    telemetry: { disabled: true },
  });
  users = clerk.users;
});

afterAll(() => api.server.close());

/** Many at once it cannot ban, and this tests neither instances nor domains. */
const unknownToSdk = ['UsersBan', 'UsersUnban', 'GetInstance', 'ListDomains'];

const png = Buffer.from(wholeImages.png.bytes);

describe('the official SDK', () => {
  test('lists users with the total', async () => {
    const page = await users.getUserList({ limit: 7, orderBy: '+created_at' });
    expect(page.totalCount).toBe(600);
    expect(page.data).toHaveLength(7);
    expect(page.data[0]?.createdAt).toBeLessThanOrEqual(page.data[6]?.createdAt ?? 0);
  });

  test('counts with a filter', async () => {
    const one = await api.find((user) => user.email_addresses.length > 0);
    expect(await users.getCount({ emailAddress: [one.email_addresses[0]?.email_address ?? ''] })).toBe(1);
    expect(await users.getCount()).toBe(600);
  });

  test('creates, finds, updates and deletes a user', async () => {
    const created = await users.createUser({
      emailAddress: ['Grace.Hopper@Example.com'],
      firstName: 'Grace',
      publicMetadata: { plan: 'pro', Nested: { a_b: 1 } },
    });
    expect(created.emailAddresses[0]?.emailAddress).toBe('grace.hopper@example.com');
    expect(created.publicMetadata).toEqual({ plan: 'pro', Nested: { a_b: 1 } });
    expect((await users.getUser(created.id)).firstName).toBe('Grace');
    const updated = await users.updateUser(created.id, { lastName: 'Hopper', username: 'grace_h' });
    expect([updated.lastName, updated.username]).toEqual(['Hopper', 'grace_h']);
    const merged = await users.updateUserMetadata(created.id, { publicMetadata: { plan: null, seats: 3 } });
    expect(merged.publicMetadata).toEqual({ Nested: { a_b: 1 }, seats: 3 });
    expect((await users.deleteUser(created.id)).id).toBe(created.id);
    await expect(users.getUser(created.id)).rejects.toMatchObject({
      status: 404,
      errors: [{ code: 'resource_not_found' }],
    });
  });

  test('bans and unbans, locks and unlocks', async () => {
    const { id } = await api.find((user) => !user.banned && !user.locked);
    expect((await users.banUser(id)).banned).toBe(true);
    expect((await users.unbanUser(id)).banned).toBe(false);
    expect((await users.lockUser(id)).locked).toBe(true);
    expect((await users.unlockUser(id)).locked).toBe(false);
  });

  test('sets and deletes a picture', async () => {
    const { id } = await api.find((user) => !user.has_image);
    const withImage = await users.updateUserProfileImage(id, {
      file: new Blob([png], { type: 'image/png' }),
    });
    expect(withImage.hasImage).toBe(true);
    const served = await fetch(withImage.imageUrl);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer()).equals(png)).toBe(true);
    expect((await users.deleteUserProfileImage(id)).hasImage).toBe(false);
  });

  test('reads OAuth tokens', async () => {
    const { id } = await api.find((user) =>
      user.external_accounts.some((each) => each.provider === 'oauth_google'),
    );
    const tokens = await users.getUserOauthAccessToken(id, 'google');
    expect(tokens.totalCount).toBe(1);
    expect(tokens.data[0]).toMatchObject({
      provider: 'oauth_google',
      scopes: expect.arrayContaining(['openid']),
    });
  });

  test('reads organization memberships and invitations', async () => {
    let invitations = 0;
    let memberships = 0;
    for (const { id } of await api.users({ limit: 100 })) {
      const list = await users.getOrganizationMembershipList({ userId: id, limit: 100 });
      expect(list.data).toHaveLength(list.totalCount);
      memberships += list.totalCount;
      const found = await users.getOrganizationInvitationList({ userId: id, status: 'accepted' });
      expect(found.data.every((each) => each.status === 'accepted')).toBe(true);
      invitations += found.totalCount;
    }
    expect(memberships).toBeGreaterThan(20);
    expect(invitations).toBeGreaterThan(0);
  });

  test('verifies a password', async () => {
    const { id } = await api.find((user) => user.password_enabled);
    expect(await users.verifyPassword({ userId: id, password: demoPassword })).toEqual({ verified: true });
    const wrong = await users
      .verifyPassword({ userId: id, password: 'wrong' })
      .catch((error: unknown) => error);
    expect(isClerkAPIResponseError(wrong) && wrong.errors[0]?.code).toBe('incorrect_password');
  });

  test('verifies a code and takes second factors away', async () => {
    const secret = new Secret({ size: 20 }).base32;
    const created = await users.createUser({ emailAddress: ['mfa@example.com'], totpSecret: secret });
    expect(created.totpEnabled && created.twoFactorEnabled).toBe(true);
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect(await users.verifyTOTP({ userId: created.id, code })).toEqual({
      verified: true,
      code_type: 'totp',
    });
    // The SDK's types say `userId`; what it hands on is the wire's name.
    expect(await users.deleteUserTOTP(created.id)).toEqual({ user_id: created.id });

    await api.user('PATCH', `/users/${created.id}`, {
      totp_secret: secret,
      backup_codes: ['abcd1234', 'efgh5678'],
    });
    expect(await users.verifyTOTP({ userId: created.id, code: 'abcd1234' })).toMatchObject({
      code_type: 'backup_code',
    });
    expect(await users.deleteUserBackupCodes(created.id)).toEqual({ user_id: created.id });
    expect(await users.disableUserMFA(created.id)).toEqual({ user_id: created.id });
    expect((await users.getUser(created.id)).twoFactorEnabled).toBe(false);
  });

  test('deletes a passkey, a wallet and an external account', async () => {
    const withPasskey = await api.find((user) => user.passkeys.length > 0);
    const passkey = withPasskey.passkeys[0]?.id ?? '';
    const deleted = await users.deleteUserPasskey({
      userId: withPasskey.id,
      passkeyIdentificationId: passkey,
    });
    expect(deleted).toMatchObject({ id: passkey, deleted: true });

    const withWallet = await api.find((user) => user.web3_wallets.length > 0);
    const wallet = withWallet.web3_wallets[0]?.id ?? '';
    await users.deleteUserWeb3Wallet({ userId: withWallet.id, web3WalletIdentificationId: wallet });
    expect((await users.getUser(withWallet.id)).primaryWeb3WalletId).toBeNull();

    const withAccount = await api.find((user) => user.external_accounts.length > 0);
    const account = withAccount.external_accounts[0]?.id ?? '';
    await users.deleteUserExternalAccount({ userId: withAccount.id, externalAccountId: account });
    const left = await users.getUser(withAccount.id);
    expect(left.externalAccounts).toHaveLength(withAccount.external_accounts.length - 1);
  });

  test('replaces metadata', async () => {
    const { id } = await users.createUser({
      emailAddress: ['replaced@example.com'],
      publicMetadata: { plan: 'pro', seats: 3 },
      privateMetadata: { kept: true },
    });
    const replaced = await users.replaceUserMetadata(id, { publicMetadata: { plan: 'free' } });
    expect([replaced.publicMetadata, replaced.privateMetadata]).toEqual([{ plan: 'free' }, { kept: true }]);
  });

  test('adds, verifies, promotes, replaces and deletes an e-mail address', async () => {
    const { id: userId } = await users.createUser({ emailAddress: ['addresses@example.com'] });
    const added = await clerk.emailAddresses.createEmailAddress({
      userId,
      emailAddress: 'second.address@example.com',
    });
    expect([added.emailAddress, added.verification]).toEqual(['second.address@example.com', null]);
    const updated = await clerk.emailAddresses.updateEmailAddress(added.id, {
      verified: true,
      primary: true,
    });
    expect(updated.verification?.status).toBe('verified');
    expect((await users.getUser(userId)).primaryEmailAddressId).toBe(added.id);
    expect((await clerk.emailAddresses.getEmailAddress(added.id)).id).toBe(added.id);
    expect((await clerk.emailAddresses.deleteEmailAddress(added.id)).id).toBe(added.id);
    const replaced = await users.replaceUserEmailAddress(userId, {
      emailAddress: 'only.address@example.com',
    });
    expect((await users.getUser(userId)).emailAddresses.map((each) => each.id)).toEqual([replaced.id]);
    await expect(clerk.emailAddresses.deleteEmailAddress(replaced.id)).rejects.toMatchObject({
      status: 400,
      errors: [{ code: 'identification_deletion_failed' }],
    });
  });

  test('adds, verifies, promotes, replaces and deletes a phone number', async () => {
    const { id: userId } = await users.createUser({ emailAddress: ['numbers@example.com'] });
    const added = await clerk.phoneNumbers.createPhoneNumber({ userId, phoneNumber: '+15550000077' });
    const updated = await clerk.phoneNumbers.updatePhoneNumber(added.id, {
      verified: true,
      primary: true,
      reservedForSecondFactor: true,
    });
    expect([updated.reservedForSecondFactor, updated.defaultSecondFactor]).toEqual([true, true]);
    expect((await users.getUser(userId)).twoFactorEnabled).toBe(true);
    expect((await clerk.phoneNumbers.getPhoneNumber(added.id)).phoneNumber).toBe('+15550000077');
    const replaced = await users.replaceUserPhoneNumber(userId, { phoneNumber: '+15550000078' });
    expect((await users.getUser(userId)).twoFactorEnabled).toBe(false);
    expect((await clerk.phoneNumbers.deletePhoneNumber(replaced.id)).id).toBe(replaced.id);
    expect((await users.getUser(userId)).primaryPhoneNumberId).toBeNull();
  });

  test('lists, reads and revokes sessions', async () => {
    const { id: userId } = await users.createUser({ emailAddress: ['sessions@example.com'] });
    const session = await clerk.sessions.createSession({ userId });
    const list = await clerk.sessions.getSessionList({ userId, status: 'active' });
    expect([list.totalCount, list.data.map((each) => each.id)]).toEqual([1, [session.id]]);
    expect((await clerk.sessions.getSession(session.id)).userId).toBe(userId);
    expect((await clerk.sessions.revokeSession(session.id)).status).toBe('revoked');
    expect((await clerk.sessions.getSessionList({ userId, status: 'active' })).totalCount).toBe(0);

    const seen = await api.find((user) => user.last_sign_in_at !== null && !user.banned);
    const [made] = (await clerk.sessions.getSessionList({ userId: seen.id })).data;
    expect(made?.createdAt).toBe(seen.last_sign_in_at);
    expect(made?.latestActivity?.ipAddress).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113|2001:db8:)/);
  });

  test('creates and revokes links that sign in', async () => {
    const { id: userId } = await users.createUser({ emailAddress: ['links@example.com'] });
    const signIn = await clerk.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
    expect([signIn.status, signIn.url.includes(signIn.token)]).toEqual(['pending', true]);
    expect((await clerk.signInTokens.revokeSignInToken(signIn.id)).status).toBe('revoked');
    const actor = await clerk.actorTokens.create({ userId, actor: { sub: 'user_ops' } });
    expect([actor.status, actor.actor]).toEqual(['pending', { sub: 'user_ops' }]);
    expect(actor.url).toContain(actor.token);
    expect((await clerk.actorTokens.revoke(actor.id)).status).toBe('revoked');
    await expect(clerk.actorTokens.revoke(actor.id)).rejects.toMatchObject({
      status: 400,
      errors: [{ code: 'actor_token_cannot_be_revoked_code' }],
    });
  });

  test('removes a password', async () => {
    const { id } = await users.createUser({
      emailAddress: ['without.password@example.com'],
      password: 'a long enough password',
    });
    await users.setPasswordCompromised(id, { revokeAllSessions: true });
    await users.unsetPasswordCompromised(id);
    await users.removePassword(id);
    expect((await users.getUser(id)).passwordEnabled).toBe(false);
  });

  test('tells a refusal, a limit and a wrong key apart', async () => {
    api.server.faults.add({ kind: 'rate-limit', retryAfterSeconds: 7 });
    await expect(users.getUser('user_x')).rejects.toMatchObject({ status: 429, retryAfter: 7 });
    await expect(users.createUser({ emailAddress: ['not an address'] })).rejects.toMatchObject({
      status: 422,
      errors: [{ code: 'form_param_format_invalid', meta: { paramName: 'email_address' } }],
    });
    const stranger = createClerkClient({
      secretKey: 'sk_test_wrong',
      apiUrl: api.server.url.replace(/\/v1$/, ''),
      telemetry: { disabled: true },
    });
    await expect(stranger.users.getUser('user_x')).rejects.toMatchObject({
      status: 401,
      errors: [{ code: 'clerk_key_invalid' }],
    });
  });

  test('has met each operation of the server that it has', () => {
    const served = Object.values(operationRoutes({ totpEndpoint: false })).map((each) => each.name);
    expect([...metBySdk].sort()).toEqual(served.filter((name) => !unknownToSdk.includes(name)).sort());
  });
});
