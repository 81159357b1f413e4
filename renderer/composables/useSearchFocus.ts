/** Lets a screen say where its search field is, so that a shortcut of the shell can go there. */
import { onScopeDispose } from 'vue';

const fields: (() => void)[] = [];

/** Registers the way to focus the search field while the component lives; the latest one counts. */
export function useSearchFocus(focus: () => void): void {
  fields.push(focus);
  onScopeDispose(() => {
    const index = fields.indexOf(focus);
    if (index >= 0) fields.splice(index, 1);
  });
}

/** False when no screen has a search field. */
export function focusSearch(): boolean {
  const focus = fields.at(-1);
  focus?.();
  return focus !== undefined;
}
