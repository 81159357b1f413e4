/**
 * Makes the API client of one instance out of the operations table, the limiter and the retries. Knows
 * neither the database nor which modes protect an instance.
 */
import { AppError } from '../../../shared/failure.ts';
import { ChangeNotifier } from './change-notifier.ts';
import type { CallOptions, ClerkClient, ClerkClientOptions } from './clerk-client.ts';
import { ConnectionTracker } from './connection-tracker.ts';
import { linkSignals } from './link-signals.ts';
import type { Operation, OperationName } from './operation.ts';
import { operations } from './operations.ts';
import { listRaw } from './user-operations.ts';
import { defaultBudgetShare, RateLimiter } from './rate-limiter.ts';
import { runOperation, type Runner } from './run-operation.ts';
import { ServerClock } from './server-clock.ts';

const defaultTimeoutMs = 30_000;

/** One per instance: the limits are the instance's, and two clients would each use them up. */
export function createClerkClient(options: ClerkClientOptions): ClerkClient {
  const { clock } = options;
  const closing = new AbortController();
  const closed = closing.signal;
  const changes: ChangeNotifier = new ChangeNotifier(clock, closed, () => limiter.changesAt());
  const touch = () => changes.touch();
  const connection = new ConnectionTracker(clock, touch);
  const limiter = new RateLimiter({
    environment: options.environment,
    budgetShare: options.budgetShare ?? defaultBudgetShare,
    clock,
    closed,
    onChanged: touch,
  });
  const serverClock = new ServerClock();
  const runner: Runner = {
    sender: {
      apiUrl: options.apiUrl,
      secretKey: options.secretKey,
      appVersion: options.appVersion,
      fetch: options.fetch,
      clock,
      serverClock,
    },
    limiter,
    logger: options.logger,
    random: options.random ?? Math.random,
    timeoutMs: options.requestTimeoutMs ?? defaultTimeoutMs,
  };

  async function run<Input, Output>(
    name: OperationName,
    operation: Operation<Input, Output>,
    input: Input,
    callOptions: CallOptions = {},
  ): Promise<Output> {
    const { signal, unlink } = linkSignals([closed, callOptions.signal]);
    try {
      const sendSignal = callOptions.finishesWhatLeft === true ? closed : signal;
      const output = await runOperation(
        name,
        operation,
        input,
        { ...callOptions, signal, sendSignal },
        runner,
      );
      connection.succeeded();
      return output;
    } catch (error) {
      if (error instanceof AppError) connection.failed(error);
      throw error;
    } finally {
      unlink();
    }
  }

  return {
    call: (name, input, callOptions) => run(name, operations[name], input, callOptions),
    listRaw: (input, callOptions) => run('list', listRaw, input, callOptions),
    budget: () => limiter.budget(),
    connection: () => connection.current,
    clockSkew: () => serverClock.skew,
    onChanged: (listener) => changes.on(listener),
    close: () =>
      closing.abort(new AppError({ code: 'cancelled', message: 'This instance was closed meanwhile.' })),
  };
}
