/**
 * The pieces a contract is made of, and the types derived from it: what the core must handle,
 * what the renderer may call, what both may listen to. Knows nothing of any particular call.
 */
import type { z } from 'zod';

export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** A query changes nothing anywhere; a command may. */
  kind: 'query' | 'command';
  input: I;
  output: O;
}

export interface EventOf<P extends z.ZodType = z.ZodType> {
  kind: 'event';
  payload: P;
}

export type Member = Call | EventOf;
export type Contract = Record<string, Record<string, Member>>;

export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'query', input, output } as const;
}

export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'command', input, output } as const;
}

/** Events are named `onPastTense`: that is how a proxy tells them from calls. */
export function event<P extends z.ZodType>(payload: P) {
  return { kind: 'event', payload } as const;
}

export type Unsubscribe = () => void;

/** What each transport must be able to do. `invoke` always resolves to an envelope. */
export interface Transport {
  invoke(method: string, input: unknown): Promise<unknown>;
  subscribe(event: string, listener: (payload: unknown) => void): Unsubscribe;
}

type CallFn<M> =
  M extends Call<infer I, infer O>
    ? Record<string, never> extends z.input<I>
      ? (input?: z.input<I>) => Promise<z.output<O>>
      : (input: z.input<I>) => Promise<z.output<O>>
    : never;

type MemberFn<M> =
  M extends EventOf<infer P> ? (listener: (payload: z.output<P>) => void) => Unsubscribe : CallFn<M>;

/** The renderer's side: `api.users.get({...})` resolves to the value or throws an AppError. */
export type ApiOf<C extends Contract> = { [G in keyof C]: { [K in keyof C[G]]: MemberFn<C[G][K]> } };

/**
 * The core's side: one function per call; events have no handler. A missing one does not compile.
 * `Context` is what a handler learns beside its input; it is the core's to define, as this zone has
 * neither DOM nor Node types.
 */
export type HandlersOf<C extends Contract, Context> = {
  [G in keyof C]: {
    [K in keyof C[G] as C[G][K] extends Call ? K : never]: C[G][K] extends Call<infer I, infer O>
      ? (input: z.output<I>, context: Context) => Promise<z.input<O>>
      : never;
  };
};

type EventNames<C extends Contract> = {
  [G in keyof C & string]: {
    [K in keyof C[G] & string]: C[G][K] extends EventOf ? `${G}.${K}` : never;
  }[keyof C[G] & string];
}[keyof C & string];

/** `group.onEvent` to its payload. */
export type EventsOf<C extends Contract> = {
  [N in EventNames<C>]: N extends `${infer G}.${infer K}`
    ? C[G][K] extends EventOf<infer P>
      ? z.input<P>
      : never
    : never;
};
