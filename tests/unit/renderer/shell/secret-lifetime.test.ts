/** How a secret leaves the screen, and that the window is hidden from capture for as long as one is there. */
import { bridge } from '../users/fake-bridge.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPinia, setActivePinia } from 'pinia';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';
import { useAppStore } from '../../../../renderer/features/shell/app-store.ts';
import {
  secretLifetimeMs,
  useSecretLifetime,
  type SecretEnd,
} from '../../../../renderer/features/shell/secret-lifetime.ts';

let scopes: EffectScope[] = [];
const hiding = (): unknown[] => bridge.callsOf('app.hideFromCapture').map(({ on }) => on);

function show(shown = ref(true)): { shown: typeof shown; ends: SecretEnd[]; scope: EffectScope } {
  const ends: SecretEnd[] = [];
  const scope = effectScope();
  scope.run(() =>
    useSecretLifetime(
      () => shown.value,
      (why) => ends.push(why),
    ),
  );
  scopes.push(scope);
  return { shown, ends, scope };
}

beforeEach(() => {
  bridge.reset();
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => {
  for (const scope of scopes) scope.stop();
  scopes = [];
  vi.useRealTimers();
});

test('it goes after ten minutes, counted from when it came', async () => {
  const { shown, ends } = show(ref(false));
  vi.advanceTimersByTime(secretLifetimeMs);
  expect(ends).toEqual([]);
  shown.value = true;
  await nextTick();
  vi.advanceTimersByTime(secretLifetimeMs - 1);
  expect(ends).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ends).toEqual(['expired']);
});

test('it goes when the computer is locked, where there is one', () => {
  const there = show();
  const notThere = show(ref(false));
  bridge.emit('app.onScreenLocked', {});
  expect([there.ends, notThere.ends]).toEqual([['locked'], []]);
});

test('what was closed is not cleared later', () => {
  const { ends, scope } = show();
  scope.stop();
  vi.advanceTimersByTime(secretLifetimeMs);
  bridge.emit('app.onScreenLocked', {});
  expect(ends).toEqual([]);
});

test('the window is hidden from the first secret to the last', async () => {
  const one = show();
  const other = show();
  one.shown.value = false;
  await nextTick();
  expect(hiding()).toEqual([true]);
  other.scope.stop();
  await nextTick();
  expect(hiding()).toEqual([true, false]);
});

test('it is not hidden where that is switched off, and is from when it is switched on', async () => {
  const app = useAppStore();
  app.settings = { ...app.settings, hideFromCapture: false };
  show();
  await nextTick();
  expect(hiding()).toEqual([]);
  app.settings = { ...app.settings, hideFromCapture: true };
  await nextTick();
  expect(hiding()).toEqual([true]);
});
