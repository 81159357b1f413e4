/** The one question that stands before a write: what will happen, to whom, where. ConfirmWriteDialog shows it. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Instance } from '../../../shared/models/instance.ts';

export interface Question {
  /** Names what is done and to whom: "Delete Jane Doe". */
  title: string;
  /** What will happen, one sentence each, the worst first. */
  consequences: readonly string[];
  /** Of the button, a verb with its object: "Delete user". */
  action: string;
  /** It destroys or takes something away. */
  danger?: boolean;
}

export interface OpenQuestion extends Question {
  instance: Instance;
  /** The contract's call, e.g. `users.delete`. */
  method: string;
  userId: string;
  /** The instance is guarded: its name is to be typed. */
  guarded: boolean;
}

/** What the call gets along: a token when one was wanted. */
export interface Confirmation {
  confirmation?: string;
}

export const useConfirmStore = defineStore('confirm', () => {
  const current = shallowRef<OpenQuestion | null>(null);
  /** How many questions there have been: what was typed for one is no answer to the next. */
  const asked = ref(0);
  let resolve: ((answer: Confirmation | null) => void) | null = null;

  /** Null: the person thought better of it. A question that another one pushes aside counts as that. */
  function ask(question: OpenQuestion): Promise<Confirmation | null> {
    settle(null);
    current.value = question;
    asked.value += 1;
    return new Promise((answered) => (resolve = answered));
  }

  function settle(answer: Confirmation | null): void {
    const answered = resolve;
    resolve = null;
    current.value = null;
    answered?.(answer);
  }

  return { current, asked, ask, settle };
});
