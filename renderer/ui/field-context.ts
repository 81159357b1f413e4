/** What a UiField tells the input inside it: its id and the words that describe it. */
import { inject, provide, type ComputedRef, type InjectionKey } from 'vue';

export interface FieldContext {
  id: string;
  describedBy: ComputedRef<string | undefined>;
  invalid: ComputedRef<boolean>;
  required: ComputedRef<boolean>;
}

const fieldKey: InjectionKey<FieldContext> = Symbol('field');

export function provideField(field: FieldContext): void {
  provide(fieldKey, field);
}

/** Null outside a field: then the input needs a label of its own. */
export function useField(): FieldContext | null {
  return inject(fieldKey, null);
}
