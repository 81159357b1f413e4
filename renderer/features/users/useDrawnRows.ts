/** The rows that a list draws, brought up to what is to be seen frame by frame. Draws nothing itself. */
import { onScopeDispose, shallowRef, watch } from 'vue';
import { DrawnRows, type DrawnRow, type RowRange } from './drawn-rows.ts';

/** Rows that are not loaded get a shape of their own only when they keep one waiting. */
const shapesAfterMs = 300;

export function useDrawnRows(options: {
  /** Null: there are none. */
  range: () => RowRange | null;
  isLoaded: (index: number) => boolean;
  /** Changes whenever `isLoaded` may answer otherwise. */
  version: () => unknown;
}) {
  const rows = new DrawnRows();
  const drawn = shallowRef<DrawnRow[]>([]);
  /** Set from a step that added rows until the frame after it: one such a frame, however much changes. */
  let frame: number | null = null;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let showsShapes = false;

  function step(): void {
    if (frame !== null) {
      again = true;
      return;
    }
    const { added, more } = rows.step(options.range(), (index) => showsShapes || options.isLoaded(index));
    drawn.value = rows.rows;
    again = more;
    if (added === 0) return;
    frame = requestAnimationFrame(() => {
      frame = null;
      if (again) step();
    });
  }

  watch(
    () => {
      const range = options.range();
      void options.version();
      return range;
    },
    (range, before) => {
      // Data that comes in meanwhile does not begin the wait anew, or it would never end during a sync.
      if (range?.first === before?.first && range?.last === before?.last) {
        step();
        return;
      }
      clearTimeout(timer);
      showsShapes = false;
      step();
      if (range === null) return;
      timer = setTimeout(() => {
        showsShapes = true;
        step();
      }, shapesAfterMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    if (frame !== null) cancelAnimationFrame(frame);
  });

  return drawn;
}
