/** An app database as an earlier Roster left it is taken over whole, and its lists never scan it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listQuery } from '../../../electron/core/journal/journal-store.ts';
import { openDatabase } from '../../../electron/core/storage/open-database.ts';
import { createJournalBench, instanceId, type JournalBench, key } from './open-journal.ts';

let bench: JournalBench;
beforeEach(async () => {
  bench = await createJournalBench();
});
afterEach(() => bench.dispose());

/** The statements of schema 1, as they shipped. */
const schema1 = `CREATE TABLE write_entry (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id TEXT NOT NULL UNIQUE,
    instance_id TEXT NOT NULL,
    method TEXT NOT NULL,
    user_id TEXT,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    ended_at INTEGER,
    message TEXT
  ) STRICT;
  CREATE INDEX write_entry_by_instance ON write_entry (instance_id, position);
  CREATE INDEX write_entry_by_state ON write_entry (state, position);
  CREATE INDEX write_entry_by_both ON write_entry (instance_id, state, position);
  CREATE INDEX write_entry_completed ON write_entry (position) WHERE state IN ('done', 'refused', 'checked');`;

function openAs(migrations: string[]) {
  return openDatabase({ file: bench.file, key, cacheKiB: 1000, synchronous: 'FULL', migrations });
}

function leaveSchema1(): void {
  const old = openAs([schema1]);
  const add = old.prepare(
    `INSERT INTO write_entry (entry_id, instance_id, method, user_id, subject, state, sent_at, ended_at, message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  add.run('old-1', instanceId, 'users.create', null, 'jane@acme.example', 'done', 1000, 1001, null);
  add.run('old-2', instanceId, 'users.ban', 'user_1', 'user_1', 'refused', 2000, 2001, 'No such user.');
  add.run('old-3', instanceId, 'users.lock', 'user_1', 'user_1', 'unknown', 3000, 3001, 'Lost.');
  add.run('old-4', instanceId, 'users.unban', 'user_1', 'user_1', 'sent', 4000, null, null);
  old.close();
}

test('entries of schema 1 are there, with what was not noted then as not known', async () => {
  leaveSchema1();
  const journal = await bench.open();
  const { entries } = await journal.list({ limit: 10 });
  expect(entries.map(({ entryId }) => entryId)).toEqual(['old-4', 'old-3', 'old-2', 'old-1']);
  expect(entries[2]).toEqual({
    entryId: 'old-2',
    instanceId,
    method: 'users.ban',
    userId: 'user_1',
    subject: 'user_1',
    operator: null,
    changes: [],
    state: 'refused',
    sentAt: 2000,
    endedAt: 2001,
    message: 'No such user.',
    traceId: null,
  });
  // What that run left on its way is unknown, as ever.
  expect(entries[0]).toMatchObject({ entryId: 'old-4', state: 'unknown' });
  expect(await journal.countUnknown()).toBe(2);
  expect(journal.notice()).toBeNull();

  const fresh = await journal.sent({
    instanceId,
    method: 'users.update',
    userId: 'user_1',
    subject: 'user_1',
    changes: [{ field: 'changes.firstName', value: 'Jane' }],
  });
  await journal.checked('old-3');
  await journal.done(fresh);
  await journal.close();

  const again = await bench.open();
  const ofUser = await again.list({ userId: 'user_1', instanceId, limit: 10 });
  expect(ofUser.entries.map(({ entryId, state }) => [entryId, state])).toEqual([
    [fresh, 'done'],
    ['old-4', 'unknown'],
    ['old-3', 'checked'],
    ['old-2', 'refused'],
  ]);
  await again.close();
});

test('no list scans or sorts the journal', async () => {
  await (await bench.open()).close();
  // As many scripts as the file has run: none of these runs again.
  const database = openAs(['', '', '']);
  const some = [
    {},
    { instanceId },
    { state: 'unknown' },
    { instanceId, state: 'unknown' },
    { userId: 'user_1', instanceId },
    { userId: 'user_1', instanceId, state: 'done' },
  ] as const;
  for (const filter of some) {
    for (const before of [undefined, 7]) {
      const { sql, parameters } = listQuery({ ...filter, before, limit: 10 });
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
      const details = plan.map(({ detail }) => detail).join('; ');
      expect(details, sql).not.toContain('TEMP B-TREE');
      // Without any condition, newest first is the table's own order.
      if (Object.keys(filter).length > 0) expect(details, sql).toMatch(/SEARCH write_entry USING INDEX/);
      if ('userId' in filter) expect(details, sql).toContain('write_entry_by_user');
    }
  }
  database.close();
});
