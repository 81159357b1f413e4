/** A plain list behind the shape of `directory.query`, answering when the test says so. */
import type { Page, PageRequest } from '../../../../renderer/features/users/row-windows.ts';
import type { DirectorySort, UserRow } from '../../../../shared/models/directory.ts';

export function makeRow(id: string, more: Partial<UserRow> = {}): UserRow {
  return {
    id,
    name: `Name of ${id}`,
    username: null,
    email: `${id}@example.com`,
    emailVerified: true,
    phone: null,
    externalId: null,
    hasImage: false,
    imageUrl: null,
    banned: false,
    locked: false,
    mfa: false,
    createdAt: 0,
    updatedAt: null,
    lastActiveAt: null,
    lastSignInAt: null,
    ...more,
  };
}

export interface Pending {
  request: PageRequest;
  aborted: boolean;
  answer(): void;
  refuse(error: Error): void;
}

export class FakeDirectory {
  rows: UserRow[] = [];
  /** Answers `total: null` like a directory that is still counting. */
  countsLater = false;
  readonly pending: Pending[] = [];
  readonly requests: PageRequest[] = [];

  /** The true answer, as one plain list. */
  list(query: string, sort: DirectorySort): UserRow[] {
    const down = sort.startsWith('-') ? -1 : 1;
    const field = sort.replace('-', '') as 'createdAt' | 'name';
    return this.rows
      .filter((row) => row.name.includes(query))
      .sort((a, b) => {
        const [left, right] = [a[field] ?? 0, b[field] ?? 0];
        return (left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : 1) * down;
      });
  }

  fetchPage = (request: PageRequest, signal: AbortSignal): Promise<Page> => {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      const entry: Pending = {
        request,
        aborted: false,
        answer: () => {
          this.#remove(entry);
          resolve(this.page(request));
        },
        refuse: (error) => {
          this.#remove(entry);
          reject(error);
        },
      };
      signal.addEventListener('abort', () => (entry.aborted = true));
      this.pending.push(entry);
    });
  };

  page(request: PageRequest): Page {
    const list = this.list(request.query, request.sort);
    const start =
      request.after === undefined
        ? (request.offset ?? 0)
        : list.findIndex((row) => row.id === request.after) + 1;
    const rows = list.slice(start, start + request.limit);
    const more = start + rows.length < list.length;
    return {
      rows,
      nextCursor: more ? (rows.at(-1)?.id ?? null) : null,
      total: this.countsLater ? null : list.length,
    };
  }

  #remove(entry: Pending): void {
    this.pending.splice(this.pending.indexOf(entry), 1);
  }
}

/** Lets settled promises run what waits for them. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}
