/**
 * What an operation of the table consists of, and the types that handlers see: inputs and outputs are
 * the contract's own. Knows no operation by itself.
 */
import type { z } from 'zod';
import type { Call } from '../../../shared/contract-kit.ts';
import type { users } from '../../../shared/contract/users.ts';
import type { ClerkDomain, ClerkInstance } from './instance-wire.ts';
import type { WireAnswer } from './send-request.ts';
import type { FieldTable, Query, WireBody, WireRequest } from './wire-request.ts';
import type { JsonValue } from '../../../shared/models/json.ts';

type Users = typeof users;
/** Without the events, and without the calls that are many requests. */
type UserCalls = {
  [N in keyof Users as N extends 'revokeAllSessions' ? never : Users[N] extends Call ? N : never]: Users[N];
};
export type UserOperationName = keyof UserCalls;
export type OperationName = UserOperationName | 'getInstance' | 'listDomains';

type NoInput = Record<string, never>;
/** What concerns Roster only, and is not the API client's. */
type RosterFields = 'instanceId' | 'callId' | 'confirmation';

/** The contract's input of that call without the fields that are Roster's own. */
export type OperationInput<N extends OperationName> = N extends UserOperationName
  ? Omit<z.output<UserCalls[N]['input']>, RosterFields>
  : NoInput;

interface InstanceOutputs {
  getInstance: ClerkInstance;
  listDomains: { domains: ClerkDomain[] };
}

/** The contract's value of that call. */
export type OperationOutput<N extends OperationName> = N extends UserOperationName
  ? z.output<UserCalls[N]['output']>
  : N extends keyof InstanceOutputs
    ? InstanceOutputs[N]
    : never;

/** Thrown by `parse` when an answer lacks what makes it the answer to this operation. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

export interface Operation<Input, Output> {
  method: WireRequest['method'];
  /** Throws an AppError `invalid_input` for an id that cannot stand in a path. */
  path(input: Input): string;
  query?(input: Input): Query;
  /** Throws an AppError `invalid_input` for what can be seen to be refused before it is sent. */
  body?(input: Input): WireBody;
  /** Throws {@link UnreadableAnswer}; otherwise as lenient as can be. */
  parse(answer: JsonValue, input: Input): Output;
  /** An error answer that is an answer to the question, e.g. that the password is wrong. */
  accept?(answer: WireAnswer, clerkCode: string | undefined): Output | undefined;
  /**
   * It changes something or counts as a try: noted before it leaves, sent once, and of unknown outcome
   * when no answer came.
   */
  write: boolean;
  /** It reads, but changes something on the way: read-only mode refuses it all the same. */
  sideEffect: boolean;
  /** It may be sent again when its answer did not come. */
  repeatable: boolean;
  /** Guarded mode wants a confirmation. */
  destructive: boolean | ((input: Input) => boolean);
  /** It counts against Clerk's limit of writes to one user. */
  limitedPerUser: boolean;
  /** Where a wire field that an error names stands in the input, e.g. `username` → `changes.username`. */
  fieldPaths: FieldTable;
  /** What must not be repeated in a message, should the API do so. */
  secrets?(input: Input): (string | null | undefined)[];
}

export type OperationTable = {
  readonly [N in OperationName]: Operation<OperationInput<N>, OperationOutput<N>>;
};

export function isDestructive<Input>(operation: Operation<Input, unknown>, input: Input): boolean {
  return typeof operation.destructive === 'function' ? operation.destructive(input) : operation.destructive;
}
