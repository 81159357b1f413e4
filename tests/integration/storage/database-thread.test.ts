/** A database thread: calls come back in order or as failures, and its death is survived. */
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../shared/failure.ts';
import { DamagedDatabase } from '../../../electron/core/storage/database-failure.ts';
import { DatabaseThread } from '../../../electron/core/storage/database-thread.ts';
import type { CallOptions } from '../../../electron/core/storage/database-thread.ts';

interface Handle {
  call(method: string, args: unknown[], options?: CallOptions): Promise<unknown>;
  close(): Promise<void>;
}

async function openFake(): Promise<{ thread: DatabaseThread; handle: Handle }> {
  const thread = new DatabaseThread(new URL('./fake-worker.ts', import.meta.url), { cacheKiB: 100 });
  onTestFinished(() => thread.close());
  const handle = await thread.open('journal', { file: '', key: '', keepCompleted: 1 });
  return { thread, handle: handle as unknown as Handle };
}

test('calls and answers cross as plain data', async () => {
  const { handle } = await openFake();
  const value = [{ a: [1, null, 'ü'] }, 2n];
  expect(await handle.call('echo', value)).toEqual(value);
});

test('failures come back as failures, damage as damage, bugs as bugs', async () => {
  const { handle } = await openFake();
  await expect(handle.call('fail', [])).rejects.toMatchObject({ code: 'disk_full' });
  await expect(handle.call('fail', [])).rejects.not.toBeInstanceOf(DamagedDatabase);
  await expect(handle.call('damaged', [])).rejects.toBeInstanceOf(DamagedDatabase);
  const bug = await handle.call('defect', []).catch((error: unknown) => error);
  expect(bug).not.toBeInstanceOf(AppError);
  expect(bug).toMatchObject({ message: 'A bug', stack: 'where it was' });
});

test.each(['die', 'throw'])(
  'when it ends by "%s", what was asked fails, and the next call finds a new one',
  async (end) => {
    const { handle } = await openFake();
    const outcomes = await Promise.allSettled([
      handle.call('later', [1]),
      handle.call(end, []),
      handle.call('later', [2]),
      handle.call('later', [3]),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { failure: { code: 'storage' } } });
    }
    // In a new thread, with the service opened again: two at once open it only once.
    expect(await Promise.all([handle.call('echo', [4]), handle.call('echo', [5])])).toEqual([[4], [5]]);
  },
);

test('a waiting call can be taken back; the others do not notice', async () => {
  const { handle } = await openFake();
  const controller = new AbortController();
  const before = [handle.call('later', [1]), handle.call('later', [2])];
  const waiting = handle.call('die', [], { signal: controller.signal });
  await Promise.resolve();
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  // It never reached the thread, which would have died of it.
  expect(await Promise.all(before)).toEqual([[1], [2]]);
  expect(await handle.call('echo', [3])).toEqual([3]);
  await expect(handle.call('echo', [], { signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('background calls do not stand in the way of others', async () => {
  const { handle } = await openFake();
  const order: string[] = [];
  const note = (name: string) => () => order.push(name);
  const background = ['a', 'b', 'c'].map((name) =>
    handle.call('later', [], { background: true }).then(note(name)),
  );
  await handle.call('echo', []).then(note('quick'));
  await Promise.all(background);
  expect(order).toEqual(['quick', 'a', 'b', 'c']);
});

test('closed, it answers nothing any more', async () => {
  const { thread, handle } = await openFake();
  const running = handle.call('later', []);
  running.catch(() => undefined);
  await Promise.resolve();
  await thread.close();
  await expect(running).rejects.toMatchObject({ code: 'storage' });
  await expect(handle.call('echo', [])).rejects.toMatchObject({ code: 'storage' });
});
