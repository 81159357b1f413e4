/** The searcher finds the decoys it is meant to find; a searcher that finds nothing would prove nothing. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { searchForSecret, searchTextForSecret } from '../../harness/search-for-secret.ts';

/** With characters that every form writes in another way; the two base64 alphabets differ in it. */
const secret = 'sk_test_decoy/+="é"???>>>~~~ÿÿÿ';
const bytes = Buffer.from(secret);
const percent = (text: Buffer) => text.toString('hex').toUpperCase().replaceAll(/../g, '%$&');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-search-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function plant(content: Buffer | string, file = 'planted'): Promise<string> {
  const path = join(folder, file);
  await writeFile(path, content);
  return path;
}

test.each([
  ['utf8', bytes],
  ['utf16le', Buffer.from(secret, 'utf16le')],
  ['utf16be', Buffer.from(secret, 'utf16le').swap16()],
  ['hex', Buffer.from(bytes.toString('hex'))],
  ['hex', Buffer.from(bytes.toString('hex').toUpperCase())],
  ['url-encoded', Buffer.from(encodeURIComponent(secret))],
  ['url-encoded', Buffer.from(percent(bytes))],
  ['json-escaped', Buffer.from(JSON.stringify({ secret }))],
] as const)('finds it as %s', async (form, content) => {
  const file = await plant(Buffer.concat([Buffer.from('before '), content, Buffer.from(' after')]));
  expect(await searchForSecret(folder, secret)).toContainEqual({
    file,
    form,
    offset: expect.any(Number) as number,
  });
});

test.each([
  ['base64', 0],
  ['base64', 1],
  ['base64', 2],
  ['base64', 3],
  ['base64url', 0],
  ['base64url', 1],
  ['base64url', 2],
] as const)('finds it inside %s after %i other bytes', async (alphabet, before) => {
  const wrapped = Buffer.concat([Buffer.alloc(before, 0xff), bytes, Buffer.alloc(5, 0xff)]);
  const file = await plant(wrapped.toString(alphabet));
  const hits = await searchForSecret(folder, secret);
  expect(hits).toEqual([{ file, form: 'base64', offset: expect.any(Number) as number }]);
});

test('finds it across the border of two chunks, and says where', async () => {
  const chunk = 4 * 1024 * 1024;
  const offset = chunk - 5;
  const file = await plant(Buffer.concat([Buffer.alloc(offset), bytes, Buffer.alloc(100)]));
  expect(await searchForSecret(folder, secret)).toEqual([{ file, form: 'utf8', offset }]);
});

test('finds it deep in the tree, and in the name of a file', async () => {
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  const inside = await plant(bytes, 'a/b/c.log');
  const named = await plant('', 'a/plain_secret_name.txt');
  expect(await searchForSecret(folder, secret)).toEqual([{ file: inside, form: 'utf8', offset: 0 }]);
  expect(await searchForSecret(folder, 'plain_secret_name')).toEqual([
    { file: named, form: 'file name', offset: 0 },
  ]);
});

test('finds nothing where there is nothing', async () => {
  await plant(bytes.subarray(1));
  await plant(bytes.subarray(0, -1), 'other');
  expect(await searchForSecret(folder, secret)).toEqual([]);
});

test('searches text in memory alike', () => {
  expect(searchTextForSecret(`{"a":"${secret}"}`, secret)).toEqual(['utf8']);
  expect(searchTextForSecret(bytes.toString('base64'), secret)).toContain('base64');
  expect(searchTextForSecret('nothing', secret)).toEqual([]);
});

test('refuses a secret that chance would find', async () => {
  await expect(searchForSecret(folder, 'short')).rejects.toThrow(RangeError);
});
