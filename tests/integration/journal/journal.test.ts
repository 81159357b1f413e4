/** The journal of writes on a real encrypted file: what each outcome makes of an entry, and what is kept. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Journal } from '../../../electron/core/journal/journal.ts';
import type { JsonValue } from '../../../shared/models/json.ts';
import { openDatabase } from '../../../electron/core/storage/open-database.ts';
import { searchForSecret } from '../../harness/search-for-secret.ts';
import { createJournalBench, instanceId, type JournalBench, key, otherInstanceId } from './open-journal.ts';

const ban = {
  instanceId,
  method: 'users.ban',
  userId: 'user_1',
  subject: 'jane@acme.example',
  changes: [],
};
const lost = { message: 'The connection was lost.', traceId: null };

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
      operator: 'jo',
      state: 'sent',
      sentAt: expect.any(Number) as number,
      endedAt: null,
      message: null,
      traceId: null,
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
    await journal.refused(entryId, { message: 'That user is banned already.', traceId: 'trace_1' });
    expect(await journal.find(entryId)).toMatchObject({
      state: 'refused',
      message: 'That user is banned already.',
      traceId: 'trace_1',
    });
  });

  test('of which nothing left stays, and says so', async () => {
    const entryId = await journal.sent(ban);
    await journal.notSent(entryId, { message: 'There is no connection.', traceId: null });
    const { entries } = await journal.list({ limit: 10 });
    expect(entries).toMatchObject([
      {
        entryId,
        state: 'not-sent',
        message: 'There is no connection.',
        endedAt: expect.any(Number) as number,
      },
    ]);
  });

  test('keeps what was set as it was given, whatever the keys', async () => {
    const changes = [
      { field: 'changes.firstName', value: 'Jané “x” \u0000' },
      { field: 'changes.password' },
      {
        field: 'publicMetadata.list',
        value: JSON.parse('[{"__proto__": {"a": null}}, 1.5, true]') as JsonValue,
      },
    ];
    const entryId = await journal.sent({ ...ban, changes });
    await reopen();
    const found = await journal.find(entryId);
    expect(found?.changes).toEqual(changes);
    expect(JSON.stringify(found?.changes)).toBe(JSON.stringify(changes));
  });

  test('of a creation gets the id of the user that it made, and no other ever does', async () => {
    const creation = { ...ban, method: 'users.create', userId: null };
    const done = await journal.sent(creation);
    await journal.done(done, 'user_made');
    const found = await journal.sent(creation);
    await journal.unknown(found, lost);
    await journal.checked(found, 'user_found');
    const own = await journal.sent(ban);
    await journal.done(own, 'user_other');

    expect(await journal.find(done)).toMatchObject({ userId: 'user_made' });
    expect(await journal.find(found)).toMatchObject({ state: 'checked', userId: 'user_found' });
    expect(await journal.find(own)).toMatchObject({ userId: 'user_1' });
    expect((await journal.list({ userId: 'user_made', limit: 10 })).entries).toMatchObject([
      { entryId: done },
    ]);
  });

  test('is noted without a name where the computer has none for the account', async () => {
    await journal.close();
    journal = await bench.open({ operator: null });
    expect(await journal.find(await journal.sent(ban))).toMatchObject({ operator: null });
  });

  test('is unknown until a person has looked', async () => {
    const entryId = await journal.sent(ban);
    await journal.unknown(entryId, { message: 'The connection was lost.', traceId: 'trace_2' });
    expect(await journal.countUnknown()).toBe(1);
    await journal.checked(entryId);
    expect(await journal.countUnknown()).toBe(0);
    expect(await journal.find(entryId)).toMatchObject({
      state: 'checked',
      message: 'The connection was lost.',
      traceId: 'trace_2',
    });
  });

  test('that was unknown takes a late answer', async () => {
    const entryId = await journal.sent(ban);
    await journal.unknown(entryId, lost);
    await journal.done(entryId);
    expect(await journal.find(entryId)).toMatchObject({ state: 'done', message: null });
  });

  test('that is complete stays as it is', async () => {
    const entryId = await journal.sent(ban);
    await journal.done(entryId);
    const done = await journal.find(entryId);
    await journal.unknown(entryId, lost);
    await journal.refused(entryId, lost);
    await journal.checked(entryId);
    await journal.notSent(entryId, lost);
    expect(await journal.find(entryId)).toEqual(done);
  });

  test('that nobody knows is no failure', async () => {
    await journal.done('no-such-entry');
    await journal.notSent('no-such-entry', lost);
    await journal.checked('no-such-entry');
    expect(await journal.find('no-such-entry')).toBeNull();
    expect(await journal.find("' OR 1=1 --")).toBeNull();
  });

  test('has bounded words', async () => {
    const entryId = await journal.sent({ ...ban, userId: null, subject: 's'.repeat(5000) });
    await journal.refused(entryId, { message: 'm'.repeat(5000), traceId: null });
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
    await journal.refused(refused, { message: 'No.', traceId: null });
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
    await journal.unknown(b, lost);
    await journal.unknown(c, lost);
    const listed = async (filter: Partial<Parameters<Journal['list']>[0]>) =>
      (await journal.list({ limit: 100, ...filter })).entries.map(({ entryId }) => entryId);

    expect(await listed({})).toEqual([f, e, d, c, b, a]);
    expect(await listed({ limit: 2 })).toEqual([f, e]);
    expect(await listed({ instanceId })).toEqual([e, c, a]);
    expect(await listed({ state: 'unknown' })).toEqual([c, b]);
    expect(await listed({ instanceId: otherInstanceId, state: 'unknown' })).toEqual([b]);
    expect(await listed({ instanceId: undefined, state: 'done' })).toEqual([a]);
    expect(await journal.countUnknown()).toBe(2);
  });

  test('of one user holds what was written to that user, in every instance or in one', async () => {
    const own = await journal.sent(ban);
    await journal.unknown(own, lost);
    await journal.sent({ ...ban, userId: 'user_2' });
    const elsewhere = await journal.sent({ ...ban, instanceId: otherInstanceId });
    const listed = async (filter: Partial<Parameters<Journal['list']>[0]>) =>
      (await journal.list({ limit: 100, ...filter })).entries.map(({ entryId }) => entryId);

    expect(await listed({ userId: 'user_1' })).toEqual([elsewhere, own]);
    expect(await listed({ userId: 'user_1', instanceId })).toEqual([own]);
    expect(await listed({ userId: 'user_1', state: 'unknown' })).toEqual([own]);
    expect(await listed({ userId: 'user_3' })).toEqual([]);
  });

  test('is read page by page; what is written meanwhile moves no page', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) ids.unshift(await journal.sent(ban));
    const read: string[] = [];
    let after: string | undefined;
    do {
      const page = await journal.list({ instanceId, userId: 'user_1', limit: 3, after });
      read.push(...page.entries.map(({ entryId }) => entryId));
      after = page.nextCursor ?? undefined;
      await journal.sent(ban);
    } while (after !== undefined);
    expect(read).toEqual(ids);
  });

  test('ends where there is nothing more, also on a full page', async () => {
    for (let index = 0; index < 3; index++) await journal.sent(ban);
    expect(await journal.list({ limit: 3 })).toMatchObject({ nextCursor: null });
    expect((await journal.list({ limit: 2 })).nextCursor).not.toBeNull();
  });

  test.each(['', 'x', '-1', '1.5', '1; DROP TABLE write_entry', '9'.repeat(40)])(
    'goes on after its own cursors only: %j',
    async (after) => {
      await expect(journal.list({ limit: 3, after })).rejects.toMatchObject({
        code: 'invalid_input',
        failure: { fields: { after: expect.any(String) as string } },
      });
    },
  );

  test('keeps a bounded number of completed entries, and all that are open', async () => {
    await journal.close();
    journal = await bench.open({ keepCompleted: 20 });
    const open = await journal.sent(ban);
    const unknown = await journal.sent(ban);
    await journal.unknown(unknown, lost);
    let last = '';
    for (let index = 0; index < 130; index++) {
      last = await journal.sent(ban);
      await journal.done(last);
    }
    const { entries: completed } = await journal.list({ state: 'done', limit: 500 });
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
  expect((await journal.list({ instanceId, limit: 10 })).entries).toEqual([]);
});

test('tells of each change until it is not wanted any more', async () => {
  let changes = 0;
  const stop = journal.onChanged(() => changes++);
  journal.onChanged(() => {
    throw new Error('A listener that fails');
  });
  const first = await journal.sent(ban);
  await journal.unknown(first, lost);
  await journal.checked(first);
  await journal.checked(first); // changes nothing
  const second = await journal.sent(ban);
  await journal.notSent(second, lost);
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
  expect((await journal.list({ state: 'done', limit: 100 })).entries).toHaveLength(50);
});

test('nothing in its files can be read without the key', async () => {
  const changes = [{ field: 'changes.firstName', value: 'Janet-in-the-journal' }];
  const entryId = await journal.sent({ ...ban, changes });
  await journal.refused(entryId, { message: 'A message for Jane', traceId: 'trace_of_jane' });
  const words = [
    ...['jane@acme.example', 'users.ban', 'A message for Jane', 'write_entry', key],
    ...['Janet-in-the-journal', 'trace_of_jane'],
  ];
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
