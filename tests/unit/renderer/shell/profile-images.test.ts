/** Pictures for avatars: asked of the core only when it is worth it, and shown without going back and forth. */
import { bridge, instance, instanceId, Refusal } from '../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import {
  askAfterMs,
  askAgainAfterMs,
  mostKept,
  useProfileImage,
  type PicturedUser,
} from '../../../../renderer/features/shell/profile-images.ts';

let pinia: Pinia;
let scopes: EffectScope[];

beforeEach(() => {
  bridge.reset();
  // Each picture is the text of whose it is, and how many were asked for before.
  bridge.answers['images.get'] = ({ userId }) => ({
    contentType: 'image/png',
    base64: `${String(userId)}-${asked().length}`,
  });
  pinia = createPinia();
  setActivePinia(pinia);
  scopes = [];
  vi.useFakeTimers();
});
afterEach(() => {
  for (const scope of scopes) scope.stop();
  disposePinia(pinia);
  vi.useRealTimers();
});

const user = (userId: string, more: Partial<PicturedUser> = {}): PicturedUser => ({
  instanceId,
  userId,
  hasImage: true,
  imageUrl: `https://img.clerk.com/${userId}`,
  ...more,
});
const url = (text: string) => `data:image/png;base64,${text}`;
const asked = () => bridge.callsOf('images.get').map(({ userId }) => userId);
const cancelled = () => bridge.callsOf('app.cancel').length;

function draw(first: PicturedUser | null) {
  const target = shallowRef(first);
  const scope = effectScope();
  scopes.push(scope);
  const picture = scope.run(() => useProfileImage(() => target.value));
  if (!picture) throw new Error('The scope did not run.');
  return { target, picture, leave: () => scope.stop() };
}

async function pass(ms: number): Promise<void> {
  await nextTick();
  await vi.advanceTimersByTimeAsync(ms);
  await flushPromises();
}

/** Holds the answers back until the test says so. */
function hold(): { release: () => Promise<void> } {
  const answer = bridge.answers['images.get'];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  bridge.answers['images.get'] = async (input) => {
    await released;
    return answer?.(input);
  };
  return {
    release: async () => {
      release();
      await flushPromises();
    },
  };
}

test('asks once, after a moment, and only for users who have a picture', async () => {
  const rows = [
    draw(user('a')),
    draw(user('b', { hasImage: false })),
    draw(user('c', { imageUrl: null })),
    draw(null),
  ];
  await pass(askAfterMs - 1);
  expect(asked()).toEqual([]);
  await pass(1);
  expect(asked()).toEqual(['a']);
  expect(rows.map(({ picture }) => picture.value)).toEqual([url('a-1'), null, null, null]);
  await pass(10 * askAgainAfterMs);
  expect(asked()).toEqual(['a']);
});

test('what is scrolled past is not asked for', async () => {
  const row = draw(user('a'));
  for (const next of ['b', 'c', 'd']) {
    await pass(askAfterMs - 1);
    row.target.value = user(next);
  }
  await pass(askAfterMs - 1);
  row.leave();
  await pass(10 * askAfterMs);
  expect(asked()).toEqual([]);
});

test('a row that goes, or shows another user, ends its call', async () => {
  const held = hold();
  const leaving = draw(user('a'));
  const turning = draw(user('b'));
  await pass(askAfterMs);
  expect(asked()).toEqual(['a', 'b']);
  leaving.leave();
  turning.target.value = user('c');
  await pass(0);
  expect(cancelled()).toBe(2);
  await held.release();
  // The late answer is another user's.
  expect(turning.picture.value).toBeNull();
  await pass(askAfterMs);
  expect(turning.picture.value).toBe(url('c-3'));
});

test('a picture that was shown before is there at once', async () => {
  draw(user('a'));
  await pass(askAfterMs);
  const again = draw(user('a'));
  expect(again.picture.value).toBe(url('a-1'));
  const turned = draw(user('b', { hasImage: false }));
  turned.target.value = user('a');
  await nextTick();
  expect(turned.picture.value).toBe(url('a-1'));
  await pass(askAfterMs);
  expect(asked()).toEqual(['a']);
});

test('another user never shows the picture of the one before', async () => {
  const row = draw(user('a'));
  await pass(askAfterMs);
  row.target.value = user('b');
  await nextTick();
  expect(row.picture.value).toBeNull();
});

test('the old picture stays until the new one is here', async () => {
  const row = draw(user('a'));
  await pass(askAfterMs);
  const held = hold();
  row.target.value = user('a', { imageUrl: 'https://img.clerk.com/new' });
  await pass(askAfterMs);
  expect(asked()).toEqual(['a', 'a']);
  expect(row.picture.value).toBe(url('a-1'));
  await held.release();
  expect(row.picture.value).toBe(url('a-2'));
});

test('a picture that was taken away goes at once', async () => {
  const row = draw(user('a'));
  await pass(askAfterMs);
  row.target.value = user('a', { hasImage: false, imageUrl: 'https://img.clerk.com/default' });
  await nextTick();
  expect(row.picture.value).toBeNull();
});

test.each([
  ['none', () => null],
  ['a failure', () => new Refusal('keychain_locked')],
])('when the answer is %s it stays without, and asks again later', async (_, answer) => {
  const picture = bridge.answers['images.get'];
  bridge.answers['images.get'] = answer;
  const row = draw(user('a'));
  await pass(askAfterMs);
  expect(row.picture.value).toBeNull();
  await pass(askAgainAfterMs - 1);
  expect(asked()).toEqual(['a']);
  if (picture) bridge.answers['images.get'] = picture;
  await pass(1);
  expect(row.picture.value).toBe(url('a-2'));
});

test('a row that is gone does not ask again', async () => {
  bridge.answers['images.get'] = () => null;
  const row = draw(user('a'));
  await pass(askAfterMs);
  row.leave();
  await pass(10 * askAgainAfterMs);
  expect(asked()).toEqual(['a']);
});

test('keeps the pictures used last, and no more than its bound', async () => {
  const row = draw(user('u0'));
  for (let at = 0; at <= mostKept; at += 1) {
    row.target.value = user(`u${at}`);
    await pass(askAfterMs);
    // Looked at all the time: this one stays.
    if (at === mostKept - 1) expect(draw(user('u0')).picture.value).toBe(url('u0-1'));
  }
  expect(draw(user('u0')).picture.value).toBe(url('u0-1'));
  expect(draw(user('u1')).picture.value).toBeNull();
  expect(draw(user('u2')).picture.value).toBe(url('u2-3'));
});

test('pictures go with their instance', async () => {
  const instances = useInstancesStore();
  const other = { ...instance, instanceId: 'other' as typeof instanceId };
  instances.put(instance);
  instances.put(other);
  draw(user('a'));
  draw(user('a', { instanceId: 'other' }));
  await pass(askAfterMs);
  instances.drop(instanceId);
  await nextTick();
  expect(draw(user('a')).picture.value).toBeNull();
  expect(draw(user('a', { instanceId: 'other' })).picture.value).toBe(url('a-2'));
});
