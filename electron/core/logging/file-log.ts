/**
 * A log file of bounded size for hosts without electron-log: one line of JSON per entry, and one older
 * file. Knows no redaction; it is a sink for createRedactingLogger.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../ports.ts';
import type { LogLine } from './logger.ts';

export interface FileLogOptions {
  file: string;
  /** The file is put aside as `<file>.old` before it would grow beyond this. */
  maxBytes?: number;
  clock: Pick<Clock, 'now'>;
}

const MAX_BYTES = 2_000_000;

/** Written synchronously, so that the last words before a crash are there. Throws when it cannot write. */
export function createFileLog({
  file,
  maxBytes = MAX_BYTES,
  clock,
}: FileLogOptions): (line: LogLine) => void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return (line) => {
    const text = `${JSON.stringify({ time: new Date(clock.now()).toISOString(), ...line })}\n`;
    const bytes = Buffer.byteLength(text);
    if (size > 0 && size + bytes > maxBytes) {
      renameSync(file, `${file}.old`);
      size = 0;
    }
    appendFileSync(file, text, { mode: 0o600 });
    size += bytes;
  };
}
