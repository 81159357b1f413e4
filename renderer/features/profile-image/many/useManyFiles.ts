/** The files of the table: looks into each, finds out whom they are for, and keeps what is ticked. Sends nothing. */
import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue';
import type { Failure } from '../../../../shared/failure.ts';
import type { NameMatches } from '../../../../shared/models/directory.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import { failureOf } from '../../../composables/failure-of.ts';
import { dateTimeWords } from '../../../ui/time-words.ts';
import { useDirectoryStore } from '../../shell/directory-store.ts';
import { checkFile, type FileCheck } from './check-file.ts';
import { mostFiles, pathOfFile } from '../../shell/profile-image/collect-files.ts';
import { fileStates, type ImageFile } from './file-states.ts';
import type { RunItem } from './image-run.ts';
import { matchNames, nameOfFile, wayWords } from './match-files.ts';
import { rowOfState } from './table-rows.ts';

const checksAtOnce = 50;
/** Each showing goes through all files. */
const showAfterMs = 250;

export function useManyFiles(instanceId: InstanceId, source: () => readonly File[]) {
  const directories = useDirectoryStore();
  const checks = shallowRef<ReadonlyMap<number, FileCheck>>(new Map());
  const matches = shallowRef<ReadonlyMap<string, NameMatches> | null>(null);
  const failure = shallowRef<Failure | null>(null);
  /** Of when the copy is that the names were looked up in. Unix ms. */
  const copyOf = ref<number | null>(null);
  const unticked = shallowReactive(new Set<number>());
  /** What was begun for other files ends without effect. */
  let turn = 0;
  onScopeDispose(() => (turn += 1));

  const files = computed<ImageFile[]>(() =>
    source()
      .slice(0, mostFiles)
      .map((file, key) => ({
        key,
        file,
        path: pathOfFile(file),
        name: nameOfFile(file),
      })),
  );
  const states = computed(() =>
    fileStates(files.value, { checks: checks.value, matches: matches.value, unticked }),
  );

  async function checkAll(mine: number): Promise<void> {
    const found = new Map<number, FileCheck>();
    let shownAt = performance.now();
    for (let start = 0; start < files.value.length; start += checksAtOnce) {
      const batch = files.value.slice(start, start + checksAtOnce);
      await Promise.all(batch.map(async ({ key, file }) => found.set(key, await checkFile(file))));
      if (mine !== turn) return;
      if (performance.now() - shownAt < showAfterMs) continue;
      checks.value = new Map(found);
      shownAt = performance.now();
    }
    checks.value = found;
  }

  /** Again after a sync: whoever was nobody may have come. */
  async function look(): Promise<void> {
    const mine = turn;
    failure.value = null;
    const at = directories.statusOf(instanceId)?.lastSyncedAt ?? null;
    try {
      const found = await matchNames(
        instanceId,
        files.value.map(({ name }) => name),
      );
      if (mine !== turn) return;
      matches.value = found;
      copyOf.value = at;
    } catch (error) {
      if (mine === turn) failure.value = failureOf(error);
    }
  }

  watch(
    source,
    () => {
      turn += 1;
      checks.value = new Map();
      matches.value = null;
      unticked.clear();
      if (files.value.length === 0) return;
      void checkAll(turn);
      void look();
    },
    { immediate: true },
  );

  const copy = computed(() =>
    copyOf.value === null ? 'the copy, which is not complete' : `the copy of ${dateTimeWords(copyOf.value)}`,
  );

  return {
    failure,
    look,
    leftOver: computed(() => source().length > mostFiles),
    rows: computed(() =>
      files.value.map((file, index) =>
        rowOfState(file, states.value[index] ?? { kind: 'looking' }, checks.value.get(file.key), copy.value),
      ),
    ),
    looking: computed(() => states.value.some(({ kind }) => kind === 'looking')),
    count: (kind: (typeof states.value)[number]['kind']): number =>
      states.value.filter((state) => state.kind === kind).length,
    /** What is sent if it is sent now. */
    items: computed<RunItem[]>(() =>
      files.value.flatMap(({ key, file, path }, index) => {
        const state = states.value[index];
        if (state?.kind !== 'ready') return [];
        const drawable = checks.value.get(key)?.drawable ?? false;
        return [{ key, file, path, drawable, user: state.user, by: wayWords(state.as) }];
      }),
    ),
    tick(key: number, ticked: boolean): void {
      if (ticked) unticked.delete(key);
      else unticked.add(key);
    },
  };
}
