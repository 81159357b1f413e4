/** First sync of 20,000 users over a slow link, against a plain loop over the official SDK. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createClerkClient } from '@clerk/backend';
import { type ClerkForTests, startClerkAside } from '../harness/clerk-for-tests.ts';
import { startTestCore } from '../harness/test-core.ts';
import { type Figure, median, ms } from './figures.ts';

const USERS = 20_000;
const LATENCY_MS = 40;
const ROUNDS = 3;
const PAGE = 500;

interface Measured {
  elapsedMs: number;
  requests: number;
}

export async function benchFirstSync(scratch: string): Promise<Figure[]> {
  const log = join(scratch, 'requests.jsonl');
  const clerk = await startClerkAside({
    users: USERS,
    environment: 'production',
    flags: [`--latency-ms=${LATENCY_MS}`, `--log=${log}`],
  });
  try {
    const requestsOf = async (run: () => Promise<number>): Promise<Measured> => {
      const before = await countLines(log);
      const elapsedMs = await run();
      return { elapsedMs, requests: (await countLines(log)) - before };
    };
    const sdk: Measured[] = [];
    const roster: Measured[] = [];
    // In turns, so that a machine that slows down slows both.
    for (let round = 0; round < ROUNDS; round += 1) {
      sdk.push(await requestsOf(() => loopOverSdk(clerk)));
      roster.push(await syncWithRoster(clerk, requestsOf));
    }
    return compare(sdk, roster);
  } finally {
    await clerk.stop();
  }
}

/** What a script would do: page by page, until one is short. */
async function loopOverSdk({ url, secretKey }: ClerkForTests): Promise<number> {
  const client = createClerkClient({
    secretKey,
    apiUrl: url.replace(/\/v1$/, ''),
    telemetry: { disabled: true },
  });
  const startedAt = performance.now();
  let users = 0;
  for (let isLast = false; !isLast;) {
    const { data } = await client.users.getUserList({ limit: PAGE, offset: users, orderBy: '-created_at' });
    users += data.length;
    isLast = data.length < PAGE || users === USERS;
  }
  const elapsedMs = performance.now() - startedAt;
  if (users !== USERS) throw new Error(`The SDK loop read ${users} users`);
  return elapsedMs;
}

/** Only the sync counts, not the adding of the instance. */
async function syncWithRoster(
  { url, secretKey }: ClerkForTests,
  requestsOf: (run: () => Promise<number>) => Promise<Measured>,
): Promise<Measured> {
  const { api, end } = await startTestCore();
  try {
    const { instanceId } = await api.instances.add({ secretKey, apiUrl: url });
    return await requestsOf(async () => {
      const startedAt = performance.now();
      const { users, state } = await api.directory.sync({ instanceId });
      const elapsedMs = performance.now() - startedAt;
      if (users !== USERS || state !== 'ready') throw new Error(`Roster has ${users} users and is ${state}`);
      return elapsedMs;
    });
  } finally {
    await end();
  }
}

function compare(sdk: Measured[], roster: Measured[]): Figure[] {
  const elapsed = (of: Measured[]) => median(of.map(({ elapsedMs }) => elapsedMs));
  const requests = (of: Measured[]) => median(of.map((one) => one.requests));
  const timeRatio = elapsed(roster) / elapsed(sdk);
  const requestShare = (100 * requests(roster)) / requests(sdk);
  return [
    { what: 'Roster, first sync into the mirror', value: ms(elapsed(roster)) },
    { what: 'Loop over the official SDK, into nothing', value: ms(elapsed(sdk)) },
    {
      what: "Roster's time to the loop's",
      value: timeRatio.toFixed(2),
      goal: { text: '≤ 1.25', met: timeRatio <= 1.25 },
    },
    { what: "Roster's requests", value: String(requests(roster)) },
    { what: "The loop's requests", value: String(requests(sdk)) },
    {
      what: "Roster's requests to the loop's",
      value: `${requestShare.toFixed(1)} %`,
      goal: { text: '≤ 55 %', met: requestShare <= 55 },
    },
  ];
}

async function countLines(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '').length;
}
