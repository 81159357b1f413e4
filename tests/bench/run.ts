/**
 * `npm run bench`: measures, prints, and judges by the goals; ends with an error only when something broke.
 * `npm run bench -- search` measures that alone.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asTable, type Figure } from './figures.ts';
import { type Profiles, whyNoProfiles, withProfiles } from './filled-profiles.ts';
import { benchFirstRows } from './first-rows.ts';
import { benchFirstSync } from './first-sync.ts';
import { benchScrolling } from './scrolling.ts';
import { benchSearch } from './search.ts';

const scratch = await mkdtemp(join(tmpdir(), 'roster-bench-'));
const print = (text: string) => process.stdout.write(`${text}\n`);

const benches: Record<string, () => Promise<void>> = {
  async 'first-sync'() {
    print(
      asTable('First sync of 20,000 users, production limits, 40 ms latency', await benchFirstSync(scratch)),
    );
  },
  async search() {
    const { search, start } = await benchSearch();
    print(asTable('Search at 100,000 users, through the core', [...search, ...start]));
  },
  async list() {
    const missing = whyNoProfiles();
    if (missing !== null) {
      print(`In a window: not measured, ${missing}\n`);
      return;
    }
    await withProfiles(scratch, async (profiles: Profiles) => {
      const show = async (title: string, bench: (of: Profiles) => Promise<Figure[]>) =>
        print(asTable(title, await bench(profiles)));
      if (!process.env['DBG'])
        await show('From the start of the process to the first rows on screen', benchFirstRows);
      await show('The list of 1,000,000 users in Chromium', benchScrolling);
    });
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
try {
  if (unknown.length > 0) {
    print(`There is no ${unknown.join(', ')} to measure. There are: ${Object.keys(benches).join(', ')}.`);
    process.exitCode = 1;
  } else {
    for (const [name, run] of Object.entries(benches)) {
      if (wanted.length === 0 || wanted.includes(name)) await run();
    }
  }
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
}
