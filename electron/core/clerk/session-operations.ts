/** The operations on a user's sessions and on the links that start one. Knows no HTTP. */
import { pageOf, withId } from './answers.ts';
import { pathsOf, read, write } from './operation-kinds.ts';
import type { OperationTable } from './operation.ts';
import { actorTokenFromWire, sessionFromWire, signInTokenFromWire } from './session-wire.ts';
import { actorTokenFields, sessionListFields, signInTokenFields } from './user-fields.ts';
import { path, toBody, toQuery } from './wire-request.ts';

export const sessionOperations = {
  listSessions: {
    ...read,
    method: 'GET',
    path: () => '/sessions',
    // Without it the answer is a bare list and says nothing of how many there are.
    query: (input) => [...toQuery(sessionListFields, input), ['paginated', 'true']],
    parse: (answer) => {
      const { items, total } = pageOf(answer);
      return { sessions: items.map(sessionFromWire), total };
    },
    fieldPaths: pathsOf(sessionListFields),
  },
  revokeSession: {
    ...write,
    method: 'POST',
    path: ({ sessionId }) => path`/sessions/${sessionId}/revoke`,
    parse: (answer) => sessionFromWire(withId(answer)),
    fieldPaths: { session_id: 'sessionId' },
  },

  createSignInToken: {
    ...write,
    method: 'POST',
    path: () => '/sign_in_tokens',
    body: (input) => toBody(signInTokenFields, input),
    parse: (answer) => signInTokenFromWire(withId(answer)),
    fieldPaths: pathsOf(signInTokenFields),
  },
  revokeSignInToken: {
    ...write,
    method: 'POST',
    path: ({ signInTokenId }) => path`/sign_in_tokens/${signInTokenId}/revoke`,
    parse: (answer) => signInTokenFromWire(withId(answer)),
    fieldPaths: { sign_in_token_id: 'signInTokenId' },
  },
  createActorToken: {
    ...write,
    method: 'POST',
    path: () => '/actor_tokens',
    body: (input) => toBody(actorTokenFields, input),
    parse: (answer) => actorTokenFromWire(withId(answer)),
    fieldPaths: { ...pathsOf(actorTokenFields), sub: 'actor.sub' },
  },
  revokeActorToken: {
    ...write,
    method: 'POST',
    path: ({ actorTokenId }) => path`/actor_tokens/${actorTokenId}/revoke`,
    parse: (answer) => actorTokenFromWire(withId(answer)),
    fieldPaths: { actor_token_id: 'actorTokenId' },
  },
} satisfies Partial<OperationTable>;
