/** What leaves the machine: every operation's request as a plain server sees it, byte by byte. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClerkClient } from '../../../electron/core/clerk/clerk-client.ts';
import type { OperationInput, OperationName } from '../../../electron/core/clerk/operations.ts';
import type { UserCreate, UserUpdate } from '../../../shared/models/user-input.ts';
import { announceClerkOpenApi, loadClerkOpenApi } from '../../harness/clerk-openapi.ts';
import { operationNames, samples, wireUser } from '../../harness/clerk/operation-samples.ts';
import {
  sendJson,
  startRecordingServer,
  type RecordingServer,
} from '../../harness/clerk/recording-server.ts';
import { awkwardMetadataText } from '../../harness/clerk/sample.ts';
import { createKeptLog, createTestClient, failureOf, plantedKey } from '../../harness/clerk/test-client.ts';
import { wholeImages } from '../../harness/whole-images.ts';

const description = loadClerkOpenApi();
announceClerkOpenApi("Requests of Roster's Clerk client", description);

let server: RecordingServer;
let client: ClerkClient;
let answer: unknown = {};

beforeAll(async () => {
  server = await startRecordingServer((response) => sendJson(response, 200, answer));
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  client = createTestClient(server.url);
  return () => client.close();
});

function call<N extends OperationName>(name: N) {
  answer = samples[name].answer;
  return client.call(name, samples[name].input);
}

describe.each(operationNames)('%s', (name) => {
  it('sends exactly the request it should, once, and reads its answer', async () => {
    const output = await call(name);

    const { request, output: expected } = samples[name];
    expect(server.requests).toHaveLength(1);
    const sent = server.requests[0]!;
    expect(`${sent.method} ${sent.url}`).toBe(`${request.method} /v1${request.url}`);
    if (request.contentType === undefined) {
      expect(sent.body.toString('utf8')).toBe(request.body ?? '');
      expect(sent.headers['content-type']).toBe(request.body === undefined ? undefined : 'application/json');
    } else {
      expect(sent.headers['content-type']).toMatch(request.contentType);
    }
    expect(output).toMatchObject(expected);
    // A link's bare token is left behind: nobody asks for it, so nobody need hold it.
    expect(JSON.stringify(output)).not.toContain('BareLinkToken');
  });

  it.runIf(description !== null)("is as Clerk's description says", async () => {
    await call(name);
    const sent = server.requests[0]!;
    const contentType = sent.headers['content-type'];
    const problems = description!.requestProblems({
      method: sent.method,
      path: sent.url,
      contentType,
      body: bodyOf(sent.body, contentType),
    });
    // The endpoint is gone from the description, and the call falls back when Clerk says so.
    const expected = name === 'createTotp' ? ['no operation POST /v1/users/user_1/totp'] : [];
    expect(problems).toEqual(expected);
  });
});

function bodyOf(body: Buffer, contentType: string | undefined): unknown {
  if (body.byteLength === 0) return undefined;
  if (contentType === 'application/json') return JSON.parse(body.toString('utf8'));
  return [...body.toString('latin1').matchAll(/ name="([^"]+)"/g)].map((match) => match[1]);
}

describe('every request', () => {
  it("carries the key, the API's version, the user agent, and what it accepts", async () => {
    await call('get');
    expect(server.requests[0]!.headers).toMatchObject({
      authorization: `Bearer ${plantedKey}`,
      'clerk-api-version': '2026-05-12',
      'user-agent': 'Roster/1.2.3',
      accept: 'application/json',
    });
  });

  it('keeps no connection that a write went out on', async () => {
    answer = wireUser;
    await client.call('get', { userId: 'user_1' });
    await client.call('lock', { userId: 'user_1' });
    expect(server.requests.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'close']);
  });

  it('encodes ids, so that each stays one segment of the path', async () => {
    answer = wireUser;
    await client.call('get', { userId: 'user_1/../x?y#z%2F ü' });
    expect(server.requests[0]!.url).toBe('/v1/users/user_1%2F..%2Fx%3Fy%23z%252F%20%C3%BC');
  });
});

describe('the log', () => {
  it('names the operation and the status, and nothing of what was sent or answered', async () => {
    const log = createKeptLog();
    client = createTestClient(server.url, { logger: log.logger });
    for (const name of operationNames) await call(name);
    const text = log.text();
    for (const name of operationNames) expect(text).toContain(`"operation":"${name}"`);
    expect(text).toContain('"status":200');
    for (const secret of [
      plantedKey,
      'user_1',
      'jane',
      'Jane',
      'pä',
      '012345',
      'live',
      'MADEUPSECRET',
      'LinkTicket',
      'BareLinkToken',
      '15555550100',
      '192.0.2.1',
      server.url,
    ]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe.runIf(description !== null)("every known field is one of Clerk's description", () => {
  /** What the description of August 2026 lacks and the API of October has, by the official SDK. */
  const newer = ['body must NOT have additional properties (timezone)'];
  const times = { lastActiveAtBefore: 1, lastActiveAtAfter: 1, createdAtBefore: 1, createdAtAfter: 1 };
  const texts = {
    query: 'a',
    emailAddressQuery: 'a',
    phoneNumberQuery: 'a',
    usernameQuery: 'a',
    nameQuery: 'a',
  };
  const values = ['a'];
  const filter: Required<OperationInput<'count'>> = {
    ...{ ...times, lastSignInAtBefore: 1, lastSignInAtAfter: 1, ...texts, banned: true, provider: 'a' },
    ...{ emailAddress: values, phoneNumber: values, externalId: values, userId: values, username: values },
    ...{ organizationId: values, web3Wallet: values, providerUserId: values },
  };
  const shared: Required<Omit<UserCreate & UserUpdate, keyof OnlyCreate | keyof OnlyUpdate>> = {
    ...{ externalId: 'a', firstName: 'a', lastName: 'a', locale: 'en', timezone: 'UTC', username: 'a' },
    ...{ password: 'a', passwordDigest: 'a', passwordHasher: 'bcrypt', skipPasswordChecks: true },
    ...{ totpSecret: 'a', backupCodes: values, deleteSelfEnabled: true, createOrganizationEnabled: true },
    ...{ createOrganizationsLimit: 1, legalAcceptedAt: '2026-01-01T00:00:00Z', skipLegalChecks: true },
    ...{ createdAt: '2026-01-01T00:00:00Z', bypassClientTrust: true },
  };
  type OnlyCreate = Omit<UserCreate, keyof UserUpdate>;
  type OnlyUpdate = Omit<UserUpdate, keyof UserCreate>;
  const onlyCreate: Required<OnlyCreate> = {
    ...{ emailAddress: values, emailAddressIdentificationStatus: ['verified'] },
    ...{ phoneNumber: values, phoneNumberIdentificationStatus: ['reserved'], web3Wallet: values },
    ...{ publicMetadata: {}, privateMetadata: {}, unsafeMetadata: {}, banned: true, locked: true },
    ...{ skipPasswordRequirement: true, skipUserRequirement: true },
  };
  const onlyUpdate: Required<OnlyUpdate> = {
    ...{
      primaryEmailAddressId: 'a',
      primaryPhoneNumberId: 'a',
      primaryWeb3WalletId: 'a',
      profileImageId: 'a',
    },
    ...{ notifyPrimaryEmailAddressChanged: true, signOutOfOtherSessions: true },
  };

  function problemsAndNames() {
    const sent = server.requests[0]!;
    const body = bodyOf(sent.body, sent.headers['content-type']);
    const query = [...new URL(sent.url, server.url).searchParams.keys()];
    return {
      problems: description!.requestProblems({ method: sent.method, path: sent.url, body }),
      count: body === undefined ? query.length : Object.keys(body as object).length,
    };
  }

  it('of list', async () => {
    answer = [];
    await client.call('list', { ...filter, limit: 1, offset: 1, startingAfter: 'a', orderBy: '-created_at' });
    expect(problemsAndNames()).toEqual({ problems: [], count: Object.keys(filter).length + 4 });
  });

  it('of count', async () => {
    answer = { total_count: 1 };
    await client.call('count', filter);
    expect(problemsAndNames()).toEqual({ problems: [], count: Object.keys(filter).length });
  });

  it('of create', async () => {
    answer = wireUser;
    const user: Required<UserCreate> = { ...shared, ...onlyCreate };
    await client.call('create', { user });
    expect(problemsAndNames()).toEqual({ problems: newer, count: Object.keys(user).length });
  });

  it('of update', async () => {
    answer = wireUser;
    const changes: Required<UserUpdate> = { ...shared, ...onlyUpdate };
    await client.call('update', { userId: 'user_1', changes });
    expect(problemsAndNames()).toEqual({ problems: newer, count: Object.keys(changes).length });
  });
});

