/** An app database that breaks, before it is opened and while it is in use. */
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Journal } from '../../../electron/core/journal/journal.ts';
import type { AppFileOptions } from '../../../electron/core/storage/app-file.ts';
import { DamagedDatabase } from '../../../electron/core/storage/database-failure.ts';
import { createJournalBench, instanceId, type JournalBench } from '../../integration/journal/open-journal.ts';

const ban = { instanceId, method: 'users.ban', userId: 'user_1', subject: 'jane@acme.example', changes: [] };

let bench: JournalBench;
beforeEach(async () => {
  bench = await createJournalBench();
});
afterEach(async () => {
  await bench.dispose();
});

async function setAsideFiles(): Promise<string[]> {
  const names = await readdir(bench.folder);
  return names.filter((name) => name.startsWith(`${basename(bench.file)}.corrupt-`));
}

async function fill(journal: Journal): Promise<void> {
  for (let index = 0; index < 40; index++) {
    await journal.done(await journal.sent({ ...ban, subject: `${index} ${'x'.repeat(900)}` }));
  }
}

async function overwrite(from: number, bytes: number): Promise<void> {
  const content = await readFile(bench.file);
  content.fill(0xa5, from, from + bytes);
  await writeFile(bench.file, content);
}

describe('found when it is opened', () => {
  const damages: [string, () => Promise<void>][] = [
    [
      'is no database',
      () => writeFile(bench.file, 'not a database at all, but long enough to look at'.repeat(99)),
    ],
    ['lost its first page', () => overwrite(0, 4096)],
    ['has a bad page in its middle', () => overwrite(5 * 4096, 4096)],
    ['has one bad byte', () => overwrite(7 * 4096 + 100, 1)],
    ['is cut off', () => truncate(bench.file, 4096 * 3)],
  ];

  test.each(damages)('a file that %s is set aside and a fresh one made', async (_, damage) => {
    const first = await bench.open();
    await fill(first);
    await first.close();
    await damage();
    const damaged = await readFile(bench.file);

    const journal = await bench.open();
    expect(journal.notice()).toContain('was set aside');
    const [aside = ''] = await setAsideFiles();
    expect(await readFile(`${bench.folder}/${aside}`)).toEqual(damaged);
    expect((await journal.list({ limit: 10 })).entries).toEqual([]);
    await fill(journal);
    await journal.close();

    const again = await bench.open();
    expect(again.notice()).toBeNull();
    expect((await again.list({ limit: 100 })).entries).toHaveLength(40);
    await again.close();
  });

  test('a file of another key is set aside: its own key is lost', async () => {
    const first = await bench.open();
    await fill(first);
    await first.close();
    const journal = await bench.open({ key: 'f'.repeat(64) });
    expect(journal.notice()).not.toBeNull();
    expect(await setAsideFiles()).toHaveLength(1);
    await journal.sent(ban);
    await journal.close();
  });

  test('removing an instance also deletes what was set aside', async () => {
    const first = await bench.open();
    await fill(first);
    await first.close();
    await overwrite(0, 4096);
    const journal = await bench.open();
    expect(await setAsideFiles()).not.toEqual([]);
    await journal.removeInstance(instanceId);
    expect(await setAsideFiles()).toEqual([]);
    await journal.close();
  });
});

describe('found while it is in use', () => {
  /** Real threads, of which the next call reports a damage as the storage does. */
  function breakable(): { threads: AppFileOptions['threads']; breakNext: () => void } {
    let broken = false;
    const { write } = bench.threads;
    const open: typeof write.open = async (service, options) => {
      const handle = await write.open(service, options);
      const call: typeof handle.call = (method, args, callOptions) => {
        if (!broken) return handle.call(method, args, callOptions);
        broken = false;
        const failure = { code: 'storage', message: 'The database file is damaged.' } as const;
        return Promise.reject(new DamagedDatabase(failure));
      };
      return { call, close: () => handle.close() };
    };
    const threads = { write: { open } } as unknown as AppFileOptions['threads'];
    return { threads, breakNext: () => (broken = true) };
  }

  test('the write is noted in a fresh file, with those that are on their way', async () => {
    const { threads, breakNext } = breakable();
    const journal = await bench.open({ threads });
    const old = await journal.sent(ban);
    await journal.done(old);
    const onItsWay = await journal.sent({ ...ban, method: 'users.lock' });
    breakNext();
    const next = await journal.sent({ ...ban, method: 'users.delete' });

    expect(journal.notice()).toContain('was set aside');
    expect(await setAsideFiles()).not.toEqual([]);
    expect(await journal.find(old)).toBeNull();
    await journal.done(onItsWay);
    expect(await journal.find(onItsWay)).toMatchObject({ method: 'users.lock', state: 'done' });
    expect(await journal.find(next)).toMatchObject({ method: 'users.delete', state: 'sent' });
    await journal.close();
  });

  test('several calls that meet it replace the file once', async () => {
    const { threads, breakNext } = breakable();
    const journal = await bench.open({ threads });
    breakNext();
    const ids = await Promise.all([journal.sent(ban), journal.sent(ban), journal.sent(ban)]);
    const { entries: listed } = await journal.list({ limit: 10 });
    const main = (await setAsideFiles()).filter((name) => !/-(wal|shm)$/.test(name));
    expect(main).toHaveLength(1);
    // Whichever went into the old file before it was replaced is carried over, or was noted anew.
    expect(new Set(listed.map(({ entryId }) => entryId))).toEqual(new Set(ids));
    await journal.close();
  });
});
