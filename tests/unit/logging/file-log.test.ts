/** The log file of hosts without electron-log. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLog } from '../../../electron/core/logging/file-log.ts';
import { createRedactingLogger } from '../../../electron/core/logging/logger.ts';

const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-log-'));
  file = join(folder, 'logs', 'roster.log');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('writes a line of JSON per entry, readable by its owner only', async () => {
  const logger = createRedactingLogger(createFileLog({ file, clock }));
  logger.info('started', { port: 1, secretKey: 'sk_test_x' });
  logger.warn('line\nbreak');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      time: '2026-01-02T03:04:05.000Z',
      level: 'info',
      message: 'started',
      details: { port: 1, secretKey: '[redacted]' },
    },
    { time: '2026-01-02T03:04:05.000Z', level: 'warn', message: 'line\nbreak' },
  ]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('never grows beyond its bound and keeps one older file', async () => {
  const maxBytes = 1000;
  let log = createFileLog({ file, maxBytes, clock });
  for (let index = 0; index < 100; index++) {
    // Also a log that is opened again knows how large the file is.
    if (index === 50) log = createFileLog({ file, maxBytes, clock });
    log({ level: 'info', message: `entry ${index}` });
    expect((await stat(file)).size).toBeLessThanOrEqual(maxBytes);
  }
  expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['roster.log', 'roster.log.old']);
  const both = (await readFile(`${file}.old`, 'utf8')) + (await readFile(file, 'utf8'));
  const messages = both
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { message: string }).message);
  expect(messages.at(-1)).toBe('entry 99');
  expect(messages).toEqual(messages.map((_, index) => `entry ${100 - messages.length + index}`));
});
