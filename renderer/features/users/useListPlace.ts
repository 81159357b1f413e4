/**
 * Where the open user stands in the list, and who comes after and before it: also when it was scrolled out of
 * what is loaded, and when it has left the list meanwhile. Opens nobody itself.
 */
import { computed, shallowRef, watch } from 'vue';
import type { UserRow } from '../../../shared/models/directory.ts';
import type { ListPlace } from '../shell/list-place.ts';
import type { UserRows } from './useUserRows.ts';

interface Stand {
  index: number;
  /** It has left the list (deleted, or no longer what is searched for): another user is in its place. */
  left: boolean;
}

export function useListPlace(options: {
  rows: UserRows;
  currentId: () => string | null;
  /** Opens this row. */
  open: (row: UserRow) => void;
  /** Shows this place of the list, so that its row is loaded. */
  reveal: (index: number) => void;
  /** Where to go from when the open user is nowhere in the list. */
  fallback: () => number | null;
}) {
  const { rows, currentId } = options;

  const found = computed(() => {
    void [rows.version.value, rows.generation.value];
    const id = currentId();
    return id === null ? null : (rows.indexOf(id) ?? null);
  });
  /** Where it was found last, in the list as it is ordered now. */
  const last = shallowRef<number | null>(null);
  watch(
    [currentId, rows.generation, found],
    ([id, generation, index], [idBefore, generationBefore]) => {
      if (index !== null || id !== idBefore || generation !== generationBefore) last.value = index;
    },
    { flush: 'sync', immediate: true },
  );

  const stand = computed<Stand | null>(() => {
    if (found.value !== null) return { index: found.value, left: false };
    if (last.value === null) return null;
    const row = rows.row(last.value);
    return { index: last.value, left: row !== undefined && row.id !== currentId() };
  });

  function neighbour(from: Stand, by: 1 | -1): number | null {
    const index = from.left && by === 1 ? from.index : from.index + by;
    return index >= 0 && index < rows.count.value ? index : null;
  }

  /** A row that is opened as soon as it is here. */
  const awaited = shallowRef<number | null>(null);

  function step(by: 1 | -1): void {
    // Whoever steps faster than rows arrive goes on from where the last step leads.
    const ahead = awaited.value ?? (stand.value === null ? options.fallback() : null);
    const from = ahead === null ? stand.value : { index: ahead, left: false };
    const index = from && neighbour(from, by);
    if (index === null) return;
    awaited.value = index;
    options.reveal(index);
  }

  watch([awaited, rows.version], ([index]) => {
    const row = index === null ? undefined : rows.row(index);
    if (!row) return;
    awaited.value = null;
    options.open(row);
  });
  watch(rows.generation, () => (awaited.value = null));

  const place = computed<ListPlace>(() => {
    const at = stand.value;
    return {
      previous: at !== null && neighbour(at, -1) !== null,
      next: at !== null && neighbour(at, 1) !== null,
      position: at === null || at.left ? null : at.index + 1,
      total: rows.total.value,
    };
  });

  return {
    place,
    step,
    /** Opens the row at this place, now or when it is loaded; null: none. */
    follow(index: number | null): void {
      awaited.value = index;
    },
  };
}
