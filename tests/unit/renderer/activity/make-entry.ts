/** An entry of the journal of writes, to be given what a test is about. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import { instanceId } from '../users/fake-bridge.ts';

export const sentAt = Date.UTC(2026, 10, 21, 14, 2);

export function makeEntry(more: Partial<WriteEntry> = {}): WriteEntry {
  return {
    entryId: 'e1',
    instanceId,
    method: 'users.ban',
    userId: 'user_1',
    subject: 'user_1',
    operator: 'jo',
    changes: [],
    state: 'unknown',
    sentAt,
    endedAt: null,
    message: 'The connection broke before an answer came.',
    traceId: null,
    ...more,
  };
}
