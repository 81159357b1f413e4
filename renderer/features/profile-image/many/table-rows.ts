/** The lines of the table, before a run and in one: what each shows, in words. */
import { assertNever } from '../../../../shared/failure.ts';
import type { UserRow } from '../../../../shared/models/directory.ts';
import type { FileCheck } from './check-file.ts';
import type { FileState, ImageFile } from './file-states.ts';
import type { ImageRun } from './image-run.ts';
import { wayWords } from './match-files.ts';
import { resultWords, type ResultWords } from './run-words.ts';

export interface TableRow extends ResultWords {
  key: number;
  file: File;
  path: string;
  /** What is in the file can be drawn at little cost. */
  drawable: boolean;
  user: UserRow | null;
  /** What stands below the user's name. */
  by: string | null;
  /** Null where there is nothing to tick. */
  ticked: boolean | null;
  /** It is not going to be sent, or was not. */
  problem: boolean;
}

interface Words {
  tone: ResultWords['tone'];
  label: string;
  more?: string;
}

/** `copy` says of when the copy is that the names were looked up in: "the copy of 24 Nov, 10:02". */
export function rowOfState(
  file: ImageFile,
  state: FileState,
  check: FileCheck | undefined,
  copy: string,
): TableRow {
  const { tone, label, more = null } = stateWords(state, copy);
  const matched = 'user' in state ? state : null;
  return {
    key: file.key,
    file: file.file,
    path: file.path,
    drawable: check?.drawable ?? false,
    user: matched?.user ?? null,
    by: matched && wayWords(matched.as),
    ticked: matched && state.kind !== 'left-out',
    problem: ['refused', 'nobody', 'several', 'duplicate'].includes(state.kind),
    tone,
    label,
    more,
    traceId: null,
  };
}

function stateWords(state: FileState, copy: string): Words {
  switch (state.kind) {
    case 'looking':
      return { tone: 'neutral', label: 'Looking' };
    case 'refused':
      return { tone: 'bad', label: 'Refused', more: state.message };
    case 'nobody':
      return { tone: 'warn', label: 'Nobody', more: `Nobody has this name in ${copy}.` };
    case 'several':
      return {
        tone: 'warn',
        label: 'Several users',
        more: `This name is ${state.users.map(({ name, id }) => `${name} (${id})`).join(' and ')}. Rename the file to a user id.`,
      };
    case 'duplicate':
      return {
        tone: 'warn',
        label: state.files === 2 ? 'Two files' : `${state.files} files`,
        more: 'For the same user: none is sent until only one is ticked.',
      };
    case 'ready':
      return state.user.hasImage
        ? { tone: 'ok', label: 'Ready', more: 'Replaces the picture that is there.' }
        : { tone: 'ok', label: 'Ready' };
    case 'left-out':
      return { tone: 'neutral', label: 'Left out' };
    default:
      return assertNever(state);
  }
}

export function rowsOfRun(run: ImageRun): TableRow[] {
  return run.items.map(({ key, file, path, drawable, user, by }) => {
    const result = run.results.get(key) ?? { status: 'waiting' as const };
    const problem = !['waiting', 'sending', 'done'].includes(result.status);
    return {
      ...resultWords(result),
      key,
      file,
      path,
      drawable: drawable && result.status !== 'unfit',
      user: result.status === 'done' ? { ...user, hasImage: true, imageUrl: result.imageUrl } : user,
      by,
      ticked: null,
      problem,
    };
  });
}
