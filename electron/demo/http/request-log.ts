/** One JSON line per request: what was asked and how it ended; never a header with a key, never a body. */
import { appendFile } from 'node:fs/promises';

export interface LogLine {
  /** ISO time. */
  time: string;
  method: string;
  path: string;
  query: string;
  operation: string;
  /** 0: the connection ended without an answer. */
  status: number;
  durationMs: number;
  traceId: string;
  apiVersion: string;
  userAgent: string;
}

/** Gets one line of JSON, without the line break. */
export type LogWriter = (line: string) => void;

export interface RequestLog {
  write(line: LogLine): void;
  /** Resolves when all lines are written; rejects with what went wrong with the file. */
  flush(): Promise<void>;
}

export function createRequestLog(target: string | LogWriter | undefined): RequestLog {
  if (target === undefined) return { write: () => undefined, flush: () => Promise.resolve() };
  if (typeof target === 'function') {
    return {
      write: (line) => {
        target(JSON.stringify(line));
      },
      flush: () => Promise.resolve(),
    };
  }
  let failure: Error | null = null;
  let pending = Promise.resolve();
  return {
    write(line) {
      // One after the other, so that lines never mix.
      pending = pending
        .then(() => appendFile(target, `${JSON.stringify(line)}\n`))
        .catch((error: unknown) => {
          failure ??= error instanceof Error ? error : new Error(String(error));
        });
    },
    async flush() {
      await pending;
      if (failure !== null) throw failure;
    },
  };
}
