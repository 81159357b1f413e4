/** The instances that Roster has, and which one is open. Knows no screen; the router says what is open. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Failure } from '../../../shared/failure.ts';
import type { Instance, InstanceId } from '../../../shared/models/instance.ts';
import { api } from '../../api.ts';
import { failureOf } from '../../composables/failure-of.ts';
import { useEvent } from '../../composables/useEvent.ts';

export const useInstancesStore = defineStore('instances', () => {
  const instances = shallowRef<readonly Instance[]>([]);
  /** Of the last `load`. */
  const failure = shallowRef<Failure | null>(null);
  const loaded = ref(false);
  const currentId = ref<InstanceId | null>(null);

  const current = computed(() => find(currentId.value));

  function find(instanceId: string | null): Instance | null {
    return instances.value.find((instance) => instance.instanceId === instanceId) ?? null;
  }

  let loading: Promise<void> | null = null;

  /** Reads the list once; a failed reading is repeated by the next call. Never throws. */
  function load(): Promise<void> {
    loading ??= (async () => {
      try {
        take(await api.instances.list());
        failure.value = null;
      } catch (error) {
        failure.value = failureOf(error);
        loading = null;
      }
    })();
    return loading;
  }

  function take(list: readonly Instance[]): void {
    instances.value = list;
    loaded.value = true;
  }

  /** What a call has just answered: the event that tells the same may come later. */
  function put(instance: Instance): void {
    const known = find(instance.instanceId) !== null;
    instances.value = known
      ? instances.value.map((one) => (one.instanceId === instance.instanceId ? instance : one))
      : [...instances.value, instance];
  }

  function drop(instanceId: InstanceId): void {
    instances.value = instances.value.filter((instance) => instance.instanceId !== instanceId);
  }

  useEvent(api.instances.onChanged, (change) => take(change.instances));

  return { instances, failure, loaded, currentId, current, find, load, put, drop };
});
