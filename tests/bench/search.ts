/** How long a search takes at 100,000 users while someone types; and how soon a start shows the first rows. */

import { performance } from 'node:perf_hooks';
import { startClerkAside } from '../harness/clerk-for-tests.ts';
import { startTestCore, type TestCore } from '../harness/test-core.ts';
import { type Figure, median, ms, percentile } from './figures.ts';

const USERS = 100_000;
/** People whose names, addresses and ids are typed, spread over the whole list. */
const PEOPLE = 40;
const STARTS = 5;
const FRAME_MS = 16;
const WINDOW_ROWS = 100;

export async function benchSearch(): Promise<{ search: Figure[]; start: Figure[] }> {
  const clerk = await startClerkAside({ users: USERS, environment: 'production' });
  let test = await startTestCore();
  try {
    const { instanceId } = await test.api.instances.add({ secretKey: clerk.secretKey, apiUrl: clerk.url });
    const { users } = await test.api.directory.sync({ instanceId });
    if (users !== USERS) throw new Error(`The mirror has ${users} users`);
    await clerk.stop();

    const search = await measureSearch(test, instanceId);
    const starts: number[] = [];
    for (let round = 0; round < STARTS; round += 1) {
      const startedAt = performance.now();
      test = await test.restart();
      const { rows } = await test.api.directory.query({ instanceId, limit: WINDOW_ROWS });
      starts.push(performance.now() - startedAt);
      if (rows.length !== WINDOW_ROWS) throw new Error(`The first window has ${rows.length} rows`);
    }
    return { search, start: [{ what: 'Core, of a profile with 100,000 users', value: ms(median(starts)) }] };
  } finally {
    await test.end();
    await clerk.stop();
  }
}

async function measureSearch({ api }: TestCore, instanceId: string): Promise<Figure[]> {
  const texts = await textsToType(api, instanceId);
  const samples: number[] = [];
  for (const sort of ['-createdAt', 'name'] as const) {
    for (const text of texts) {
      for (let length = 1; length <= text.length; length += 1) {
        const query = text.slice(0, length);
        const startedAt = performance.now();
        await api.directory.query({ instanceId, query, sort, limit: WINDOW_ROWS });
        samples.push(performance.now() - startedAt);
      }
    }
  }
  const p99 = percentile(samples, 0.99);
  return [
    { what: 'Searches, each one more letter', value: String(samples.length) },
    { what: 'Median', value: ms(percentile(samples, 0.5)) },
    { what: '95th percentile', value: ms(percentile(samples, 0.95)) },
    { what: '99th percentile', value: ms(p99), goal: { text: `< ${FRAME_MS} ms`, met: p99 < FRAME_MS } },
    { what: 'Slowest', value: ms(Math.max(...samples)) },
  ];
}

async function textsToType(api: TestCore['api'], instanceId: string): Promise<string[]> {
  const texts: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const offset = Math.floor((person * USERS) / PEOPLE);
    const { rows } = await api.directory.query({ instanceId, offset, limit: 1 });
    const row = rows[0];
    if (!row) throw new Error(`There is no row ${offset}`);
    texts.push(row.name);
    if (row.email !== null) texts.push(row.email);
    if (person % 4 === 0) texts.push(row.id);
  }
  // Long enough to have typed it, short enough not to fill the samples with the quick end of it.
  return texts.map((text) => text.slice(0, 14));
}
