/**
 * One AbortSignal out of several, which can be let go of again: `AbortSignal.any` keeps memory for each
 * call for as long as a long-lived signal lives. Knows nothing else.
 */
export function linkSignals(signals: readonly (AbortSignal | undefined)[]): {
  signal: AbortSignal;
  /** Call it when the work is over: the signals may live much longer. */
  unlink: () => void;
} {
  const controller = new AbortController();
  const sources = signals.filter((signal) => signal !== undefined);
  const listeners = sources.map((source) => {
    const listener = () => controller.abort(source.reason);
    if (source.aborted) listener();
    else source.addEventListener('abort', listener, { once: true });
    return { source, listener };
  });
  return {
    signal: controller.signal,
    unlink: () => listeners.forEach(({ source, listener }) => source.removeEventListener('abort', listener)),
  };
}
