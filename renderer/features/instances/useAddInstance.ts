/**
 * Adding an instance, step by step: a key is checked, what it belongs to is shown, then it is added; or, when
 * Roster has that instance already, its key is replaced. Holds the key only as long as the steps need it.
 */
import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue';
import type { Failure } from '../../../shared/failure.ts';
import type {
  Environment,
  Instance,
  InstanceColor,
  ProtectionMode,
} from '../../../shared/models/instance.ts';
import { api } from '../../api.ts';
import { useCall } from '../../composables/useCall.ts';
import { useInstancesStore } from '../shell/instances-store.ts';
import { defaultProtection, freeColor } from './instance-choices.ts';

export interface FoundInstance {
  clerkInstanceId: string;
  environment: Environment;
  name: string;
  /** Set when Roster has this instance already. */
  existing: Instance | null;
}

export function useAddInstance() {
  const instances = useInstancesStore();
  const probe = useCall(api.instances.probe, { abortable: true });
  const add = useCall(api.instances.add);
  const replace = useCall(api.instances.replaceKey);

  const secretKey = ref('');
  const apiUrl = ref('');
  /** Null: the key is still to be given. */
  const found = shallowRef<FoundInstance | null>(null);
  const choices = reactive<{ name: string; color: InstanceColor; protection: ProtectionMode }>({
    name: '',
    color: 'slate',
    protection: 'guarded',
  });
  const missing = ref<Record<string, string>>({});

  const failure = computed<Failure | null>(
    () => probe.failure.value ?? add.failure.value ?? replace.failure.value,
  );
  const errors = computed<Record<string, string>>(() => ({ ...failure.value?.fields, ...missing.value }));
  const pending = computed(() => probe.pending.value || add.pending.value || replace.pending.value);

  function target(): { secretKey: string; apiUrl?: string } {
    const url = apiUrl.value.trim();
    return { secretKey: secretKey.value, ...(url === '' ? {} : { apiUrl: url }) };
  }

  async function check(): Promise<void> {
    forgetFailures();
    if (secretKey.value.trim() === '') {
      missing.value = {
        secretKey: 'Paste the secret key of the instance: it starts with sk_test_ or sk_live_.',
      };
      return;
    }
    const answer = await probe.run(target());
    if (!answer) return;
    found.value = {
      clerkInstanceId: answer.clerkInstanceId,
      environment: answer.environment,
      name: answer.name,
      existing: instances.find(answer.existingInstanceId),
    };
    choices.name = answer.name.slice(0, 80);
    choices.color = freeColor(instances.instances);
    choices.protection = defaultProtection(answer.environment);
  }

  /** The instance, added or with its new key; null when it was not (see `failure`). */
  async function finish(): Promise<Instance | null> {
    forgetFailures();
    const existing = found.value?.existing;
    if (!existing && choices.name.trim() === '') {
      missing.value = { name: 'Give the instance a name.' };
      return null;
    }
    const instance = existing
      ? await replace.run({ instanceId: existing.instanceId, secretKey: secretKey.value })
      : await add.run({ ...target(), ...choices, name: choices.name.trim() });
    if (!instance) {
      // What is wrong with the key or the address can only be mended where they are typed.
      const fields = failure.value?.fields ?? {};
      if (fields.secretKey !== undefined || fields.apiUrl !== undefined) found.value = null;
      return null;
    }
    forget();
    instances.put(instance);
    return instance;
  }

  function back(): void {
    forgetFailures();
    found.value = null;
  }

  function forgetFailures(): void {
    missing.value = {};
    probe.reset();
    add.reset();
    replace.reset();
  }

  function forget(): void {
    secretKey.value = '';
    apiUrl.value = '';
  }

  onScopeDispose(forget);

  return { secretKey, apiUrl, found, choices, failure, errors, pending, check, finish, back, forget };
}
