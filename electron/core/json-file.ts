/**
 * A small JSON document on disk that survives a crash in mid-write and a damaged file: written whole
 * and renamed into place, validated when read, with the last good copy beside it.
 */
import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { fail, type AppError } from '../../shared/failure.ts';
import type { Logger } from './ports.ts';

export interface JsonFile<T> {
  /** The file's content, else the last good copy's, else `initial`. */
  read(): Promise<T>;
  /** Durable when it resolves. Throws AppError `disk_full` or `storage`. */
  write(value: T): Promise<void>;
}

function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

function toStorageFailure(error: unknown): AppError {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail('disk_full', 'The disk is full, so Roster could not save. Free some space and try again.');
  }
  return fail('storage', `Roster could not save to its profile folder (${code ?? 'unknown error'}).`);
}

export function createJsonFile<T>(options: {
  file: string;
  schema: z.ZodType<T>;
  initial: T;
  logger: Logger;
}): JsonFile<T> {
  const { file, schema, initial, logger } = options;
  const backup = `${file}.bak`;
  let queue: Promise<unknown> = Promise.resolve();

  async function load(path: string): Promise<{ state: 'ok'; value: T } | { state: 'absent' | 'damaged' }> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return { state: 'absent' };
      throw toStorageFailure(error);
    }
    try {
      const parsed = schema.safeParse(JSON.parse(text));
      return parsed.success ? { state: 'ok', value: parsed.data } : { state: 'damaged' };
    } catch {
      return { state: 'damaged' };
    }
  }

  return {
    async read() {
      const main = await load(file);
      if (main.state === 'ok') return main.value;
      if (main.state === 'damaged') {
        await rename(file, `${file}.damaged`);
        logger.warn('A profile file was damaged and is set aside', { file });
      }
      const last = await load(backup);
      return last.state === 'ok' ? last.value : initial;
    },
    write(value) {
      const text = `${JSON.stringify(value, null, 2)}\n`;
      const task = queue.then(async () => {
        try {
          await mkdir(dirname(file), { recursive: true });
          await writeFileAtomic(file, text, { mode: 0o600 });
          await writeFileAtomic(backup, text, { mode: 0o600 });
        } catch (error) {
          throw toStorageFailure(error);
        }
      });
      queue = task.catch(() => undefined);
      return task;
    },
  };
}
