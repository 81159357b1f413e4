/** One thing that a write wanted and that can be seen on the user, and what all readers of such need. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import type { JsonValue } from '../../../../shared/models/json.ts';
import type { User } from '../../../../shared/models/user.ts';

export interface Aspect {
  /** Whether it is now as the write wanted it. */
  holds: boolean;
  /** Clauses without a full stop, for both cases. */
  is: string;
  isNot: string;
}

/** Empty where nothing can be seen. */
export type AspectReader = (entry: WriteEntry, user: User) => Aspect[];

/** Clerk's clock and this computer's may differ by this much. */
const clockToleranceMs = 60_000;

/** Null where Clerk does not say. */
export function isSince(at: number | null, { sentAt }: WriteEntry): boolean | null {
  return at === null ? null : at >= sentAt - clockToleranceMs;
}

export function told(holds: boolean, is: string, isNot: string): Aspect[] {
  return [{ holds, is: `this user ${is}`, isNot: `this user ${isNot}` }];
}

export function missing(words: string): Aspect[] {
  return told(false, words, words);
}

/** Undefined also where the journal does not keep it. */
export function valueOf({ changes }: WriteEntry, field: string): JsonValue | undefined {
  return changes.find((change) => change.field === field)?.value;
}
