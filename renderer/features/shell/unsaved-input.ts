/**
 * Asks before a user is left while something that was typed for them would be lost. Knows no form: it hears
 * whether there is anything to lose. UnsavedInputDialog shows the question.
 */
import { defineStore } from 'pinia';
import { onScopeDispose, shallowRef } from 'vue';
import type { InstanceColor } from '../../../shared/models/instance.ts';
import { useRouter, type RouteLocationNormalized } from 'vue-router';

export interface UnsavedQuestion {
  /** Whose it is: "Jane Doe". */
  subject: string;
  color: InstanceColor;
}

export const useUnsavedInputStore = defineStore('unsaved-input', () => {
  const question = shallowRef<UnsavedQuestion | null>(null);
  let resolve: ((discard: boolean) => void) | null = null;

  /** True: it may be lost. A question that another one pushes aside is answered with no. */
  function ask(asked: UnsavedQuestion): Promise<boolean> {
    settle(false);
    question.value = asked;
    return new Promise((answered) => (resolve = answered));
  }

  function settle(discard: boolean): void {
    const answered = resolve;
    resolve = null;
    question.value = null;
    answered?.(discard);
  }

  return { question, ask, settle };
});

export interface UnsavedInput {
  /** Something would be lost. */
  isDirty(): boolean;
  question(): UnsavedQuestion;
  /** The person gives it up. */
  discard(): void;
}

/** The same user in another frame is no other place: what was being typed stays. */
function leavesUser(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
  return (
    to.name !== from.name ||
    to.params.instanceId !== from.params.instanceId ||
    (to.params.userId || '') !== (from.params.userId || '')
  );
}

/** Guards `input` for as long as the calling component lives; answers how to ask for any other reason. */
export function useUnsavedInput(input: UnsavedInput): { mayDiscard(): Promise<boolean> } {
  const store = useUnsavedInputStore();
  const router = useRouter();

  async function mayDiscard(): Promise<boolean> {
    if (!input.isDirty()) return true;
    if (!(await store.ask(input.question()))) return false;
    input.discard();
    return true;
  }

  onScopeDispose(router.beforeEach((to, from) => (leavesUser(to, from) ? mayDiscard() : true)));
  return { mayDiscard };
}
