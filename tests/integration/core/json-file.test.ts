import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createJsonFile } from '../../../electron/core/json-file.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roster-json-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function open() {
  return createJsonFile({
    file: join(dir, 'sub', 'data.json'),
    schema: z.object({ n: z.number() }),
    initial: { n: 0 },
    logger: silent,
  });
}

it('reads back what was written, in another process too', async () => {
  expect(await open().read()).toEqual({ n: 0 });
  await open().write({ n: 7 });
  expect(await open().read()).toEqual({ n: 7 });
});

it('falls back to the last good copy when the file is damaged, and keeps the damaged one aside', async () => {
  await open().write({ n: 7 });
  for (const damage of ['', '{"n":', '{"n":"seven"}', '\u0000\u0000']) {
    await writeFile(join(dir, 'sub', 'data.json'), damage);
    expect(await open().read()).toEqual({ n: 7 });
    expect(await readFile(join(dir, 'sub', 'data.json.damaged'), 'utf8')).toBe(damage);
    await open().write({ n: 7 });
  }
});

it('writes in the order it was asked to', async () => {
  const file = open();
  await Promise.all([1, 2, 3, 4, 5].map((n) => file.write({ n })));
  expect(await open().read()).toEqual({ n: 5 });
});

it('says plainly when it cannot save', async () => {
  await writeFile(join(dir, 'sub'), 'a file where the folder should be');
  await expect(open().write({ n: 1 })).rejects.toMatchObject({ failure: { code: 'storage' } });
});

it('leaves no temporary file behind', async () => {
  await open().write({ n: 1 });
  expect((await readdir(join(dir, 'sub'))).sort()).toEqual(['data.json', 'data.json.bak']);
});
