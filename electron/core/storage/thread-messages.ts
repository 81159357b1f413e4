/** What goes to and from a database thread. Plain data only. */
import type { Failure } from '../../../shared/failure.ts';

export interface ThreadSettings {
  cacheKiB: number;
}

export type ThreadRequest =
  | { kind: 'open'; call: number; session: number; service: string; options: unknown }
  | { kind: 'invoke'; call: number; session: number; method: string; args: unknown[] }
  | { kind: 'close'; call: number; session: number };

export type ThreadReply =
  | { call: number; outcome: 'value'; value: unknown }
  | { call: number; outcome: 'failure'; failure: Failure; damaged: boolean }
  /** A bug, not a circumstance: it is thrown again as a plain Error, which the core logs as `internal`. */
  | { call: number; outcome: 'defect'; message: string; stack: string };
