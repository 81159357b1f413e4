/**
 * What the calls on identifiers, sessions and links mean for the mirror, and that what they carry of
 * secrets is kept nowhere. The API's answers to them are the test's own; users are the demo server's.
 */
import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/failure.ts';
import type { User } from '../../../shared/models/user.ts';
import { createKeptLog } from '../../harness/clerk/test-client.ts';
import { samples } from '../../harness/clerk/operation-samples.ts';
import { searchForSecret, searchTextForSecret } from '../../harness/search-for-secret.ts';
import { startWithInstance } from '../../harness/test-core.ts';
import { createWatchedWire, refusal } from '../../harness/watched-wire.ts';

type Test = Awaited<ReturnType<typeof startWithInstance>>;

let test: Test | undefined;
afterEach(async () => {
  await test?.end();
  test = undefined;
});

async function setUp() {
  const wire = createWatchedWire();
  const log = createKeptLog();
  test = await startWithInstance({}, { fetch: wire.fetch, logger: log.logger });
  const { api, instanceId } = test;
  const { users } = await api.users.list({ instanceId, limit: 50 });
  const user = users.find((one) => one.emailAddresses.length > 0 && one.phoneNumbers.length > 0);
  if (user === undefined) throw new Error('the demo has no user with an e-mail address and a phone number');
  const on = { instanceId, userId: user.id };
  const emailAddressId = user.emailAddresses[0]!.id!;
  const phoneNumberId = user.phoneNumbers[0]!.id!;
  wire.sent.length = 0;
  return { ...test, wire, log, api, on, user, emailAddressId, phoneNumberId };
}
type SetUp = Awaited<ReturnType<typeof setUp>>;

const isRead = (user: User) => new RegExp(`^GET /users/${user.id}$`);
const codeFrom = (task: Promise<unknown>) =>
  task.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe('a write on an identifier', () => {
  const email = { emailAddress: 'jane+2@example.com' };
  const phone = { phoneNumber: '+15555550100' };
  const calls: [name: string, line: RegExp, call: (set: SetUp) => Promise<unknown>][] = [
    ['createEmailAddress', /POST/, ({ api, on }) => api.users.createEmailAddress({ ...on, ...email })],
    [
      'updateEmailAddress',
      /PATCH/,
      ({ api, on, emailAddressId }) => api.users.updateEmailAddress({ ...on, emailAddressId, primary: true }),
    ],
    [
      'deleteEmailAddress',
      /DELETE/,
      ({ api, on, emailAddressId }) => api.users.deleteEmailAddress({ ...on, emailAddressId }),
    ],
    ['replaceEmailAddress', /PUT/, ({ api, on }) => api.users.replaceEmailAddress({ ...on, ...email })],
    ['createPhoneNumber', /POST/, ({ api, on }) => api.users.createPhoneNumber({ ...on, ...phone })],
    [
      'updatePhoneNumber',
      /PATCH/,
      ({ api, on, phoneNumberId }) => api.users.updatePhoneNumber({ ...on, phoneNumberId, verified: true }),
    ],
    [
      'deletePhoneNumber',
      /DELETE/,
      ({ api, on, phoneNumberId }) => api.users.deletePhoneNumber({ ...on, phoneNumberId }),
    ],
    ['replacePhoneNumber', /PUT/, ({ api, on }) => api.users.replacePhoneNumber({ ...on, ...phone })],
  ];

  it.each(calls)('%s: the user is read again after it, once, into the mirror', async (name, line, call) => {
    const set = await setUp();
    const { wire, user, api, on } = set;
    const { answer, output } = samples[name as keyof typeof samples];
    wire.when(new RegExp(`^${line.source} `), () => Response.json(answer));
    wire.when(isRead(user), () => Response.json({ ...user.raw, first_name: 'Read again' }));

    expect(await call(set)).toEqual(output);
    expect(wire.sent).toEqual([expect.stringMatching(line), expect.stringMatching(isRead(user))]);
    expect(await api.directory.get(on)).toMatchObject({ firstName: 'Read again' });
    expect((await api.audit.list({})).entries).toMatchObject([
      { method: `users.${name}`, state: 'done', userId: user.id },
    ]);
  });

  it('is of an identifier that the mirror does not know yet: the user is read first', async () => {
    const { wire, user, api, on } = await setUp();
    const address = { ...(user.raw.email_addresses as object[])[0], id: 'idn_of_today' };
    wire.when(isRead(user), () => Response.json({ ...user.raw, email_addresses: [address] }));
    wire.when(/^DELETE /, () => Response.json({ id: 'idn_of_today', deleted: true }));
    await api.users.deleteEmailAddress({ ...on, emailAddressId: 'idn_of_today' });
    expect(wire.sent.map((line) => line.split(' ')[0])).toEqual(['GET', 'DELETE', 'GET']);
  });

  it('is not sent for one that the user no longer has, and the mirror learns that', async () => {
    const { wire, user, api, on } = await setUp();
    wire.when(isRead(user), () => Response.json({ ...user.raw, first_name: 'Changed elsewhere' }));
    expect(await codeFrom(api.users.updatePhoneNumber({ ...on, phoneNumberId: 'idn_gone' }))).toBe(
      'not_found',
    );
    expect(wire.countOf(/^(?!GET )/)).toBe(0);
    expect(await api.directory.get(on)).toMatchObject({ firstName: 'Changed elsewhere' });
    expect((await api.audit.list({})).entries).toEqual([]);
  });

  it('that is refused says so at the field, and leaves the mirror alone', async () => {
    const { wire, api, on } = await setUp();
    const words = 'That e-mail address is taken.';
    const error = { code: 'form_identifier_exists', message: 'Taken', long_message: words };
    wire.when(/^POST /, () =>
      Response.json({ errors: [{ ...error, meta: { param_name: 'email_address' } }] }, { status: 422 }),
    );
    const failed = await api.users
      .createEmailAddress({ ...on, emailAddress: 'taken@example.com' })
      .catch((reason: unknown) => reason);
    expect((failed as AppError).failure).toMatchObject({
      code: 'rejected',
      clerkCode: 'form_identifier_exists',
      fields: { emailAddress: words },
    });
    expect(wire.countOf(/^GET /)).toBe(0);
  });
});

