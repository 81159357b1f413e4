/** Short notices at the edge of the window. What needs an answer belongs into a dialog or a banner. */
import { toast } from 'vue-sonner';
import type { Failure } from '../../shared/failure.ts';

export interface NoticeAction {
  label: string;
  onClick: () => void;
}

/** Long enough to read what was done, and to think better of it. */
const undoableForMs = 10_000;

export const notify = {
  /** Something was done: goes by itself. */
  done(words: string, action?: NoticeAction): void {
    toast.success(words, action ? { action, duration: undoableForMs } : undefined);
  },
  /** Something is as it is, and nothing needs to be done about it: goes by itself. */
  said(words: string): void {
    toast.info(words);
  },
  /** Something happened that the person should know: stays until it is dismissed. */
  told(words: string, action?: NoticeAction): void {
    toast.warning(words, {
      duration: Number.POSITIVE_INFINITY,
      closeButton: true,
      ...(action ? { action } : {}),
    });
  },
  /**
   * Something was not done: stays until it is dismissed. `what` is what was tried: "Could not ban Jane Doe."
   * Where Clerk gave a trace id, it can be copied from here, unless there is something better to do.
   */
  failed(what: string, failure: Failure, action?: NoticeAction): void {
    const { traceId } = failure;
    const copy =
      traceId === undefined
        ? undefined
        : { label: 'Copy trace id', onClick: () => void navigator.clipboard.writeText(traceId) };
    const offered = action ?? copy;
    toast.error(what, {
      description: failure.message,
      duration: Number.POSITIVE_INFINITY,
      closeButton: true,
      ...(offered ? { action: offered } : {}),
    });
  },
};
