/** Sign-in tokens and actor tokens: links that start a session as a user, once. */
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../shared/models/json.ts';
import { apiError, notFound, paramError } from '../http/api-error.ts';
import { jsonBody } from '../http/api-request.ts';
import { requireFeature, requireOrganizations } from '../instance-settings.ts';
import type { ServerState } from '../server-state.ts';
import type { WireActorToken, WireSignInToken } from '../wire-sessions.ts';
import { readFields } from './body-fields.ts';
import type { Operation } from './operation.ts';
import { frontendApiUrl } from './read-instance.ts';
import { namedUser } from './read-users.ts';

const signInLifetimeSeconds = 2_592_000;
const actorLifetimeSeconds = 3600;
const actorSessionSeconds = 1800;

/** A ticket of a JSON Web Token's shape that no key has signed: it opens nothing. */
function ticketFor(state: ServerState, id: string, kind: string, lifetimeSeconds: number) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    exp: Math.floor(state.now() / 1000) + lifetimeSeconds,
    iid: state.instanceId,
    sid: id,
    st: kind,
  };
  const signature = randomBytes(256).toString('base64url');
  const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
  return { token, url: `${frontendApiUrl(state)}/v1/tickets/accept?ticket=${token}` };
}

function lifetime(parameter: string, given: number | null | undefined, otherwise: number): number {
  if (given === undefined || given === null) return otherwise;
  if (given < 1) throw paramError('form_param_value_invalid', parameter, `${parameter} must be at least 1.`);
  return given;
}

function newId(state: ServerState, prefix: string, sequence: number): string {
  return state.store.context.identifiers.childId(prefix, sequence, state.nextTopic());
}

export const createSignInToken: Operation = {
  name: 'CreateSignInToken',
  run(state, request) {
    const fields = readFields(jsonBody(request), {
      user_id: 'text',
      org_id: 'text',
      expires_in_seconds: 'count',
    });
    const seconds = lifetime('expires_in_seconds', fields.expires_in_seconds, signInLifetimeSeconds);
    const { sequence, user } = namedUser(state, fields.user_id);
    if (typeof fields.org_id === 'string') {
      requireOrganizations(state.settings);
      if (!state.store.organizationsOf(sequence).some((each) => each.id === fields.org_id)) {
        throw apiError(403, 'not_a_member_in_organization', 'The user is not a member of the organization.');
      }
    }
    const now = state.now();
    const token: WireSignInToken = {
      object: 'sign_in_token',
      id: newId(state, 'sit', sequence),
      status: 'pending',
      user_id: user.id,
      url: null,
      created_at: now,
      updated_at: now,
    };
    state.signInTokens.set(token.id, token);
    return { ...token, ...ticketFor(state, token.id, 'sign_in_token', seconds) };
  },
};

export const revokeSignInToken: Operation = {
  name: 'RevokeSignInToken',
  run: (state, request) =>
    revokePending(state, state.signInTokens, request.params.sign_in_token_id, {
      what: 'sign-in token',
      code: 'sign_in_token_cannot_be_revoked_code',
    }),
};

export const createActorToken: Operation = {
  name: 'CreateActorToken',
  run(state, request) {
    requireFeature(state.settings, 'impersonation');
    const fields = readFields(jsonBody(request), {
      user_id: 'text',
      actor: 'object',
      expires_in_seconds: 'count',
      session_max_duration_in_seconds: 'count',
    });
    const actor = readActor(fields.actor);
    const seconds = lifetime('expires_in_seconds', fields.expires_in_seconds, actorLifetimeSeconds);
    lifetime('session_max_duration_in_seconds', fields.session_max_duration_in_seconds, actorSessionSeconds);
    const { sequence, user } = namedUser(state, fields.user_id);
    const { impersonationLimit: limit } = state.settings;
    const used = state.actorTokens.size;
    if (limit !== null && used >= limit) {
      throw apiError(
        422,
        'impersonation_limit_exceeded',
        `Your application has reached the impersonation limit of your plan (${used}/${limit}).`,
        { limit, used },
      );
    }
    const now = state.now();
    const token: WireActorToken = {
      object: 'actor_token',
      id: newId(state, 'act', sequence),
      status: 'pending',
      user_id: user.id,
      actor,
      created_at: now,
      updated_at: now,
    };
    state.actorTokens.set(token.id, token);
    return { ...token, ...ticketFor(state, token.id, 'actor_token', seconds) };
  },
};

/** Whoever `sub` names need not be a user of the instance. */
function readActor(actor: JsonObject | null | undefined): JsonObject {
  if (actor === undefined || actor === null) {
    throw paramError('form_param_missing', 'actor', 'actor must be included.');
  }
  if (typeof actor['sub'] !== 'string' || actor['sub'] === '') {
    throw paramError('form_param_missing', 'actor.sub', 'actor.sub must be included.');
  }
  return actor;
}

export const revokeActorToken: Operation = {
  name: 'RevokeActorToken',
  run: (state, request) =>
    revokePending(state, state.actorTokens, request.params.actor_token_id, {
      what: 'actor token',
      code: 'actor_token_cannot_be_revoked_code',
    }),
};

/** One that has run out is still pending, and can be revoked. */
function revokePending<T extends WireSignInToken | WireActorToken>(
  state: ServerState,
  tokens: Map<string, T>,
  id: string | undefined,
  { what, code }: { what: string; code: string },
): T {
  const token = tokens.get(id ?? '');
  if (token === undefined) throw notFound(what);
  if (token.status !== 'pending') {
    throw apiError(
      400,
      code,
      `The ${what} cannot be revoked because its status is ${token.status}. Only pending ones can.`,
    );
  }
  const revoked: T = { ...token, status: 'revoked', updated_at: state.now() };
  tokens.set(revoked.id, revoked);
  return revoked;
}
