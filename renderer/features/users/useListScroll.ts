/**
 * The scrolling of a list with rows of one height: which rows are on screen, where they stand, and how
 * to bring one into view. Lists higher than a browser can lay out are scaled. Knows no rows.
 */
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { followScroll, laidOutHeight, toScrollTop, type ScrollExtent } from './scaled-scroll.ts';

/** Rows drawn beyond both edges, so that fast scrolling shows rows before the next frame is made. */
const drawnBeyond = 8;
/** After this the scroll bar is put where it belongs in a scaled list. */
const restAfterMs = 150;

export function useListScroll(
  viewport: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  rowHeightPx: number,
) {
  const viewportPx = shallowRef(0);
  /** How far the list is scrolled, in its true height. */
  const listTop = shallowRef(0);
  /** How far the element is. Differs from `listTop` in a scaled list only. */
  const scrollTop = shallowRef(0);
  let restTimer: ReturnType<typeof setTimeout> | undefined;

  const extent = computed<ScrollExtent>(() => ({
    heightPx: count() * rowHeightPx,
    viewportPx: viewportPx.value,
  }));
  const lastIndex = computed(() => Math.max(0, count() - 1));
  const clampIndex = (index: number) => Math.min(Math.max(index, 0), lastIndex.value);

  const first = computed(() => clampIndex(Math.floor(listTop.value / rowHeightPx)));
  const last = computed(() => clampIndex(Math.ceil((listTop.value + viewportPx.value) / rowHeightPx) - 1));
  const firstDrawn = computed(() => clampIndex(first.value - drawnBeyond));
  const lastDrawn = computed(() => clampIndex(last.value + drawnBeyond));

  function measure(): void {
    viewportPx.value = viewport.value?.clientHeight ?? 0;
  }

  function moveTo(top: number): void {
    const element = viewport.value;
    listTop.value = Math.min(Math.max(top, 0), Math.max(0, extent.value.heightPx - viewportPx.value));
    if (!element) return;
    element.scrollTop = toScrollTop(listTop.value, extent.value);
    scrollTop.value = element.scrollTop;
    // The browser rounds to its own pixels; a list that is not scaled follows it exactly.
    if (extent.value.heightPx === laidOutHeight(extent.value)) listTop.value = scrollTop.value;
  }

  function onScroll(): void {
    const element = viewport.value;
    if (!element || element.scrollTop === scrollTop.value) return;
    const from = { scrollTop: scrollTop.value, listTop: listTop.value };
    listTop.value = followScroll(from, element.scrollTop, extent.value);
    scrollTop.value = element.scrollTop;
    clearTimeout(restTimer);
    const atEdge =
      element.scrollTop <= 0 || element.scrollTop >= laidOutHeight(extent.value) - viewportPx.value;
    if (atEdge) rest();
    else restTimer = setTimeout(rest, restAfterMs);
  }

  /** Puts the scroll bar where the list is, which short ways in a scaled list leave behind. */
  function rest(): void {
    if (Math.abs(toScrollTop(listTop.value, extent.value) - scrollTop.value) > 1) moveTo(listTop.value);
  }

  function reveal(index: number): void {
    const top = clampIndex(index) * rowHeightPx;
    if (top < listTop.value) moveTo(top);
    else if (top + rowHeightPx > listTop.value + viewportPx.value)
      moveTo(top + rowHeightPx - viewportPx.value);
  }

  const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => measure());
  watch(
    viewport,
    (element, before) => {
      if (before) observer?.unobserve(before);
      if (element) observer?.observe(element);
      measure();
    },
    { flush: 'post', immediate: true },
  );
  // A list that became shorter ends earlier; the element has been laid out anew by then.
  watch(extent, () => moveTo(listTop.value), { flush: 'post' });
  onScopeDispose(() => {
    observer?.disconnect();
    clearTimeout(restTimer);
  });

  return {
    first,
    last,
    firstDrawn,
    lastDrawn,
    listTop: computed(() => listTop.value),
    /** Rows that fit on the screen whole; at least one. */
    rowsPerPage: computed(() => Math.max(1, Math.floor(viewportPx.value / rowHeightPx))),
    /** Height of the element that holds the rows, px. */
    heightPx: computed(() => laidOutHeight(extent.value)),
    /** Where the first drawn row stands in that element, px. */
    rowsTopPx: computed(() => firstDrawn.value * rowHeightPx - listTop.value + scrollTop.value),
    onScroll,
    moveTo,
    reveal,
  };
}
