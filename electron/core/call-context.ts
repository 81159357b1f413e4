/** What a handler learns about a call beside its input. */
export interface CallContext {
  /** Aborted by `app.cancel` and when the core is disposed of. */
  signal: AbortSignal;
}
