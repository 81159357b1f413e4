/** Pictures for avatars: asked for only when it is worth it, and shown without going back and forth. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';
import {
  askAfterMs,
  mostRemembered,
  profileImageAddress,
  useProfileImage,
  type PicturedUser,
} from '../../../../renderer/features/shell/profile-images.ts';

let scopes: EffectScope[];

beforeEach(() => {
  scopes = [];
  vi.useFakeTimers();
});
afterEach(() => {
  for (const scope of scopes) scope.stop();
  vi.useRealTimers();
});

/** Each test has users of its own: what was asked for is remembered for as long as the page lives. */
const user = (userId: string, more: Partial<PicturedUser> = {}): PicturedUser => ({
  instanceId: 'one',
  userId,
  hasImage: true,
  imageUrl: `https://img.clerk.com/${userId}`,
  ...more,
});
const addressOf = (...of: Parameters<typeof user>) => profileImageAddress(user(...of));

function draw(first: PicturedUser | null) {
  const target = shallowRef(first);
  const scope = effectScope();
  scopes.push(scope);
  const picture = scope.run(() => useProfileImage(() => target.value));
  if (!picture) throw new Error('The scope did not run.');
  return { target, picture };
}

async function pass(ms: number): Promise<void> {
  await nextTick();
  await vi.advanceTimersByTimeAsync(ms);
}

test('the address names instance and user, tells pictures apart, and says nothing else', () => {
  const address = addressOf('a/b ?', { instanceId: 'x#y', imageUrl: 'https://img.clerk.com/secret' });
  expect(address).toMatch(/^\/avatar\/x%23y\/a%2Fb%20%3F\?v=[0-9a-z]+$/);
  expect(address).not.toContain('secret');
  expect(addressOf('a', { imageUrl: 'https://img.clerk.com/1' })).not.toBe(
    addressOf('a', { imageUrl: 'https://img.clerk.com/2' }),
  );
  expect(addressOf('a')).toBe(addressOf('a'));
  expect(addressOf('a', { hasImage: false })).toBeNull();
  expect(addressOf('a', { imageUrl: null })).toBeNull();
});

test('is shown after a moment, and only for users who have a picture', async () => {
  const rows = [
    draw(user('b1')),
    draw(user('b2', { hasImage: false })),
    draw(user('b3', { imageUrl: null })),
    draw(null),
  ];
  await pass(askAfterMs - 1);
  expect(rows.map(({ picture }) => picture.value)).toEqual([null, null, null, null]);
  await pass(1);
  expect(rows.map(({ picture }) => picture.value)).toEqual([addressOf('b1'), null, null, null]);
});

test('what is scrolled past is not asked for', async () => {
  const row = draw(user('c1'));
  const seen: (string | null)[] = [];
  for (const next of ['c2', 'c3', 'c4']) {
    await pass(askAfterMs - 1);
    seen.push(row.picture.value);
    row.target.value = user(next);
  }
  await pass(askAfterMs);
  expect([...seen, row.picture.value]).toEqual([null, null, null, addressOf('c4')]);
});

test('one that was shown before is there at once, also in another row', async () => {
  const row = draw(user('d1'));
  await pass(askAfterMs);
  expect(draw(user('d1')).picture.value).toBe(addressOf('d1'));
  row.target.value = user('d2');
  await nextTick();
  // Never the one of another user.
  expect(row.picture.value).toBeNull();
  row.target.value = user('d1');
  await nextTick();
  expect(row.picture.value).toBe(addressOf('d1'));
});

test('the old picture stays until the new one is asked for, which is at once', async () => {
  const row = draw(user('e1'));
  await pass(askAfterMs);
  const changed = { imageUrl: 'https://img.clerk.com/new' };
  row.target.value = user('e1', changed);
  await nextTick();
  expect(row.picture.value).toBe(addressOf('e1', changed));
});

test('a picture that was taken away goes at once', async () => {
  const row = draw(user('f1'));
  await pass(askAfterMs);
  row.target.value = user('f1', { hasImage: false });
  await nextTick();
  expect(row.picture.value).toBeNull();
});

test('remembers those asked for last, and no more than its bound', async () => {
  const row = draw(user('g0'));
  for (let at = 0; at <= mostRemembered; at += 1) {
    row.target.value = user(`g${at}`);
    await pass(askAfterMs);
    // Looked at all the time: this one stays.
    if (at === mostRemembered - 1) expect(draw(user('g0')).picture.value).toBe(addressOf('g0'));
  }
  expect(draw(user('g0')).picture.value).toBe(addressOf('g0'));
  expect(draw(user('g1')).picture.value).toBeNull();
});
