/**
 * The contract between the core and its API client: one client per instance, made of the operations
 * table (`operations.ts`), the rate limiter and `send-request.ts`. Knows no database.
 */
import type { RateBudget } from '../../../shared/models/app.ts';
import type { Environment, InstanceId } from '../../../shared/models/instance.ts';
import type { Connection } from '../../../shared/models/directory.ts';
import type { Clock, Fetch, Logger } from '../ports.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { OperationInput, OperationName, OperationOutput } from './operations.ts';
import type { ClockSkew } from './server-clock.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** The signal ends every wait for a turn, but not a request that has left: its outcome is waited for. */
  finishesWhatLeft?: boolean | undefined;
  /** Interactive calls go before background ones. Default: interactive. */
  priority?: 'interactive' | 'background';
  /**
   * Awaited right before each attempt leaves, after the limiter let it through: the place where a
   * write is noted as sent. If it throws, nothing is sent.
   */
  beforeSend?: (() => Promise<void>) | undefined;
}

export interface ClerkClient {
  /**
   * Runs one operation. Throws an AppError; for a write whose answer did not come it is
   * `outcome_unknown`, and `offline` only where it is certain that nothing left.
   */
  call<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    options?: CallOptions,
  ): Promise<OperationOutput<N>>;
  /** Like `list`, but each user is the wire JSON, untouched: what the mirror keeps. */
  listRaw(input: OperationInput<'list'>, options?: CallOptions): Promise<JsonObject[]>;
  budget(): Omit<RateBudget, 'instanceId'>;
  connection(): Connection;
  /** Null until an answer came. */
  clockSkew(): ClockSkew | null;
  /** Called when budget() or connection() has changed, at most every 250 ms. */
  onChanged(listener: () => void): () => void;
  /** Rejects what waits and aborts what runs. */
  close(): void;
}

export interface ClerkClientOptions {
  instanceId: InstanceId;
  apiUrl: string;
  environment: Environment;
  secretKey: string;
  fetch: Fetch;
  clock: Clock;
  logger: Logger;
  appVersion: string;
  /** Share of the instance's limit that Roster allows itself. Default 0.5. */
  budgetShare?: number;
  /** For one request, its answer read whole. Default 30 s. Images get four times as much. */
  requestTimeoutMs?: number;
  /** From 0 to 1, for jitter. Default Math.random. */
  random?: () => number;
}
