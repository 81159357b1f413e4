/**
 * The border of the core holds against anything: whatever JSON is sent to whatever call, the answer is an
 * envelope with a known code, never an exception and never a defect.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contract } from '../../shared/contract.ts';
import { failureCodes, type Envelope } from '../../shared/failure.ts';
import type { JsonObject } from '../../shared/models/json.ts';
import { startWithInstance } from '../harness/test-core.ts';

let test: Awaited<ReturnType<typeof startWithInstance>>;
let userIds: string[];

beforeAll(async () => {
  test = await startWithInstance({ users: 60, environment: 'production', rateLimit: 1_000_000 });
  // Open, so that what is sent gets past the protection; production, for its larger budget.
  await test.api.instances.update({ instanceId: test.instanceId, protection: 'open' });
  const { users } = await test.api.users.list({ instanceId: test.instanceId, limit: 60 });
  // Many: Clerk takes ten writes of one user in ten seconds, and the client waits for that.
  userIds = users.map((user) => user.id);
});
afterAll(() => test.end());

const calls = Object.entries(contract).flatMap(([group, members]) =>
  Object.entries(members).flatMap(([name, member]) => (member.kind === 'event' ? [] : [`${group}.${name}`])),
);
// Removing the instance would end the test for the others; its own tests are elsewhere.
const safe = calls.filter((method) => !['instances.remove', 'instances.addDemo'].includes(method));

function expectEnvelope(answer: Envelope, method: string): void {
  if (answer.ok) return;
  expect(failureCodes, method).toContain(answer.failure.code);
  // `internal` is a defect of ours, whatever the input was.
  expect(answer.failure.code, `${method}: ${answer.failure.message}`).not.toBe('internal');
  expect(typeof answer.failure.message).toBe('string');
  expect(() => JSON.stringify(answer)).not.toThrow();
}

it('answers arbitrary JSON with an envelope', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...calls, 'x', '__proto__.x'), fc.jsonValue(), async (method, input) => {
      expectEnvelope(await test.core.dispatch(method, input), method);
    }),
    { numRuns: 600 },
  );
});

it('answers inputs that nearly fit with an envelope', async () => {
  const enrolled = { instanceId: test.instanceId, userId: userIds[0] ?? '' };
  const { enrolmentId } = await test.api.totp.prepare(enrolled);
  const nearly = fc.record(
    {
      userId: fc.oneof(fc.constantFrom(...userIds), fc.string()),
      query: fc.oneof(fc.string(), fc.constantFrom('"', '*', 'a AND', '(', 'NEAR(', 'é', '\u0000')),
      sort: fc.constantFrom('createdAt', '-name', 'nope'),
      after: fc.oneof(fc.string(), fc.base64String()),
      offset: fc.integer(),
      limit: fc.integer(),
      confirmation: fc.string(),
      user: fc.dictionary(
        fc.constantFrom('emailAddress', 'firstName', 'publicMetadata', '__proto__'),
        fc.jsonValue(),
      ),
      changes: fc.dictionary(
        fc.constantFrom('firstName', 'username', 'password', '__proto__'),
        fc.jsonValue(),
      ),
      publicMetadata: fc.jsonValue(),
      emailAddress: fc.array(fc.string()),
      orderBy: fc.constantFrom('created_at', '-name', '+email_address'),
      method: fc.constantFrom('users.delete', 'users.get', '__proto__', 'x.y.z'),
      userIds: fc.array(fc.string()),
      typedName: fc.string(),
      passkeyId: fc.string(),
      provider: fc.string(),
      code: fc.oneof(fc.string(), fc.constant('123456')),
      password: fc.string(),
      issuer: fc.string({ unit: 'binary' }),
      label: fc.string({ unit: 'binary' }),
      enrolmentId: fc.oneof(fc.constant(enrolmentId), fc.string()),
      backupCodes: fc.array(fc.string({ unit: 'binary' })),
      count: fc.integer(),
      callId: fc.string(),
      secretKey: fc.constantFrom('sk_test_x', 'pk_test_x', ''),
      apiUrl: fc.constantFrom('http://127.0.0.1:9', 'ftp://x', 'http://example.com', ''),
    },
    { requiredKeys: [] },
  );
  const byCall = safe.filter((method) => !method.startsWith('directory.sync'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...byCall), nearly, async (method, input) => {
      // Only the fields of the call itself, so that many of them get past the border.
      const [group = '', name = ''] = method.split('.');
      const members = (contract as Record<string, Record<string, unknown>>)[group];
      const member = members?.[name] as { input: { shape?: Record<string, unknown> } };
      const fitting = Object.fromEntries(
        Object.entries({ ...input, instanceId: test.instanceId }).filter(
          ([key]) => key in (member.input.shape ?? {}),
        ),
      );
      expectEnvelope(await test.core.dispatch(method, fitting), method);
    }),
    { numRuns: 500 },
  );
});

it('carries metadata there and back exactly, whatever its keys', async () => {
  const key = fc.constantFrom(
    'snake_case',
    'camelCase',
    'a-b',
    '__proto__',
    'constructor',
    'toString',
    'ключ',
    '',
  );
  const leaf = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean());
  const { tree } = fc.letrec((tie) => ({
    tree: fc
      .array(fc.tuple(key, fc.oneof({ maxDepth: 3 }, leaf, fc.array(leaf, { maxLength: 3 }), tie('tree'))), {
        maxLength: 4,
      })
      .map(
        (pairs) =>
          JSON.parse(
            `{${[...new Map(pairs)].map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`,
          ) as JsonObject,
      ),
  }));
  const { instanceId } = test;
  await fc.assert(
    fc.asyncProperty(tree, tree, async (publicMetadata, unsafeMetadata) => {
      const created = await test.api.users.create({
        instanceId,
        user: {
          externalId: `meta-${Math.random()}`,
          skipUserRequirement: true,
          publicMetadata,
          unsafeMetadata,
        },
      });
      const sent = JSON.stringify(publicMetadata);
      expect(JSON.stringify(created.publicMetadata)).toBe(sent);
      const live = await test.api.users.get({ instanceId, userId: created.id });
      expect(JSON.stringify(live.publicMetadata)).toBe(sent);
      expect(JSON.stringify(live.raw['public_metadata'])).toBe(sent);
      expect(JSON.stringify(live.unsafeMetadata)).toBe(JSON.stringify(unsafeMetadata));
      const mirrored = await test.api.directory.get({ instanceId, userId: created.id });
      expect(JSON.stringify(mirrored.publicMetadata)).toBe(sent);
    }),
    { numRuns: 40 },
  );
});
