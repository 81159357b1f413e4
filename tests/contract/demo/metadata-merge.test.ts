/** The preview of a merge against the demo server itself: what is previewed is what the server then has. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewMerge } from '../../../renderer/features/inspector/metadata/merge-preview.ts';
import { sizeOf } from '../../../renderer/features/shell/metadata-size.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { startDemoApi, type DemoApi } from '../../harness/demo-api.ts';
import { arbitraryMetadata } from '../../harness/metadata-arbitrary.ts';
import { metadataCases } from '../../harness/metadata-cases.ts';

let api: DemoApi;
let time = Date.UTC(2026, 10, 23, 12);

beforeAll(async () => {
  api = await startDemoApi({ users: 1, clock: { now: () => time } });
});

afterAll(() => api.server.close());

const kinds = ['public_metadata', 'private_metadata', 'unsafe_metadata'] as const;

/** Merges at the server, and answers what it has then, as text: keys in their order. */
async function mergeAtServer(
  kind: (typeof kinds)[number],
  current: JsonObject,
  patch: JsonObject,
): Promise<string> {
  // A user takes ten writes in ten seconds.
  time += 11_000;
  const [user] = await api.users({ limit: 1 });
  const path = `/users/${user?.id ?? ''}`;
  await api.user('PUT', `${path}/metadata`, { [kind]: current });
  const answered = await api.user('PATCH', `${path}/metadata`, { [kind]: patch });
  const read = await api.user('GET', path);
  expect(JSON.stringify(read[kind])).toBe(JSON.stringify(answered[kind]));
  return JSON.stringify(read[kind]);
}

test.each(metadataCases)('$name', async ({ current, patch, result }) => {
  const [before, change] = [JSON.parse(current), JSON.parse(patch)] as [JsonObject, JsonObject];
  expect(await mergeAtServer('public_metadata', before, change)).toBe(result);
});

test('whatever is merged into whatever', async () => {
  const fits = (value: JsonObject) => sizeOf(value).state !== 'over';
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      arbitraryMetadata.filter(fits),
      arbitraryMetadata.filter(fits),
      async (kind, current, patch) => {
        const previewed = previewMerge(current, patch);
        fc.pre(fits(previewed));
        expect(await mergeAtServer(kind, current, patch)).toBe(JSON.stringify(previewed));
      },
    ),
    { numRuns: 150 },
  );
});

test('the meter’s limit is the server’s', async () => {
  const [user] = await api.users({ limit: 1 });
  const path = `/users/${user?.id ?? ''}/metadata`;
  const ofSize = (bytes: number) => ({ é: 'x'.repeat(bytes - 9) });
  time += 11_000;
  expect(sizeOf(ofSize(8192))).toMatchObject({ bytes: 8192, state: 'near' });
  await api.user('PUT', path, { public_metadata: ofSize(8192) });
  expect(sizeOf(ofSize(8193)).state).toBe('over');
  expect(await api.refusal('PUT', path, { body: { public_metadata: ofSize(8193) } })).toBe(
    '422 form_param_exceeds_allowed_size:public_metadata',
  );
});
