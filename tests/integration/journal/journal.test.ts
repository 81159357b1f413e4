/** The journal of writes on a real encrypted file: what each outcome makes of an entry, and what is kept. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Journal } from '../../../electron/core/journal/journal.ts';
import { openDatabase } from '../../../electron/core/storage/open-database.ts';
import { searchForSecret } from '../../harness/search-for-secret.ts';
import { createJournalBench, instanceId, type JournalBench, key, otherInstanceId } from './open-journal.ts';

const ban = { instanceId, method: 'users.ban', userId: 'user_1', subject: 'jane@acme.example' };

let bench: JournalBench;
let journal: Journal;
beforeEach(async () => {
  bench = await createJournalBench();
  journal = await bench.open();
});
afterEach(async () => {
  await journal.close();
  await bench.dispose();
});

async function reopen(): Promise<void> {
  await journal.close();
  journal = await bench.open();
}

describe('an entry', () => {
  test('is sent, then done', async () => {
    const start = bench.now;
    const entryId = await journal.sent(ban);
    const sent = {
      ...ban,
      entryId,
      state: 'sent',
      sentAt: expect.any(Number) as number,
      endedAt: null,
      message: null,
    };
    expect(await journal.find(entryId)).toEqual(sent);
    await journal.done(entryId);
    const done = await journal.find(entryId);
    expect(done).toMatchObject({ state: 'done', message: null });
    expect(done?.sentAt).toBeGreaterThanOrEqual(start);
    expect(done?.endedAt).toBeGreaterThan(done?.sentAt ?? Infinity);
  });

  test('is refused with what the API said', async () => {
    const entryId = await journal.sent(ban);
    await journal.refused(entryId, 'That user is banned already.');
    expect(await journal.find(entryId)).toMatchObject({
      state: 'refused',
      message: 'That user is banned already.',
    });
  });

  test('of which nothing left is gone', async () => {
    const entryId = await journal.sent(ban);
    await journal.notSent(entryId);
    expect(await journal.find(entryId)).toBeNull();
    expect(await journal.list({ limit: 10 })).toEqual([]);
  });

  test('is unknown until a person has looked', async () => {
    const entryId = await journal.sent(ban);
    await journal.unknown(entryId, 'The connection was lost.');
    expect(await journal.countUnknown()).toBe(1);
    await journal.checked(entryId);
    expect(await journal.countUnknown()).toBe(0);
    expect(await journal.find(entryId)).toMatchObject({
      state: 'checked',
      message: 'The connection was lost.',
    });
  });

  test('that was unknown takes a late answer', async () => {
    const entryId = await journal.sent(ban);
    await journal.unknown(entryId, 'The connection was lost.');
    await journal.done(entryId);
    expect(await journal.find(entryId)).toMatchObject({ state: 'done', message: null });
  });

  test('that is complete stays as it is', async () => {
    const entryId = await journal.sent(ban);
    await journal.done(entryId);
    const done = await journal.find(entryId);
    await journal.unknown(entryId, 'x');
    await journal.refused(entryId, 'x');
    await journal.checked(entryId);
    await journal.notSent(entryId);
    expect(await journal.find(entryId)).toEqual(done);
  });

  test('that nobody knows is no failure', async () => {
    await journal.done('no-such-entry');
    await journal.notSent('no-such-entry');
    expect(await journal.find('no-such-entry')).toBeNull();
    expect(await journal.find("' OR 1=1 --")).toBeNull();
  });

  test('has bounded words', async () => {
    const entryId = await journal.sent({ ...ban, userId: null, subject: 's'.repeat(5000) });
    await journal.refused(entryId, 'm'.repeat(5000));
    const entry = await journal.find(entryId);
    expect(entry?.subject).toHaveLength(1000);
    expect(entry?.message).toHaveLength(1000);
  });
});

describe('what another run left', () => {
  test('on its way is unknown; the rest is as it was', async () => {
    const open = await journal.sent(ban);
    const done = await journal.sent({ ...ban, method: 'users.lock' });
    await journal.done(done);
    const refused = await journal.sent(ban);
    await journal.refused(refused, 'No.');
    await reopen();

    expect(await journal.find(open)).toMatchObject({
      state: 'unknown',
      endedAt: expect.any(Number) as number,
      message: expect.stringContaining('Roster ended before the answer came') as string,
    });
    expect(await journal.find(done)).toMatchObject({ state: 'done' });
    expect(await journal.find(refused)).toMatchObject({ state: 'refused', message: 'No.' });
    expect(await journal.countUnknown()).toBe(1);
    expect(journal.notice()).toBeNull();
  });

  test('stays unknown over further runs', async () => {
    const entryId = await journal.sent(ban);
    await reopen();
    const first = await journal.find(entryId);
    await reopen();
    expect(await journal.find(entryId)).toEqual(first);
  });
});

describe('the list', () => {
  test('is newest first, by instance, by state and cut off', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) {
      const of = index % 2 === 0 ? instanceId : otherInstanceId;
      ids.push(await journal.sent({ ...ban, instanceId: of, subject: `user ${index}` }));
    }
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids;
    await journal.done(a);
    await journal.unknown(b, 'x');
    await journal.unknown(c, 'x');
    const listed = async (filter: Partial<Parameters<Journal['list']>[0]>) =>
      (await journal.list({ limit: 100, ...filter })).map(({ entryId }) => entryId);

    expect(await listed({})).toEqual([f, e, d, c, b, a]);
    expect(await listed({ limit: 2 })).toEqual([f, e]);
    expect(await listed({ instanceId })).toEqual([e, c, a]);
    expect(await listed({ state: 'unknown' })).toEqual([c, b]);
    expect(await listed({ instanceId: otherInstanceId, state: 'unknown' })).toEqual([b]);
    expect(await listed({ instanceId: undefined, state: 'done' })).toEqual([a]);
    expect(await journal.countUnknown()).toBe(2);
  });

  test('keeps a bounded number of completed entries, and all that are open', async () => {
    await journal.close();
    journal = await bench.open({ keepCompleted: 20 });
    const open = await journal.sent(ban);
    const unknown = await journal.sent(ban);
    await journal.unknown(unknown, 'x');
    let last = '';
    for (let index = 0; index < 130; index++) {
      last = await journal.sent(ban);
      await journal.done(last);
    }
    const completed = await journal.list({ state: 'done', limit: 500 });
    expect(completed.length).toBeGreaterThanOrEqual(20);
    expect(completed.length).toBeLessThan(20 + 100);
    expect(completed[0]?.entryId).toBe(last);
    expect(await journal.find(open)).toMatchObject({ state: 'sent' });
    expect(await journal.find(unknown)).toMatchObject({ state: 'unknown' });
  });
});

test('removing an instance removes its entries and no others', async () => {
  const own = await journal.sent(ban);
  const other = await journal.sent({ ...ban, instanceId: otherInstanceId });
  await journal.removeInstance(instanceId);
  expect(await journal.find(own)).toBeNull();
  expect(await journal.find(other)).not.toBeNull();
  await journal.done(own);
  expect(await journal.list({ instanceId, limit: 10 })).toEqual([]);
});

test('tells of each change until it is not wanted any more', async () => {
  let changes = 0;
  const stop = journal.onChanged(() => changes++);
  journal.onChanged(() => {
    throw new Error('A listener that fails');
  });
  const first = await journal.sent(ban);
  await journal.unknown(first, 'x');
  await journal.checked(first);
  await journal.checked(first); // changes nothing
  const second = await journal.sent(ban);
  await journal.notSent(second);
  expect(changes).toBe(5);
  await journal.removeInstance(instanceId);
  expect(changes).toBe(6);
  stop();
  await journal.sent(ban);
  expect(changes).toBe(6);
});

test('writes at once each get their own entry', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, () => journal.sent(ban)));
  await Promise.all(ids.map((entryId) => journal.done(entryId)));
  expect(new Set(ids).size).toBe(50);
  expect(await journal.list({ state: 'done', limit: 100 })).toHaveLength(50);
});

test('nothing in its files can be read without the key', async () => {
  const entryId = await journal.sent(ban);
  await journal.refused(entryId, 'A message for Jane');
  const words = ['jane@acme.example', 'users.ban', 'A message for Jane', 'write_entry', key];
  const hits = async () =>
    (await Promise.all(words.map((word) => searchForSecret(bench.folder, word)))).flat();
  expect(await hits()).toEqual([]);
  await journal.close();
  expect(await hits()).toEqual([]);
  expect((await readFile(bench.file)).subarray(0, 15).toString()).not.toBe('SQLite format 3');
});

test('an app database of a newer Roster is left alone', async () => {
  await journal.close();
  const newer = openDatabase({
    file: `${bench.file}.newer`,
    key,
    cacheKiB: 1000,
    synchronous: 'FULL',
    migrations: Array.from({ length: 50 }, (_, index) => `CREATE TABLE newer_${index} (a)`),
  });
  newer.close();
  const file = `${bench.file}.newer`;
  const before = await readFile(file);
  await expect(bench.open({ file })).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('newer version') as string,
  });
  expect(await readFile(file)).toEqual(before);
  journal = await bench.open();
});
