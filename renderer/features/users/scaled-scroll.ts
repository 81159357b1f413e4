/**
 * Fits a list of any height into an element that a browser can lay out (Chromium ends at about
 * 33 million px), as pure arithmetic. Knows neither rows nor the DOM.
 *
 * The list has a true height; the element that scrolls has a laid-out one, the same up to a cap.
 * Beyond it, both ends map one to one, so the first and the last row can be reached with the wheel,
 * and the middle is stretched.
 */

/** Where the laid-out height stops growing. Far below the browser's end, where floats get coarse. */
export const maxLaidOutHeightPx = 8_000_000;

const endPx = 200_000;

export interface ScrollExtent {
  /** True height of the list in px. */
  heightPx: number;
  /** What of it is on screen. */
  viewportPx: number;
}

export function laidOutHeight(extent: ScrollExtent): number {
  return Math.min(extent.heightPx, maxLaidOutHeightPx);
}

function ranges({ heightPx, viewportPx }: ScrollExtent): { trueEnd: number; laidOutEnd: number } {
  const laidOut = Math.min(heightPx, maxLaidOutHeightPx);
  return { trueEnd: Math.max(0, heightPx - viewportPx), laidOutEnd: Math.max(0, laidOut - viewportPx) };
}

/** From the element's scroll position to the list's. */
export function toListTop(scrollTop: number, extent: ScrollExtent): number {
  const { trueEnd, laidOutEnd } = ranges(extent);
  const top = Math.min(Math.max(scrollTop, 0), laidOutEnd);
  if (trueEnd === laidOutEnd || top <= endPx) return top;
  if (top >= laidOutEnd - endPx) return trueEnd - (laidOutEnd - top);
  return endPx + ((top - endPx) * (trueEnd - 2 * endPx)) / (laidOutEnd - 2 * endPx);
}

/** The inverse of {@link toListTop}. */
export function toScrollTop(listTop: number, extent: ScrollExtent): number {
  const { trueEnd, laidOutEnd } = ranges(extent);
  const top = Math.min(Math.max(listTop, 0), trueEnd);
  if (trueEnd === laidOutEnd || top <= endPx) return top;
  if (top >= trueEnd - endPx) return laidOutEnd - (trueEnd - top);
  return endPx + ((top - endPx) * (laidOutEnd - 2 * endPx)) / (trueEnd - 2 * endPx);
}

/**
 * Where the list stands after the element scrolled from one position to another. A short way (wheel,
 * keys) moves the list by as many pixels; a long one (the scroll bar) goes where the bar points.
 */
export function followScroll(
  from: { scrollTop: number; listTop: number },
  scrollTop: number,
  extent: ScrollExtent,
): number {
  const { trueEnd, laidOutEnd } = ranges(extent);
  if (trueEnd === laidOutEnd) return toListTop(scrollTop, extent);
  const way = scrollTop - from.scrollTop;
  if (Math.abs(way) > extent.viewportPx * 2) return toListTop(scrollTop, extent);
  return Math.min(Math.max(from.listTop + way, 0), trueEnd);
}
