/** What the list shows is what a plain list would show, whatever order things happen in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowWindows, type RowQuery } from '../../../../renderer/features/users/row-windows.ts';
import { FakeDirectory, makeRow, settle } from './fake-directory.ts';

const everyone: RowQuery = { query: '', sort: 'createdAt' };

function setUp(count: number, options: { windowSize?: number; keep?: number } = {}) {
  const directory = new FakeDirectory();
  directory.rows = Array.from({ length: count }, (_, at) => makeRow(`u${at}`, { createdAt: at }));
  const updates: boolean[] = [];
  const windows = new RowWindows({
    fetchPage: directory.fetchPage,
    onUpdate: ({ replaced }) => updates.push(replaced),
    windowSize: 10,
    overscan: 4,
    ...options,
  });
  const answerAll = async () => {
    for (let turn = 0; turn < 50 && directory.pending.length > 0; turn += 1) {
      directory.pending[0]?.answer();
      await settle();
    }
  };
  const ids = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => windows.row(first + at)?.id);
  return { directory, windows, updates, answerAll, ids };
}

describe('loading', () => {
  test('a first look asks for the first window only', async () => {
    const { directory, windows, answerAll, ids } = setUp(35);
    windows.show(everyone);
    expect(windows.count).toBe(0);
    await answerAll();
    expect(directory.requests).toEqual([{ ...everyone, offset: 0, limit: 10 }]);
    expect(windows.count).toBe(35);
    expect(ids(0, 2)).toEqual(['u0', 'u1', 'u2']);
  });

  test('going on row by row uses the cursor, a jump uses the offset', async () => {
    const { directory, windows, answerAll } = setUp(100);
    windows.show(everyone);
    await answerAll();
    windows.look(2, 8);
    await answerAll();
    windows.look(70, 75);
    await answerAll();
    expect(directory.requests.map(({ after, offset }) => after ?? offset)).toEqual([0, 'u9', 70, 60]);
  });

  test('a fast drag over the scroll bar does not queue up requests', async () => {
    const { directory, windows, answerAll, ids } = setUp(1000);
    windows.show(everyone);
    await answerAll();
    for (let row = 0; row < 900; row += 30) windows.look(row, row + 5);
    windows.look(905, 910);
    expect(directory.pending.length).toBeLessThanOrEqual(2);
    await answerAll();
    expect(ids(905, 910)).toEqual(['u905', 'u906', 'u907', 'u908', 'u909', 'u910']);
    expect(directory.requests.length).toBeLessThan(8);
  });

  test('memory is bounded, and what was let go comes back', async () => {
    const { windows, answerAll, ids } = setUp(1000, { keep: 5 });
    windows.show(everyone);
    await answerAll();
    for (let row = 0; row < 990; row += 10) {
      windows.look(row, row + 5);
      await answerAll();
    }
    const held = Array.from({ length: 1000 }, (_, at) => windows.row(at)).filter(Boolean);
    expect(held.length).toBeLessThanOrEqual(50);
    windows.look(0, 3);
    await answerAll();
    expect(ids(0, 3)).toEqual(['u0', 'u1', 'u2', 'u3']);
  });
});

describe('another query', () => {
  test('keeps the old rows until the new ones are here', async () => {
    const { directory, windows, updates, answerAll } = setUp(35);
    windows.show(everyone);
    await answerAll();
    windows.show({ query: 'of u3', sort: 'createdAt' });
    expect(windows.settling).toBe(true);
    expect(windows.row(0)?.id).toBe('u0');
    await answerAll();
    expect(windows.settling).toBe(false);
    expect(windows.row(0)?.id).toBe('u3');
    expect(windows.count).toBe(6);
    expect(updates.at(-1)).toBe(true);
    expect(directory.requests).toHaveLength(2);
  });

  test('drops answers to the query before, and aborts them', async () => {
    const { directory, windows, updates } = setUp(35);
    windows.show({ query: 'u1', sort: 'createdAt' });
    const late = directory.pending[0];
    windows.show({ query: 'u2', sort: 'createdAt' });
    expect(late?.aborted).toBe(true);
    directory.pending.find(({ request }) => request.query === 'u2')?.answer();
    await settle();
    expect(windows.row(0)?.id).toBe('u2');
    const seen = updates.length;
    late?.answer();
    await settle();
    expect(windows.row(0)?.id).toBe('u2');
    expect(updates).toHaveLength(seen);
  });

  test('is not failed by the one before', async () => {
    const { directory, windows, answerAll } = setUp(35);
    windows.show({ query: 'u1', sort: 'createdAt' });
    const late = directory.pending[0];
    windows.show({ query: 'u2', sort: 'createdAt' });
    late?.refuse(new Error('cancelled'));
    await settle();
    expect(windows.failure).toBeNull();
    await answerAll();
    expect(windows.row(0)?.id).toBe('u2');
  });

  test('that fails shows no rows of another query, and can be tried again', async () => {
    const { directory, windows, answerAll } = setUp(35);
    windows.show(everyone);
    await answerAll();
    windows.show({ query: 'u2', sort: 'createdAt' });
    directory.pending[0]?.refuse(new Error('disk'));
    await settle();
    expect(windows.failure).toEqual(new Error('disk'));
    expect(windows.count).toBe(0);
    expect(windows.row(0)).toBeUndefined();
    windows.refresh();
    expect(windows.failure).toBeNull();
    await answerAll();
    expect(windows.row(0)?.id).toBe('u2');
  });

  test('of the same text in another order keeps its total', async () => {
    const { directory, windows, answerAll } = setUp(35);
    windows.show(everyone);
    await answerAll();
    directory.countsLater = true;
    windows.show({ query: '', sort: '-createdAt' });
    await answerAll();
    expect(windows.total).toBe(35);
    expect(windows.row(0)?.id).toBe('u34');
  });
});

describe('a change of the data', () => {
  test('replaces what is on screen at one go', async () => {
    const { directory, windows, answerAll, ids } = setUp(40);
    windows.show(everyone);
    await answerAll();
    windows.look(6, 13);
    await answerAll();
    const before = ids(6, 13);
    directory.rows.unshift(makeRow('new', { createdAt: -1 }));
    windows.refresh();
    expect(ids(6, 13)).toEqual(before);
    directory.pending[0]?.answer();
    await settle();
    expect(ids(6, 13)).toEqual(before);
    await answerAll();
    expect(ids(6, 13)).toEqual(['u5', 'u6', 'u7', 'u8', 'u9', 'u10', 'u11', 'u12']);
    expect(windows.count).toBe(41);
  });

  test('never leaves a list that shrank with rows that are gone', async () => {
    const { directory, windows, answerAll, ids } = setUp(40);
    windows.show(everyone);
    await answerAll();
    windows.look(30, 39);
    await answerAll();
    directory.rows = directory.rows.slice(0, 12);
    windows.refresh();
    await answerAll();
    expect(windows.count).toBe(12);
    windows.look(8, 11);
    await answerAll();
    expect(ids(8, 12)).toEqual(['u8', 'u9', 'u10', 'u11', undefined]);
  });

  test('that goes on and on still reaches the screen', async () => {
    const { directory, windows, ids } = setUp(40);
    windows.show(everyone);
    directory.pending[0]?.answer();
    await settle();
    for (let change = 0; change < 5; change += 1) {
      directory.rows.unshift(makeRow(`n${change}`, { createdAt: -1 - change }));
      windows.refresh();
      directory.pending[0]?.answer();
      windows.refresh();
      await settle();
    }
    expect(ids(0, 1)).toEqual(['n4', 'n3']);
  });

  test('that cannot be read keeps the rows and says why', async () => {
    const { directory, windows, answerAll } = setUp(40);
    windows.show(everyone);
    await answerAll();
    windows.refresh();
    directory.pending[0]?.refuse(new Error('disk'));
    await settle();
    expect(windows.failure).toEqual(new Error('disk'));
    expect(windows.row(0)?.id).toBe('u0');
  });
});

describe('counting', () => {
  test('a list without a total can be scrolled on from what is known', async () => {
    const { directory, windows, answerAll } = setUp(35);
    directory.countsLater = true;
    windows.show(everyone);
    await answerAll();
    expect(windows.total).toBeNull();
    expect(windows.count).toBe(20);
    windows.look(12, 19);
    await answerAll();
    expect(windows.count).toBe(40);
    windows.counted('', 35);
    expect(windows.total).toBe(35);
    expect(windows.count).toBe(35);
  });

  test('a list that turns out shorter than counted ends where its rows end', async () => {
    const { directory, windows, answerAll } = setUp(35);
    windows.show(everyone);
    await answerAll();
    directory.countsLater = true;
    directory.rows = directory.rows.slice(0, 7);
    windows.refresh();
    await answerAll();
    expect(windows.total).toBe(35);
    expect(windows.count).toBe(7);
  });

  test('takes the count of this query only, also when it comes before the rows', async () => {
    const { directory, windows, answerAll } = setUp(35);
    directory.countsLater = true;
    windows.show(everyone);
    windows.counted('other', 3);
    windows.counted('', 35);
    await answerAll();
    expect(windows.total).toBe(35);
    windows.counted('other', 3);
    expect(windows.total).toBe(35);
  });
});

type Step =
  | { do: 'look'; at: number; size: number }
  | { do: 'show'; query: string; sort: RowQuery['sort'] }
  | { do: 'insert'; createdAt: number }
  | { do: 'remove'; at: number }
  | { do: 'rename'; at: number }
  | { do: 'answer'; at: number }
  | { do: 'counting'; later: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('look' as const), at: fc.nat(120), size: fc.integer({ min: 1, max: 25 }) }),
  fc.record({
    do: fc.constant('show' as const),
    query: fc.constantFrom('', '1', '2', 'nobody'),
    sort: fc.constantFrom<RowQuery['sort']>('createdAt', '-createdAt', 'name', '-name'),
  }),
  fc.record({ do: fc.constant('insert' as const), createdAt: fc.integer({ min: -5, max: 130 }) }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(120) }),
  fc.record({ do: fc.constant('rename' as const), at: fc.nat(120) }),
  fc.record({ do: fc.constant('answer' as const), at: fc.nat(5) }),
  fc.record({ do: fc.constant('counting' as const), later: fc.boolean() }),
);

test('after any sequence of scrolls, sorts, queries and changes the rows on screen are the right ones', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(110), fc.array(step, { maxLength: 40 }), async (count, steps) => {
      const { directory, windows, answerAll } = setUp(count, { keep: 4 });
      let query = everyone;
      let serial = 0;
      windows.show(query);
      for (const now of steps) {
        switch (now.do) {
          case 'look': {
            const last = Math.max(0, windows.count - 1);
            windows.look(Math.min(now.at, last), Math.min(now.at + now.size, last));
            break;
          }
          case 'show':
            query = { query: now.query, sort: now.sort };
            windows.show(query);
            break;
          case 'insert':
            directory.rows.push(makeRow(`x${(serial += 1)}`, { createdAt: now.createdAt }));
            windows.refresh();
            break;
          case 'remove':
            directory.rows.splice(now.at, 1);
            windows.refresh();
            break;
          case 'rename': {
            const row = directory.rows[now.at];
            if (row) directory.rows[now.at] = { ...row, name: `Renamed ${(serial += 1)}` };
            windows.refresh();
            break;
          }
          case 'answer':
            directory.pending[now.at % Math.max(1, directory.pending.length)]?.answer();
            await settle();
            break;
          case 'counting':
            directory.countsLater = now.later;
            break;
        }
      }
      await answerAll();
      const truth = directory.list(query.query, query.sort);
      windows.counted(query.query, truth.length);
      expect(windows.count).toBe(truth.length);
      const first = Math.max(0, Math.min(37, truth.length - 20));
      windows.look(first, Math.max(0, Math.min(first + 19, truth.length - 1)));
      await answerAll();
      expect(windows.shown).toBe(query);
      expect(directory.pending).toHaveLength(0);
      const shown = Array.from({ length: 20 }, (_, at) => windows.row(first + at));
      expect(shown.filter(Boolean)).toEqual(truth.slice(first, first + 20));
    }),
    { numRuns: 400 },
  );
});
