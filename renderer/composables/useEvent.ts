/** Listens to one of the core's events for as long as the component (or store) lives. */
import { onScopeDispose } from 'vue';
import type { Unsubscribe } from '../../shared/contract-kit.ts';

/** `useEvent(api.directory.onChanged, (change) => …)` */
export function useEvent<Payload>(
  subscribe: (listener: (payload: Payload) => void) => Unsubscribe,
  listener: (payload: Payload) => void,
): void {
  onScopeDispose(subscribe(listener));
}
