/** Lists, reads, starts and revokes sessions. */
import { apiError, notFound, paramError } from '../http/api-error.ts';
import { jsonBody } from '../http/api-request.ts';
import { keptAfterwardsMs, sessionLifetimeMs } from '../population/generated-sessions.ts';
import type { ServerState } from '../server-state.ts';
import type { SessionStatus, WireSession } from '../wire-sessions.ts';
import { readFields } from './body-fields.ts';
import { flag, paged, readPage } from './list-query.ts';
import type { Operation } from './operation.ts';
import { namedUser } from './read-users.ts';

/** What lists can be filtered by: all but `pending`. */
const statuses: readonly SessionStatus[] = [
  'abandoned',
  'active',
  'ended',
  'expired',
  'removed',
  'replaced',
  'revoked',
];

export const listSessions: Operation = {
  name: 'GetSessionList',
  run(state, { query }) {
    const userId = query.get('user_id');
    const clientId = query.get('client_id');
    const status = query.get('status');
    if ((userId ?? '') === '' && (clientId ?? '') === '') {
      throw apiError(400, 'missing_query_parameter', 'Either client_id or user_id must be given.');
    }
    if (status !== null && !statuses.some((each) => each === status)) {
      throw paramError('form_param_value_invalid', 'status', `status must be one of ${statuses.join(', ')}.`);
    }
    const { identifiers } = state.store.context;
    const owner = userId === null ? identifiers.ownerOf(clientId ?? '') : identifiers.sequenceOf(userId);
    const found = (owner === null ? [] : state.sessions.of(owner)).filter(
      (session) =>
        (clientId === null || session.client_id === clientId) &&
        (status === null || session.status === status),
    );
    const page = paged(found, readPage(query));
    return flag(query, 'paginated') === true ? page : page.data;
  },
};

export const getSession: Operation = {
  name: 'GetSession',
  run(state, request) {
    const session = state.sessions.find(request.params.session_id ?? '');
    if (session === null) throw notFound('session');
    return session;
  },
};

export const revokeSession: Operation = {
  name: 'RevokeSession',
  run(state, request) {
    const session = state.sessions.revoke(request.params.session_id ?? '');
    if (session === null) throw notFound('session');
    return session;
  },
};

/** For tests of an app; a production instance has no such thing. */
export const createSession: Operation = {
  name: 'createSession',
  run(state, request) {
    const fields = readFields(jsonBody(request), { user_id: 'text', active_organization_id: 'text' });
    if (state.environment === 'production') {
      throw apiError(
        400,
        'request_invalid_for_environment',
        'Sessions are started this way in development only.',
      );
    }
    const { sequence, user } = namedUser(state, fields.user_id);
    const organizationId = fields.active_organization_id ?? null;
    if (
      organizationId !== null &&
      !state.store.organizationsOf(sequence).some((each) => each.id === organizationId)
    ) {
      throw paramError(
        'form_resource_not_found',
        'active_organization_id',
        'The user belongs to no such organization.',
      );
    }
    const session = newSession(state, sequence, user.id, organizationId);
    state.sessions.start(sequence, session);
    return session;
  },
};

function newSession(
  state: ServerState,
  sequence: number,
  userId: string,
  organizationId: string | null,
): WireSession {
  const now = state.now();
  const id = (prefix: string) => state.store.context.identifiers.ownedId(prefix, sequence, state.nextTopic());
  return {
    object: 'session',
    id: id('sess'),
    user_id: userId,
    client_id: id('client'),
    actor: null,
    status: 'active',
    last_active_organization_id: organizationId,
    last_active_at: now,
    latest_activity: null,
    expire_at: now + sessionLifetimeMs,
    abandon_at: now + sessionLifetimeMs + keptAfterwardsMs,
    updated_at: now,
    created_at: now,
    tasks: null,
  };
}
