/** Lets what is in one tab of a user lead to another one. Knows no tab's content. */
import { inject, provide, type InjectionKey } from 'vue';
import type { UserTab } from './user-tabs.ts';

const goKey: InjectionKey<(tab: UserTab) => void> = Symbol('go to tab');

/** For the frame around the tabs. */
export function provideGoToTab(go: (tab: UserTab) => void): void {
  provide(goKey, go);
}

/** For a tab. Outside of a frame it leads nowhere. */
export function useGoToTab(): (tab: UserTab) => void {
  return inject(goKey, () => undefined);
}
