/** The plain model: an instance's users as a map, and the API's rules for reading them. Knows no time but its own. */
import { fail } from '../../../../shared/failure.ts';
import type { ListRequest } from '../fake-instance.ts';

/** Few fields, since thousands of histories have to be read; the rest of a user is tested elsewhere. */
export interface ModelUser {
  [field: string]: string | number | null;
  id: string;
  first_name: string;
  created_at: number;
  updated_at: number;
  last_active_at: number | null;
}

export type CountRequest = Pick<ListRequest, 'createdAtAfter' | 'createdAtBefore'>;

export class ModelServer {
  readonly users = new Map<string, ModelUser>();
  /** The server's clock, Unix ms: moved on by whoever drives it. */
  now = 1_700_000_000_000;
  #number = 0;

  /** Created at `createdAt`, which an import may date back; the change date is the server's own. */
  create(createdAt = this.now, updatedAt = this.now): ModelUser {
    this.#number += 1;
    // Ids are in no order: the cursor's order among users of one millisecond is another than their making.
    const id = `user_${((this.#number * 7919) % 100_003).toString(36).padStart(4, '0')}${this.#number}`;
    const user = {
      id,
      first_name: `v${this.#number}`,
      created_at: createdAt,
      updated_at: updatedAt,
      last_active_at: null,
    };
    this.users.set(id, user);
    return user;
  }

  /** Null when there is no such user. */
  update(id: string, changes: Partial<ModelUser>): ModelUser | null {
    const user = this.users.get(id);
    if (user === undefined) return null;
    this.#number += 1;
    const next = { ...user, first_name: `v${this.#number}`, updated_at: this.now, ...changes };
    this.users.set(id, next);
    return next;
  }

  /** Moves no change date. */
  beActive(id: string): void {
    const user = this.users.get(id);
    if (user !== undefined) this.users.set(id, { ...user, last_active_at: this.now });
  }

  count(request: CountRequest): number {
    let users = 0;
    for (const user of this.users.values()) if (isWithin(user, request)) users += 1;
    return users;
  }

  /** Throws AppError `rejected` when the cursor's user is gone. */
  list(request: ListRequest): ModelUser[] {
    const { startingAfter, offset = 0, limit } = request;
    const direction = request.orderBy.startsWith('-') ? -1 : 1;
    const field = request.orderBy.replace(/^[-+]/u, '');
    const rank = (user: ModelUser) => Number(user[field] ?? -Infinity);
    const compare = (a: ModelUser, b: ModelUser) => {
      const [left, right] = [rank(a), rank(b)];
      return direction * (left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1);
    };
    const cursor = startingAfter === undefined ? undefined : this.users.get(startingAfter);
    if (startingAfter !== undefined && cursor === undefined) {
      throw fail('rejected', 'No such user', { status: 422 });
    }
    const wanted = request.userId === undefined ? null : new Set(request.userId);
    return [...this.users.values()]
      .filter((user) => isWithin(user, request))
      .filter((user) => wanted === null || wanted.has(user.id))
      .filter((user) => cursor === undefined || (user.id !== cursor.id && compare(user, cursor) > 0))
      .sort(compare)
      .slice(offset, offset + limit);
  }
}

function isWithin(user: ModelUser, { createdAtAfter, createdAtBefore }: CountRequest): boolean {
  return (
    (createdAtAfter === undefined || user.created_at > createdAtAfter) &&
    (createdAtBefore === undefined || user.created_at < createdAtBefore)
  );
}
