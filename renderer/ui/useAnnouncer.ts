/** Says things to screen readers that are only seen otherwise. The shell renders the live region. */
import { readonly, ref, type Ref } from 'vue';

const message = ref('');

/** What the live region holds now. */
export function useAnnouncement(): Readonly<Ref<string>> {
  return readonly(message);
}

/** The same words twice are said twice: a no-break space tells them apart. */
export function announce(words: string): void {
  message.value = message.value === words ? `${words}\u00a0` : words;
}
