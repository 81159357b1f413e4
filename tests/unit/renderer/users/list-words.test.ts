/** Counts, progress, columns and states of the users list. */
import { describe, expect, test } from 'vitest';
import { makeStatus } from './fake-bridge.ts';
import {
  ariaSort,
  columnGapPx,
  columnsFor,
  nextSort,
  rowPaddingPx,
  tracksOf,
} from '../../../../renderer/features/users/columns.ts';
import { listState, type ListFacts } from '../../../../renderer/features/users/list-state.ts';
import { countSummary, progressSummary } from '../../../../renderer/features/users/list-words.ts';
import { dayWords } from '../../../../renderer/ui/time-words.ts';

const instanceId = makeStatus().instanceId;

describe('count', () => {
  test('of all, of a query, and while counting', () => {
    const status = makeStatus({ users: 48211 });
    expect(countSummary('', null, status)).toBe('48,211 users');
    expect(countSummary(' ', 48211, null)).toBe('48,211 users');
    expect(countSummary('jane', 312, status)).toBe('312 of 48,211');
    expect(countSummary('jane', null, status)).toBe('Counting… of 48,211');
    expect(countSummary('', null, null)).toBe('');
    expect(countSummary('jane', null, null)).toBe('Counting…');
    expect(countSummary('jane', 1, null)).toBe('1 match');
  });

  test('says when there is nothing to count', () => {
    expect(countSummary('', 0, makeStatus({ state: 'empty', users: 0 }))).toBe('Not synced yet');
    expect(countSummary('', 0, makeStatus({ state: 'unavailable', users: 0 }))).toBe('Not available');
  });
});

test('progress is told in users, with the total once it is known', () => {
  expect(progressSummary(null)).toBe('Syncing…');
  expect(progressSummary({ instanceId, phase: 'counting', done: 0, total: null, remainingMs: null })).toBe(
    'Syncing…',
  );
  expect(progressSummary({ instanceId, phase: 'reading', done: 1500, total: null, remainingMs: null })).toBe(
    'Syncing 1,500',
  );
  expect(progressSummary({ instanceId, phase: 'reading', done: 1500, total: 48211, remainingMs: null })).toBe(
    'Syncing 1,500 of 48,211',
  );
  expect(
    progressSummary({ instanceId, phase: 'reconciling', done: 9, total: 9, remainingMs: null }),
  ).toContain('removed');
});

describe('columns', () => {
  const ids = (width: number, sort: Parameters<typeof columnsFor>[1]) =>
    columnsFor(width, sort).map(({ id }) => id);

  test('come with the room there is', () => {
    expect(ids(1012, '-createdAt')).toEqual(['user', 'email', 'status', 'lastActiveAt', 'createdAt']);
    expect(ids(1384, '-createdAt')).toContain('username');
    expect(ids(1700, '-createdAt')).toHaveLength(9);
  });

  test('never need more room than there is, and always hold the one sorted by', () => {
    for (const sort of ['name', 'email', '-createdAt', '-lastActiveAt', '-lastSignInAt'] as const) {
      for (let width = 300; width < 2000; width += 7) {
        const shown = columnsFor(width, sort);
        const needed = shown.reduce((sum, { minPx }) => sum + minPx + columnGapPx, -columnGapPx);
        expect(needed + 2 * rowPaddingPx).toBeLessThanOrEqual(width);
        expect(shown.some((column) => ariaSort(column, sort) !== 'none' && column.sort !== null)).toBe(true);
        expect(tracksOf(shown).split('px').length).toBeGreaterThan(shown.length);
      }
    }
  });

  test('sort newest first, or by the alphabet, and then the other way round', () => {
    expect(nextSort('-createdAt', 'createdAt')).toBe('createdAt');
    expect(nextSort('-createdAt', 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('name', 'lastActiveAt')).toBe('-lastActiveAt');
  });
});

describe('state', () => {
  const facts: ListFacts = {
    status: makeStatus(),
    syncRunning: false,
    shownQuery: '',
    rowCount: 0,
    queryFailure: null,
  };
  const kind = (more: Partial<ListFacts>) => listState({ ...facts, ...more }).kind;

  test('tells apart why there are no rows', () => {
    expect(kind({ shownQuery: null })).toBe('loading');
    expect(kind({ rowCount: 1 })).toBe('rows');
    expect(kind({ shownQuery: 'x' })).toBe('noMatch');
    expect(kind({ status: makeStatus({ users: 0 }) })).toBe('noUsers');
    expect(kind({ status: makeStatus({ state: 'empty', users: 0 }) })).toBe('neverSynced');
    expect(kind({ status: makeStatus({ state: 'syncing', users: 0 }), syncRunning: true })).toBe('firstSync');
    expect(kind({ status: makeStatus({ state: 'unavailable' }), rowCount: 9 })).toBe('unavailable');
    expect(kind({ shownQuery: null, queryFailure: { code: 'storage', message: '' } })).toBe('failed');
  });

  test('does not blame the search when nothing has been synced', () => {
    expect(kind({ shownQuery: 'x', status: makeStatus({ state: 'empty', users: 0 }) })).toBe('neverSynced');
  });

  test('keeps rows that could not be brought up to date', () => {
    expect(kind({ rowCount: 3, queryFailure: { code: 'storage', message: '' } })).toBe('rows');
  });
});

test('a day of UTC is the same day everywhere', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  expect(dayWords(Date.UTC(2026, 10, 23), noon)).toBe('today');
  expect(dayWords(Date.UTC(2026, 10, 22), noon)).toBe('yesterday');
  expect(dayWords(Date.UTC(2026, 10, 19), noon)).toBe('4 days');
  expect(dayWords(Date.UTC(2026, 10, 1), noon)).toMatch(/1/);
  expect(dayWords(Date.UTC(2026, 10, 1), noon)).not.toContain('2026');
  expect(dayWords(Date.UTC(2025, 0, 1), noon)).toContain('2025');
});
