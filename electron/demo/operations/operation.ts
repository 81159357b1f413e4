/** What an operation of the API is to the server. */
import type { JsonValue } from '../../../shared/models/json.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { WireUser } from '../wire.ts';
import type { ServerState } from '../server-state.ts';

/** Anything that JSON.stringify turns into the body. */
export type Answer = JsonValue | WireUser | WireUser[] | object;

export interface Operation {
  /** Clerk's operationId. */
  name: string;
  /** Also counted against the user's own limit of ten writes in ten seconds. */
  limitedPerUser?: boolean;
  /** Throws an ApiError for a refusal. */
  run(state: ServerState, request: ApiRequest): Answer | Promise<Answer>;
}
