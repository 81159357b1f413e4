/** Pausing a sync through the whole core: it ends where it is, none begins, also after a restart, until it is resumed. */
import { afterEach, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../../electron/demo/start-demo-server.ts';
import { startTestCore, type TestCore } from '../../harness/test-core.ts';

const everyone = 1500;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The first page of users passes; the others wait until they are given up. */
function stuckAfterOnePage(): typeof fetch {
  let pages = 0;
  return async (url, init) => {
    const { pathname, searchParams } = new URL(String(url));
    if (!pathname.endsWith('/users') || searchParams.get('limit') !== '500') return fetch(url, init);
    pages += 1;
    if (pages === 1) return fetch(url, init);
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
    });
  };
}

async function pausedUnderWay(): Promise<{ server: DemoServer; test: TestCore; instanceId: string }> {
  const server = await startDemoServer({ users: everyone });
  ends.push(() => server.close());
  const stuck = stuckAfterOnePage();
  const test = await startTestCore({ fetch: (url, init) => stuck(url, init) });
  const { instanceId } = await test.api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  const underWay = new Promise<void>((resolve) => {
    test.api.directory.onSyncProgressed(({ phase }) => {
      if (phase === 'reading') resolve();
    });
  });
  const outcome = test.api.directory.sync({ instanceId }).catch((error: unknown) => error);
  await underWay;
  expect(await test.api.directory.pause({ instanceId })).toMatchObject({
    state: 'partial',
    paused: true,
    users: 500,
  });
  expect(await outcome).toMatchObject({ code: 'cancelled' });
  return { server, test, instanceId };
}

it.each([false, true])(
  'goes on from there after a restart, when asked to (by itself: %s)',
  async (backgroundSync) => {
    const { server, test, instanceId } = await pausedUnderWay();
    const { api, ...second } = await test.restart({ fetch: (url, init) => fetch(url, init), backgroundSync });
    ends.push(() => second.end());
    expect(await api.directory.status({ instanceId })).toMatchObject({ state: 'partial', paused: true });
    const before = server.stats.total;
    await expect(api.directory.sync({ instanceId })).rejects.toMatchObject({
      code: 'cancelled',
      message: /paused/u,
    });
    expect(server.stats.total).toBe(before);

    const read: number[] = [];
    const done = new Promise<void>((resolve) => {
      api.directory.onSyncProgressed((progress) => {
        if (progress.phase === 'reading') read.push(progress.done);
        if (progress.phase === 'done') resolve();
      });
    });
    expect(await api.directory.resume({ instanceId })).toMatchObject({ paused: false });
    await done;
    expect(await api.directory.status({ instanceId })).toMatchObject({ state: 'ready', users: everyone });
    expect(Math.min(...read)).toBeGreaterThan(500);
  },
);

it('is forgotten with its instance', async () => {
  const { server, test, instanceId } = await pausedUnderWay();
  ends.push(() => test.end());
  await test.api.instances.remove({ instanceId });
  const again = await test.api.instances.add({ secretKey: server.secretKey, apiUrl: server.url });
  expect(await test.api.directory.status({ instanceId: again.instanceId })).toMatchObject({ paused: false });
});
