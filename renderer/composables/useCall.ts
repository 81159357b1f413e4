/**
 * Runs one call of the API for a component: whether it is pending, what it answered, why it failed.
 * Knows nothing of what is called, beside the `callId` that ends it.
 */
import { onScopeDispose, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Failure } from '../../shared/failure.ts';
import { api } from '../api.ts';
import { failureOf } from './failure-of.ts';

/** Nothing shows that it waits before this. */
export const slowAfterMs = 300;

export interface CallOptions {
  /**
   * The call takes a `callId` and may be ended half-way: it is when it is run again, reset, or the component
   * goes. Not for writes: one that was ended after it left has an unknown outcome.
   */
  abortable?: boolean;
}

export interface RunningCall<Input, Output> {
  /** Undefined when it failed (see `failure`), or was ended or overtaken (then `failure` stays null). */
  run(input: Input): Promise<Output | undefined>;
  readonly pending: Readonly<Ref<boolean>>;
  /** Pending for so long that it should show. */
  readonly slow: Readonly<Ref<boolean>>;
  readonly failure: Readonly<ShallowRef<Failure | null>>;
  /** The last answer; kept while the next is awaited. */
  readonly value: Readonly<ShallowRef<Output | null>>;
  /** Ends what is pending and forgets answer and failure. */
  reset(): void;
  /** Ends what is pending, keeps the last answer. */
  cancel(): void;
}

let lastCallNumber = 0;

export function newCallId(): string {
  lastCallNumber += 1;
  return `page-${crypto.randomUUID()}-${lastCallNumber}`;
}

export function useCall<Input extends object, Output>(
  call: (input: Input) => Promise<Output>,
  options: CallOptions = {},
): RunningCall<Input, Output> {
  const pending = ref(false);
  const slow = ref(false);
  const failure = shallowRef<Failure | null>(null);
  const value = shallowRef<Output | null>(null);

  /** Of the run that counts; an answer to any other is dropped. */
  let current: { callId: string | undefined } | null = null;
  let slowTimer: ReturnType<typeof setTimeout> | undefined;

  function settle(): void {
    clearTimeout(slowTimer);
    current = null;
    pending.value = false;
    slow.value = false;
  }

  function cancel(): void {
    const callId = current?.callId;
    settle();
    // Whether it was still there to be ended does not matter: nobody waits for its answer any more.
    if (callId !== undefined) api.app.cancel({ callId }).catch(() => undefined);
  }

  async function run(input: Input): Promise<Output | undefined> {
    cancel();
    const mine = { callId: options.abortable ? newCallId() : undefined };
    current = mine;
    pending.value = true;
    failure.value = null;
    slowTimer = setTimeout(() => (slow.value = true), slowAfterMs);
    try {
      const answer = await call(mine.callId === undefined ? input : { ...input, callId: mine.callId });
      if (current !== mine) return undefined;
      value.value = answer;
      settle();
      return answer;
    } catch (error) {
      if (current !== mine) return undefined;
      failure.value = failureOf(error);
      settle();
      return undefined;
    }
  }

  function reset(): void {
    cancel();
    failure.value = null;
    value.value = null;
  }

  onScopeDispose(cancel);

  return {
    run,
    cancel,
    reset,
    pending: readonly(pending),
    slow: readonly(slow),
    failure,
    value,
  };
}
