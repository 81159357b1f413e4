/** A journal behind the shape of `audit.list`, as the core pages and filters it. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import { bridge, type Refusal } from '../users/fake-bridge.ts';

export class FakeJournal {
  /** Newest first. */
  entries: WriteEntry[] = [];
  notice: string | null = null;
  failure: Refusal | null = null;

  install(): void {
    bridge.answers['audit.list'] = (input) => {
      if (this.failure) return this.failure;
      const { instanceId, userId, state, after, limit } = input as {
        instanceId?: string;
        userId?: string;
        state?: string;
        after?: string;
        limit: number;
      };
      const fitting = this.entries.filter(
        (entry) =>
          (instanceId === undefined || entry.instanceId === instanceId) &&
          (userId === undefined || entry.userId === userId) &&
          (state === undefined || entry.state === state),
      );
      const start = after === undefined ? 0 : fitting.findIndex(({ entryId }) => entryId === after) + 1;
      const entries = fitting.slice(start, start + limit);
      const isLast = start + limit >= fitting.length;
      return { entries, nextCursor: isLast ? null : (entries.at(-1)?.entryId ?? null), notice: this.notice };
    };
  }

  /** As the core does it: changed first, then told. */
  change(entryId: string, changes: Partial<WriteEntry>): WriteEntry {
    const entry = this.entries.find((one) => one.entryId === entryId);
    if (!entry) throw new Error('no such entry');
    Object.assign(entry, changes);
    this.tell();
    return entry;
  }

  add(entry: WriteEntry): void {
    this.entries.unshift(entry);
    this.tell();
  }

  tell(): void {
    bridge.emit('audit.onChanged', {
      unknown: this.entries.filter(({ state }) => state === 'unknown').length,
    });
  }
}
