/** A list read page by page: past Clerk's largest page, on a list that changes meanwhile, and when it fails. */
import { bridge } from '../users/fake-bridge.ts';
import { beforeEach, expect, test } from 'vitest';
import { effectScope } from 'vue';
import {
  usePagedCall,
  type Page,
  type PageRequest,
  type PagedCall,
} from '../../../../renderer/composables/usePagedCall.ts';
import { AppError } from '../../../../shared/failure.ts';

interface Entry {
  id: string;
  state?: string;
}

let list: Entry[];
let requests: PageRequest[];
let refusal: AppError | null;

beforeEach(() => {
  bridge.reset();
  list = Array.from({ length: 1203 }, (_, at) => ({ id: `entry_${at}` }));
  requests = [];
  refusal = null;
});

async function readPage(request: PageRequest): Promise<Page<Entry>> {
  requests.push(request);
  await Promise.resolve();
  if (refusal) throw refusal;
  const { limit, offset } = request;
  expect(limit).toBeLessThanOrEqual(500);
  return { items: list.slice(offset, offset + limit), total: list.length };
}

function start(pageSize = 100): PagedCall<Entry> {
  return effectScope().run(() => usePagedCall(readPage, pageSize))!;
}

const idsOf = (paged: PagedCall<Entry>) => paged.items.value?.map(({ id }) => id);

test('shows one page, and more on request, to the end', async () => {
  const paged = start(500);
  await paged.refresh();
  expect(paged.items.value).toHaveLength(500);
  expect(paged.total.value).toBe(1203);
  await paged.more();
  await paged.more();
  expect(idsOf(paged)).toEqual(list.map(({ id }) => id));
  expect(paged.hasMore.value).toBe(false);
  expect(requests.map(({ limit, offset }) => [offset, limit])).toEqual([
    [0, 500],
    [500, 500],
    [1000, 500],
  ]);
  await paged.more();
  expect(requests).toHaveLength(3);
});

test('reads as much again as is shown, in pages that Clerk allows', async () => {
  const paged = start(300);
  await paged.refresh();
  await paged.more();
  list.unshift({ id: 'new' });
  requests = [];
  await paged.refresh();
  expect(requests.map(({ limit, offset }) => [offset, limit])).toEqual([
    [0, 500],
    [500, 100],
  ]);
  expect(idsOf(paged)?.slice(0, 2)).toEqual(['new', 'entry_0']);
  expect(paged.items.value).toHaveLength(600);
});

test('an entry that slides onto the next page is there once', async () => {
  const paged = start();
  await paged.refresh();
  list.unshift({ id: 'new' });
  await paged.more();
  const ids = idsOf(paged) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id === 'entry_99')).toHaveLength(1);
});

test('a list that has become shorter ends', async () => {
  const paged = start();
  await paged.refresh();
  list = list.slice(0, 40);
  await paged.more();
  expect(paged.hasMore.value).toBe(false);
});

test('a failure of the next page leaves what is there, and stays until there is an answer', async () => {
  const paged = start();
  await paged.refresh();
  refusal = new AppError({ code: 'rate_limited', message: 'A pause.' });
  await paged.more();
  expect(paged.part.value).toBe('next');
  expect(paged.failure.value?.code).toBe('rate_limited');
  expect(paged.items.value).toHaveLength(100);
  refusal = null;
  const again = paged.more();
  expect(paged.failure.value?.code).toBe('rate_limited');
  await again;
  expect(paged.failure.value).toBeNull();
  expect(paged.items.value).toHaveLength(200);
});

test('another list does not stand in for one that failed', async () => {
  const paged = start();
  await paged.refresh();
  refusal = new AppError({ code: 'server_error', message: 'No.' });
  await paged.restart();
  expect(paged.items.value).toBeNull();
  expect(paged.total.value).toBeNull();
  expect(paged.failure.value?.code).toBe('server_error');
});

test('a refresh that fails leaves what is there', async () => {
  const paged = start();
  await paged.refresh();
  refusal = new AppError({ code: 'offline', message: 'Offline.' });
  await paged.refresh();
  expect(paged.items.value).toHaveLength(100);
});

test('is ended under the name that it was called by', async () => {
  const paged = start();
  bridge.answers['app.cancel'] = () => ({ cancelled: true });
  const reading = paged.refresh();
  paged.cancel();
  await reading;
  expect(paged.items.value).toBeNull();
  expect(paged.failure.value).toBeNull();
  expect(bridge.callsOf('app.cancel')).toEqual([{ callId: requests[0]?.callId }]);
});

test('takes over what a write brought back, in its place', async () => {
  const paged = start();
  await paged.refresh();
  paged.put({ id: 'entry_3', state: 'revoked' });
  paged.put({ id: 'elsewhere' });
  expect(paged.items.value?.[3]).toEqual({ id: 'entry_3', state: 'revoked' });
  expect(paged.items.value).toHaveLength(100);
});

test('forgets everything', async () => {
  const paged = start();
  await paged.refresh();
  paged.reset();
  expect([paged.items.value, paged.total.value, paged.readAt.value, paged.hasMore.value]).toEqual([
    null,
    null,
    null,
    false,
  ]);
});
