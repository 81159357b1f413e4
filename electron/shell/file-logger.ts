/** The app's log file: electron-log writes and rotates what the redaction has let through. Knows no event. */
import { join } from 'node:path';
import log from 'electron-log/node.js';
import { createRedactingLogger } from '../core/logging/logger.ts';
import type { Logger } from '../core/ports.ts';

const maximumBytes = 5 * 1024 * 1024;

/** `roster.log` in `folder`, and `roster.old.log` once that is full. Readable by its owner only. */
export function createFileLogger(folder: string): Logger {
  const written = log.create({ logId: folder });
  const { file, console } = written.transports;
  console.level = false;
  file.resolvePathFn = () => join(folder, 'roster.log');
  file.maxSize = maximumBytes;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.format = '{iso} {level} {text}';
  return createRedactingLogger(({ level, message, details }) => {
    written[level](details === undefined ? message : `${message} ${JSON.stringify(details)}`);
  });
}