describe('replacing metadata', () => {
  it('is one PUT, whose user is in the mirror at once', async () => {
    const { wire, user, api, on } = await setUp();
    wire.when(/^PUT /, () => Response.json({ ...user.raw, public_metadata: { plan: 'pro' } }));
    await api.users.replaceMetadata({ ...on, publicMetadata: { plan: 'pro' } });
    expect(wire.sent).toEqual([`PUT /users/${user.id}/metadata`]);
    expect(await api.directory.get(on)).toMatchObject({ publicMetadata: { plan: 'pro' } });
  });
});

describe('a write on a session or a link', () => {
  it('reads nothing again, as it leaves the user as it is, and is noted', async () => {
    const { wire, api, on } = await setUp();
    for (const [line, name] of [
      [/sessions\/sess_1\/revoke/, 'revokeSession'],
      [/sign_in_tokens$/, 'createSignInToken'],
      [/sign_in_tokens\/sit_1\/revoke/, 'revokeSignInToken'],
      [/actor_tokens$/, 'createActorToken'],
      [/actor_tokens\/act_1\/revoke/, 'revokeActorToken'],
    ] as const) {
      wire.when(line, () => Response.json(samples[name].answer));
    }
    await api.users.revokeSession({ ...on, sessionId: 'sess_1' });
    await api.users.createSignInToken(on);
    await api.users.revokeSignInToken({ ...on, signInTokenId: 'sit_1' });
    await api.users.createActorToken({ ...on, actor: { sub: 'support' } });
    await api.users.revokeActorToken({ ...on, actorTokenId: 'act_1' });
    expect(wire.countOf(/^GET /)).toBe(0);
    const { entries } = await api.audit.list({});
    expect(entries.map(({ method, state }) => `${method} ${state}`).reverse()).toEqual(
      ['revokeSession', 'createSignInToken', 'revokeSignInToken', 'createActorToken', 'revokeActorToken'].map(
        (name) => `users.${name} done`,
      ),
    );
  });

  it('lets two sessions be revoked at the same time, and one but once', async () => {
    const { wire, api, on } = await setUp();
    wire.when(/revoke$/, () => Response.json(samples.revokeSession.answer));
    const codes = await Promise.all(
      ['one', 'two', 'two'].map((sessionId) => codeFrom(api.users.revokeSession({ ...on, sessionId }))),
    );
    expect(codes).toEqual(['done', 'done', 'busy']);
  });
});

describe('what is secret', () => {
  it('is in no file, log or journal: links, bare tokens, passwords and codes', async () => {
    const { wire, api, on, log, dataDir } = await setUp();
    wire.when(/sign_in_tokens$/, () => Response.json(samples.createSignInToken.answer));
    wire.when(/actor_tokens$/, () => Response.json(samples.createActorToken.answer));
    const password = 'SecretPassword-81726354';
    const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    // A server that repeats what it was sent.
    wire.when(/^(PATCH|POST) \/users/, () =>
      refusal(422, 'form_param_value_invalid', `${password} and ${totpSecret} are bad.`),
    );
    const link = await api.users.createSignInToken(on);
    const impersonation = await api.users.createActorToken({ ...on, actor: { sub: 'support' } });
    // They do reach the screen.
    expect(link.url).toContain('LinkTicket-sit_1');
    expect(impersonation.url).toContain('LinkTicket-act_1');
    const refused = await Promise.all([
      api.users.update({ ...on, changes: { password, totpSecret } }).catch((error: unknown) => error),
      api.users
        .create({ instanceId: on.instanceId, user: { username: 'decoy-user', password, totpSecret } })
        .catch((error: unknown) => error),
    ]);

    const journal = JSON.stringify((await api.audit.list({})).entries);
    expect(journal).toContain('decoy-user');
    expect(await readdir(`${dataDir}/profile`)).toContain('app.db');
    for (const secret of ['LinkTicket', 'BareLinkToken', password, totpSecret]) {
      expect(searchTextForSecret(journal, secret), secret).toEqual([]);
      expect(searchTextForSecret(log.text(), secret), secret).toEqual([]);
      expect(searchTextForSecret(JSON.stringify(refused), secret), secret).toEqual([]);
      expect(await searchForSecret(dataDir, secret), secret).toEqual([]);
    }
    expect(JSON.stringify(refused)).toContain('[secret]');
  });
});
