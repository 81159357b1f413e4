/**
 * Where pictures can be dropped, and which place is under the pointer right now. One pair of ears for the whole
 * window: it follows what is under the pointer, whatever is drawn or taken away there meanwhile, and refuses
 * files everywhere else, so that none is ever opened in the place of the page.
 */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { collectDropped } from './collect-files.ts';
import { usePictureRequests, type PicturePlace } from './picture-requests.ts';

const places = new WeakMap<Element, PicturePlace>();
const lit = shallowRef<Element | null>(null);

/** Makes the element a place for pictures of this user. True while a file is held above it. */
export function usePictureDrop(
  element: Readonly<Ref<HTMLElement | null>>,
  place: PicturePlace,
): ComputedRef<boolean> {
  watch(
    element,
    (now, before) => {
      if (before) forget(before);
      if (now) places.set(now, place);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => element.value && forget(element.value));
  return computed(() => element.value !== null && lit.value === element.value);
}

function forget(element: Element): void {
  places.delete(element);
  if (lit.value === element) lit.value = null;
}

function placeUnder(target: EventTarget | null): { element: Element; place: PicturePlace } | null {
  let element = target instanceof Element ? target : null;
  for (; element !== null; element = element.parentElement) {
    const place = places.get(element);
    if (place !== undefined && place.user() !== null) return { element, place };
  }
  return null;
}

function hasFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}

/** For the whole window, once. */
export function usePictureDropGuard(): void {
  const requests = usePictureRequests();

  function onOver(event: DragEvent): void {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    const found = placeUnder(event.target);
    lit.value = found?.element ?? null;
    event.dataTransfer.dropEffect = found?.place.refused() === null ? 'copy' : 'none';
  }

  function onLeave(event: DragEvent): void {
    // Out of the window; what is entered within it says so itself.
    if (event.relatedTarget === null) lit.value = null;
  }

  function onDrop(event: DragEvent): void {
    lit.value = null;
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    const found = placeUnder(event.target);
    const user = found?.place.user() ?? null;
    if (found === null || user === null || found.place.refused() !== null) return;
    void collectDropped(event.dataTransfer).then((files) => requests.take(files, user));
  }

  const onEnd = () => (lit.value = null);
  const listeners = { dragenter: onOver, dragover: onOver, dragleave: onLeave, drop: onDrop, dragend: onEnd };
  for (const [name, listener] of Object.entries(listeners)) {
    window.addEventListener(name, listener as EventListener);
  }
  onScopeDispose(() => {
    for (const [name, listener] of Object.entries(listeners)) {
      window.removeEventListener(name, listener as EventListener);
    }
  });
}
