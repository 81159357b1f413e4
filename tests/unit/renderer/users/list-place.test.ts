/** Where the open user stands in the list, and who is next: also past what is loaded, and after they have left. */
import { beforeEach, describe, expect, test } from 'vitest';
import { effectScope, nextTick, ref, shallowRef } from 'vue';
import { useListPlace } from '../../../../renderer/features/users/useListPlace.ts';
import type { UserRows } from '../../../../renderer/features/users/useUserRows.ts';
import type { UserRow } from '../../../../shared/models/directory.ts';
import { makeRow } from './fake-directory.ts';

/** A list of which a part is loaded. */
function fakeRows(ids: string[], loaded: number) {
  const version = shallowRef(0);
  const generation = shallowRef(0);
  let list = ids.map((id) => makeRow(id));
  let known = loaded;
  const here = () => list.slice(0, known);
  const count = shallowRef(list.length);
  const total = shallowRef<number | null>(list.length);
  const change = () => {
    count.value = list.length;
    total.value = list.length;
    version.value += 1;
  };
  return {
    version,
    generation,
    count,
    total,
    row: (index: number): UserRow | undefined => (void version.value, here()[index]),
    indexOf: (id: string) => {
      const index = here().findIndex((row) => row.id === id);
      return index < 0 ? undefined : index;
    },
    load(upTo: number) {
      known = upTo;
      change();
    },
    remove(id: string) {
      list = list.filter((row) => row.id !== id);
      change();
    },
    show(next: string[]) {
      list = next.map((id) => makeRow(id));
      generation.value += 1;
      change();
    },
  };
}

let rows: ReturnType<typeof fakeRows>;
let opened: string[];
const currentId = ref<string | null>(null);
let revealed: number[];

function stand(active: number | null = null) {
  const scope = effectScope();
  const place = scope.run(() =>
    useListPlace({
      rows: rows as unknown as UserRows,
      currentId: () => currentId.value,
      open(row) {
        opened.push(row.id);
        currentId.value = row.id;
      },
      reveal: (index) => revealed.push(index),
      fallback: () => active,
    }),
  );
  if (!place) throw new Error('No place');
  return place;
}

beforeEach(() => {
  rows = fakeRows(['a', 'b', 'c', 'd', 'e', 'f'], 4);
  opened = [];
  revealed = [];
  currentId.value = null;
});

test('says the position, and whether somebody is before and after', async () => {
  const { place } = stand();
  expect(place.value).toEqual({ previous: false, next: false, position: null, total: 6 });
  currentId.value = 'a';
  expect(place.value).toEqual({ previous: false, next: true, position: 1, total: 6 });
  currentId.value = 'd';
  expect(place.value).toMatchObject({ previous: true, next: true, position: 4 });
  rows.load(6);
  currentId.value = 'f';
  expect(place.value).toMatchObject({ previous: true, next: false, position: 6 });
});

describe('a step', () => {
  test('opens the neighbour', async () => {
    currentId.value = 'b';
    const { step } = stand();
    step(1);
    await nextTick();
    step(-1);
    await nextTick();
    step(-1);
    await nextTick();
    step(-1);
    await nextTick();
    expect(opened).toEqual(['c', 'b', 'a']);
  });

  test('past what is loaded brings that part on screen, and opens its user once it is here', async () => {
    currentId.value = 'd';
    const { step } = stand();
    step(1);
    await nextTick();
    expect([opened, revealed]).toEqual([[], [4]]);
    rows.load(6);
    await nextTick();
    expect(opened).toEqual(['e']);
  });

  test('that is faster than rows arrive goes on from the one before', async () => {
    currentId.value = 'd';
    const { step } = stand();
    step(1);
    step(1);
    rows.load(6);
    await nextTick();
    expect(opened).toEqual(['f']);
  });

  test('is given up when the list becomes another one', async () => {
    currentId.value = 'd';
    const { step } = stand();
    step(1);
    rows.show(['x', 'y', 'z', 'u', 'v', 'w']);
    await nextTick();
    rows.load(6);
    await nextTick();
    expect(opened).toEqual([]);
  });

  test('from a user who is nowhere in the list goes on from the keyboard’s place', async () => {
    currentId.value = 'not-here';
    const { step, place } = stand(1);
    expect(place.value).toMatchObject({ previous: false, next: false, position: null });
    step(1);
    await nextTick();
    expect(opened).toEqual(['c']);
  });
});

describe('who has left the list', () => {
  test('leads on to whoever has taken the place, and back to who was before', async () => {
    currentId.value = 'b';
    const { step, place } = stand();
    rows.remove('b');
    expect(place.value).toEqual({ previous: true, next: true, position: null, total: 5 });
    step(1);
    await nextTick();
    expect(opened).toEqual(['c']);

    rows.remove('c');
    step(-1);
    await nextTick();
    expect(opened).toEqual(['c', 'a']);
  });

  test('as the last one has nobody after', () => {
    rows.load(6);
    currentId.value = 'f';
    const { place } = stand();
    rows.remove('f');
    expect(place.value).toMatchObject({ previous: true, next: false });
  });

  test('is told from one who was scrolled out of what is loaded', async () => {
    currentId.value = 'd';
    const { step, place } = stand();
    rows.load(2);
    expect(place.value).toMatchObject({ position: 4, next: true });
    step(-1);
    expect(revealed).toEqual([2]);
    rows.load(4);
    await nextTick();
    expect(opened).toEqual(['c']);
  });

  test('by another order is nowhere', () => {
    currentId.value = 'd';
    const { place } = stand();
    rows.show(['x', 'y']);
    expect(place.value).toMatchObject({ position: null, previous: false, next: false });
  });
});
