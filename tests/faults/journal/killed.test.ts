/** Promise 4: a process that is killed while writes are on their way leaves them as unknown, none lost. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createJournalBench,
  databaseWorker,
  instanceId,
  type JournalBench,
  key,
} from '../../integration/journal/open-journal.ts';

let bench: JournalBench;
beforeEach(async () => {
  bench = await createJournalBench();
});
afterEach(async () => {
  await bench.dispose();
});

/** Kills it right when it has said for the n-th time that a write is noted. */
async function runUntilKilled(sentCount: number): Promise<{ sent: Set<string>; done: Set<string> }> {
  const script = fileURLToPath(new URL('./killed-child.ts', import.meta.url));
  const settings = JSON.stringify({ worker: databaseWorker.href, file: bench.file, key, instanceId });
  const child = fork(script, [settings], { execArgv: [] });
  const exited = once(child, 'exit');
  const sent = new Set<string>();
  const done = new Set<string>();
  child.on('message', (message: { sent?: string; done?: string }) => {
    if (message.done !== undefined) done.add(message.done);
    if (message.sent === undefined) return;
    sent.add(message.sent);
    if (sent.size === sentCount) child.kill('SIGKILL');
  });
  const [, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe('SIGKILL');
  return { sent, done };
}

test.each([1, 2, 7, 30])('killed at its %i. write', async (sentCount) => {
  const { sent, done } = await runUntilKilled(sentCount);
  const journal = await bench.open();
  const { entries } = await journal.list({ limit: 500 });
  const states = new Map(entries.map(({ entryId, state }) => [entryId, state]));

  // What was said to be noted is there, and what was said to be done is done.
  for (const entryId of sent) expect(['unknown', 'done']).toContain(states.get(entryId));
  for (const entryId of done) expect(states.get(entryId)).toBe('done');
  // The writes that got no answer are unknown: every second one.
  const unanswered = entries.filter(({ userId }) => Number(userId?.replace('user_', '')) % 2 === 1);
  expect(unanswered.length).toBeGreaterThanOrEqual(Math.floor(sentCount / 2));
  for (const { state } of unanswered) expect(state).toBe('unknown');
  // Whole: who, and what was set.
  for (const { userId, operator, changes } of entries) {
    const index = userId?.replace('user_', '') ?? '';
    expect(operator).toBe('jo');
    expect(changes).toEqual([{ field: 'changes.firstName', value: `Jane ${index}` }]);
  }
  expect(entries.some(({ state }) => state === 'sent')).toBe(false);
  expect(await journal.countUnknown()).toBe(entries.filter(({ state }) => state === 'unknown').length);
  expect(journal.notice()).toBeNull();
  await journal.close();
});
