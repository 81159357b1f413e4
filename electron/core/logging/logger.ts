/**
 * The core's Logger over any sink, with redaction in between. Knows neither files nor Electron; nothing
 * reaches the sink unredacted, and a sink that fails never harms the caller.
 */
import type { Logger } from '../ports.ts';
import { redact, redactText } from './redact.ts';

export type LogLevel = keyof Logger;

/** What a sink gets: plain JSON data without secrets. */
export interface LogLine {
  level: LogLevel;
  message: string;
  details?: Record<string, unknown>;
}

export function createRedactingLogger(sink: (line: LogLine) => void): Logger {
  const write = (level: LogLevel) => (message: string, details?: Record<string, unknown>) => {
    try {
      const line: LogLine = { level, message: redactText(message) };
      if (details !== undefined) line.details = redact(details) as Record<string, unknown>;
      sink(line);
    } catch {
      // There is nowhere left to report it to.
    }
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