describe('an image', () => {
  it('is a form with one file, its type, and its very bytes', async () => {
    await call('setProfileImage');
    const sent = server.requests[0]!;
    const form = await new Response(new Uint8Array(sent.body), {
      headers: { 'content-type': sent.headers['content-type']! },
    }).formData();
    expect([...form.keys()]).toEqual(['file']);
    const file = form.get('file') as File;
    expect(file.type).toBe('image/png');
    expect(file.name).toBe('profile.png');
    expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(
      samples.setProfileImage.input.base64,
    );
  });

  const { png, jpeg } = wholeImages;
  const ofSize = (size: number) => Buffer.concat([png.bytes, Buffer.alloc(size - png.bytes.length)]);

  it('of 10 MB is sent', async () => {
    const base64 = ofSize(10_000_000).toString('base64');
    await client.call('setProfileImage', { userId: 'user_1', contentType: 'image/png', base64 });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Uint8Array, 'base64' | 'contentType', RegExp]>([
    ['above 10 MB', ofSize(10_000_001), 'base64', /larger than 10 MB/],
    ['that is a renamed program', Buffer.from('MZ\x90\0 and more'), 'base64', /is not an image/],
    ['that is an SVG', Buffer.from('<svg><script>alert(1)</script></svg>'), 'base64', /is SVG/],
    ['that is empty', Buffer.alloc(0), 'base64', /is not an image/],
    ['that is cut off', png.bytes.subarray(0, -1), 'base64', /cut off/],
    ['of another type than said', jpeg.bytes, 'contentType', /image\/jpeg, not image\/png/],
  ])('%s is refused before it is sent', async (_, bytes, field, words) => {
    const base64 = Buffer.from(bytes).toString('base64');
    const failure = await failureOf(
      client.call('setProfileImage', { userId: 'user_1', contentType: 'image/png', base64 }),
    );
    expect(failure).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(words),
      fields: { [field]: expect.any(String) },
    });
    expect(failure.message).toContain('Nothing was sent.');
    expect(server.requests).toHaveLength(0);
  });
});

describe('metadata', () => {
  it('comes back exactly as it went, whatever its keys are called', async () => {
    const user = await call('updateMetadata');
    expect(JSON.stringify(user.publicMetadata)).toBe(awkwardMetadataText);
    expect(JSON.stringify(user.raw.public_metadata)).toBe(awkwardMetadataText);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('listRaw', () => {
  it('answers the wire JSON, unknown fields and all', async () => {
    const unknown = { ...wireUser, field_of_tomorrow: { a_b: [1] } };
    answer = [unknown];
    const users = await client.listRaw({ limit: 500, orderBy: '-created_at' });
    expect(users).toEqual([unknown]);
    expect(server.requests[0]!.url).toBe('/v1/users?limit=500&order_by=-created_at');
  });
});
