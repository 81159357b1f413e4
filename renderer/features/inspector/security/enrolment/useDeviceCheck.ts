/** Whether the device makes the right codes: core compares what was typed, and nothing is sent for it. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Failure } from '../../../../../shared/failure.ts';
import { api } from '../../../../api.ts';
import { failureOf } from '../../../../composables/failure-of.ts';
import { sixDigits } from './live-code.ts';

export type DeviceCheck =
  | { state: 'unchecked' }
  /** It was to be checked, and has no six digits. */
  | { state: 'incomplete' }
  | { state: 'right'; skewSteps: number }
  | { state: 'wrong' }
  | { state: 'failed'; failure: Failure };

/** `gone` hears that core does not have the enrolment any more. */
export function useDeviceCheck(enrolmentId: () => string | null, gone: () => void) {
  const code = ref('');
  const result = shallowRef<DeviceCheck>({ state: 'unchecked' });
  /** Answers to what has been typed over meanwhile count for nothing. */
  let asked = 0;

  async function check(): Promise<void> {
    const id = enrolmentId();
    const digits = sixDigits(code.value);
    if (id === null || result.value.state === 'right') return;
    if (digits === null) {
      result.value = { state: 'incomplete' };
      return;
    }
    asked += 1;
    const mine = asked;
    try {
      const { valid, skewSteps = 0 } = await api.totp.check({ enrolmentId: id, code: digits });
      if (mine === asked) result.value = valid ? { state: 'right', skewSteps } : { state: 'wrong' };
    } catch (error) {
      if (mine !== asked) return;
      const failure = failureOf(error);
      if (failure.code === 'not_found') gone();
      else result.value = { state: 'failed', failure };
    }
  }

  function forget(): void {
    asked += 1;
    result.value = { state: 'unchecked' };
  }

  watch(
    code,
    (typed) => {
      forget();
      if (sixDigits(typed) !== null) void check();
    },
    { flush: 'sync' },
  );
  watch(enrolmentId, () => (code.value = ''));
  onScopeDispose(() => (code.value = ''));

  return { code, result, right: computed(() => result.value.state === 'right'), check };
}
