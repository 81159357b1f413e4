/** What is to become of each file, from what it is, whom its name means, and what is ticked. Reads nothing. */
import type { MatchedAs, NameMatches, UserRow } from '../../../../shared/models/directory.ts';
import type { FileCheck } from './check-file.ts';

export interface ImageFile {
  key: number;
  file: File;
  /** With the folder it is in, if it came with one. */
  path: string;
  /** What is matched. */
  name: string;
}

export type FileState =
  | { kind: 'looking' }
  | { kind: 'refused'; message: string }
  | { kind: 'nobody' }
  | { kind: 'several'; users: UserRow[] }
  /** Ticked, as another file for the same user is: neither is sent. */
  | { kind: 'duplicate'; user: UserRow; as: MatchedAs; files: number }
  | { kind: 'ready'; user: UserRow; as: MatchedAs }
  | { kind: 'left-out'; user: UserRow; as: MatchedAs };

export interface Known {
  checks: ReadonlyMap<number, FileCheck>;
  /** Null while it is looked up, or could not be. */
  matches: ReadonlyMap<string, NameMatches> | null;
  unticked: ReadonlySet<number>;
}

/** In the files' order. */
export function fileStates(files: readonly ImageFile[], known: Known): FileState[] {
  const states = files.map((file) => stateOf(file, known));
  const perUser = new Map<string, number>();
  for (const state of states) {
    if (state.kind === 'ready') perUser.set(state.user.id, (perUser.get(state.user.id) ?? 0) + 1);
  }
  return states.map((state) => {
    const count = state.kind === 'ready' ? (perUser.get(state.user.id) ?? 1) : 1;
    return state.kind === 'ready' && count > 1 ? { ...state, kind: 'duplicate', files: count } : state;
  });
}

function stateOf({ key, name }: ImageFile, { checks, matches, unticked }: Known): FileState {
  const check = checks.get(key);
  if (check === undefined) return { kind: 'looking' };
  // First of all: for whom it is does not matter any more.
  if (check.refusal !== null) return { kind: 'refused', message: check.refusal.message };
  if (matches === null) return { kind: 'looking' };
  const users = matches.get(name)?.users ?? [];
  const [match] = users;
  if (match === undefined) return { kind: 'nobody' };
  if (users.length > 1) return { kind: 'several', users: users.map(({ user }) => user) };
  return { kind: unticked.has(key) ? 'left-out' : 'ready', ...match };
}
