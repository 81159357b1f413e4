/**
 * What the forms have in common that take an address or a number: what was typed, what is wrong with it, and
 * the sending. Knows neither what is sent along with it nor the layout.
 */
import { computed, nextTick, ref, useTemplateRef } from 'vue';
import type { Failure } from '../../../../shared/failure.ts';
import { readEntered, type ContactKind } from '../../shell/entered-contact.ts';
import type { TabProps } from '../tab-props.ts';
import { contactsOf, kindWords } from './contacts.ts';
import { inputField } from './form-words.ts';
import type { IdentifierWrites } from './useIdentifierWrites.ts';

export type ContactFormProps = TabProps & { kind: ContactKind; writes: IdentifierWrites };

/** The template has a ContactField with the ref `field`. `taken` is asked of what is typed, as it would be sent. */
export function useContactForm(
  props: ContactFormProps,
  taken: (value: string) => string | null = () => null,
) {
  const typed = ref('');
  const notify = ref(false);
  /** Nobody is told of a mistake before having finished. */
  const tried = ref(false);
  const field = useTemplateRef<{ focus(): void }>('field');
  const failure = ref<Failure | null>(null);

  const own = computed(() => contactsOf(props.copy.user, props.kind));
  const primaryBefore = computed(() => own.value.find((contact) => contact.primary) ?? null);
  const entered = computed(() => readEntered(props.kind, typed.value));
  const problem = computed(() => taken(entered.value.value) ?? entered.value.problem);
  const error = computed(
    () => (tried.value ? problem.value : null) ?? failure.value?.fields?.[inputField[props.kind]] ?? null,
  );

  /** To where the mistake is, which may be out of sight. */
  async function focusWhenWrong(): Promise<void> {
    await nextTick();
    if (error.value !== null) field.value?.focus();
  }

  /** Whether it was done. */
  async function submit(
    formEntry: string,
    write: () => Parameters<IdentifierWrites['run']>[1],
  ): Promise<boolean> {
    tried.value = true;
    failure.value = null;
    if (problem.value !== null) {
      await focusWhenWrong();
      return false;
    }
    const result = await props.writes.run(formEntry, write());
    if (result.status === 'failed') {
      failure.value = result.failure;
      await focusWhenWrong();
    }
    return result.status === 'done';
  }

  return {
    typed,
    notify,
    failure,
    words: computed(() => kindWords[props.kind]),
    own,
    primaryBefore,
    value: computed(() => entered.value.value),
    problem,
    error,
    submit,
  };
}
