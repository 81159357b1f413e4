/**
 * An instance's users in memory, listed with the API's own rules: what a sync reads from in these tests.
 * Knows no HTTP; the demo server is tested against with HTTP elsewhere.
 */
import { fail } from '../../../shared/failure.ts';
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { UserLister } from '../../../electron/core/directory/directory.ts';
import { epochMs } from './wire-users.ts';

export type ListRequest = Parameters<UserLister['list']>[0];

export class FakeInstance {
  readonly users = new Map<string, JsonObject>();
  /** Every request, in order. */
  readonly requests: (({ kind: 'list' } & ListRequest) | { kind: 'count' })[] = [];
  /** Runs before each request is answered, e.g. to change users under way. */
  before: (request: ListRequest | null) => void | Promise<void> = () => undefined;
  #now = epochMs + 800 * 86_400_000;

  constructor(users: JsonObject[] = []) {
    for (const user of users) this.users.set(String(user['id']), user);
  }

  /** The server's clock: it moves on with every look. */
  now(): number {
    this.#now += 1;
    return this.#now;
  }

  create(user: JsonObject): void {
    this.users.set(String(user['id']), { ...user, updated_at: this.now() });
  }

  update(id: string, changes: JsonObject): void {
    const user = this.users.get(id);
    if (user !== undefined) this.users.set(id, { ...user, ...changes, updated_at: this.now() });
  }

  delete(id: string): void {
    this.users.delete(id);
  }

  lister(): UserLister {
    return {
      list: async (request, signal) => {
        signal.throwIfAborted();
        this.requests.push({ kind: 'list', ...request });
        await this.before(request);
        signal.throwIfAborted();
        return this.#list(request);
      },
      count: async (request, signal) => {
        signal.throwIfAborted();
        this.requests.push({ kind: 'count' });
        await this.before(null);
        signal.throwIfAborted();
        return [...this.users.values()].filter((user) => isCreatedWithin(user, request)).length;
      },
    };
  }

  #list(request: ListRequest): JsonObject[] {
    if (request.limit < 1 || request.limit > 500) throw new Error('The API would answer ten users');
    const descending = request.orderBy.startsWith('-');
    const field = request.orderBy.replace(/^[-+]/u, '');
    const direction = descending ? -1 : 1;
    const compare = (a: JsonObject, b: JsonObject) =>
      direction * (rank(a[field]) - rank(b[field]) || (String(a['id']) < String(b['id']) ? -1 : 1));
    const sorted = [...this.users.values()].sort(compare);
    let from = 0;
    if (request.startingAfter !== undefined) {
      if (field !== 'created_at' || request.offset !== undefined) throw new Error('The API would answer 422');
      const cursor = this.users.get(request.startingAfter);
      if (cursor === undefined) throw fail('rejected', 'No such user', { status: 422 });
      from = sorted.indexOf(cursor) + 1;
    }
    return sorted
      .slice(from)
      .filter((user) => isCreatedWithin(user, request))
      .filter((user) => request.userId === undefined || request.userId.includes(String(user['id'])))
      .slice(request.offset ?? 0, (request.offset ?? 0) + request.limit)
      .map((user) => structuredClone(user));
  }
}

/** Without a value: last in a descending order. */
function rank(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : Number.MIN_SAFE_INTEGER;
}

function isCreatedWithin(
  user: JsonObject,
  { createdAtAfter, createdAtBefore }: { createdAtAfter?: number; createdAtBefore?: number },
): boolean {
  const createdAt = rank(user['created_at']);
  return (
    (createdAtAfter === undefined || createdAt > createdAtAfter) &&
    (createdAtBefore === undefined || createdAt < createdAtBefore)
  );
}
