/** `npm run bench`: measures, prints, and judges by the goals; ends with an error only when something broke. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asTable } from './figures.ts';
import { benchFirstRows } from './first-rows.ts';
import { benchFirstSync } from './first-sync.ts';
import { benchSearch } from './search.ts';

const scratch = await mkdtemp(join(tmpdir(), 'roster-bench-'));
const print = (text: string) => process.stdout.write(`${text}\n`);
try {
  print(
    asTable('First sync of 20,000 users, production limits, 40 ms latency', await benchFirstSync(scratch)),
  );
  const { search, start } = await benchSearch();
  print(asTable('Search at 100,000 users, through the core', search));
  print(
    asTable('From the start to the first rows of the mirror', [...start, ...(await benchFirstRows(scratch))]),
  );
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
}
