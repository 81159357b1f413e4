/**
 * How many there are behind the tabs whose content comes by requests of their own: said by the tab once it
 * knows, shown beside its label from then on, forgotten with the user. Asks for nothing itself.
 */
import { inject, provide, shallowReactive, watch, type InjectionKey } from 'vue';

export type CountedTab = 'organizations' | 'sessions';
export type TabCounts = Readonly<Record<CountedTab, number | null>>;

const reportKey: InjectionKey<(tab: CountedTab, count: number) => void> = Symbol('tab counts');

/** For the frame around the tabs; `user` answers whose they are. */
export function provideTabCounts(user: () => string): TabCounts {
  const counts = shallowReactive<Record<CountedTab, number | null>>({ organizations: null, sessions: null });
  // At once: the tabs of the next user report as soon as they are made.
  watch(user, () => Object.assign(counts, { organizations: null, sessions: null }), { flush: 'sync' });
  provide(reportKey, (tab, count) => (counts[tab] = count));
  return counts;
}

/** For a tab: `useTabCount('sessions', () => list.value?.total ?? null)`. Null leaves what was said before. */
export function useTabCount(tab: CountedTab, count: () => number | null): void {
  const report = inject(reportKey, null);
  watch(
    count,
    (known) => {
      if (known !== null) report?.(tab, known);
    },
    { immediate: true },
  );
}
