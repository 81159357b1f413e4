/** The log file of a profile, for both hosts: electron-log writes and rotates it. Knows no event. */
import { join } from 'node:path';
import log from 'electron-log/node.js';
import type { Logger } from '../core/ports.ts';

const maximumBytes = 5 * 1024 * 1024;

/** `roster.log` in `folder`, and `roster.old.log` once that is full. Readable by its owner only. */
export function createFileLogger(folder: string): Logger {
  const file = log.create({ logId: folder });
  file.transports.console.level = false;
  file.transports.file.resolvePathFn = () => join(folder, 'roster.log');
  file.transports.file.maxSize = maximumBytes;
  file.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.transports.file.format = '{iso} {level} {text}';

  const at = (level: keyof Logger) => (message: string) => {
    file[level](message);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
