/** Rows of users that were opened: found again, as many as are kept, and gone with their instance. */
import { bridge, instance, instanceId } from '../users/fake-bridge.ts';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { nextTick } from 'vue';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import { mostSeen, useSeenRows } from '../../../../renderer/features/shell/seen-rows.ts';
import { makeRow } from '../users/fake-directory.ts';

beforeEach(() => {
  bridge.reset();
  setActivePinia(createPinia());
});

test('are found by instance and user, the latest of each', () => {
  const seen = useSeenRows();
  seen.see(instanceId, makeRow('u1', { name: 'Before' }));
  seen.see(instanceId, makeRow('u1', { name: 'After' }));
  expect(seen.find(instanceId, 'u1')?.name).toBe('After');
  expect(seen.find('other', 'u1')).toBeNull();
});

test('the one that was seen longest ago is forgotten first', () => {
  const seen = useSeenRows();
  seen.see(instanceId, makeRow('first'));
  seen.see(instanceId, makeRow('second'));
  seen.see(instanceId, makeRow('first'));
  for (let at = 0; at < mostSeen - 1; at += 1) seen.see(instanceId, makeRow(`u${at}`));
  expect(seen.find(instanceId, 'first')).not.toBeNull();
  expect(seen.find(instanceId, 'second')).toBeNull();
});

test('go with their instance', async () => {
  const instances = useInstancesStore();
  const seen = useSeenRows();
  instances.put(instance);
  await nextTick();
  seen.see(instanceId, makeRow('u1'));
  instances.drop(instanceId);
  await nextTick();
  expect(seen.find(instanceId, 'u1')).toBeNull();
});
