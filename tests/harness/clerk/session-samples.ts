/** One call of every operation on sessions, and on the links that start one. */
import type { OperationOutput } from '../../../electron/core/clerk/operations.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import { awkwardMetadata, type Samples } from './sample.ts';

const userId = 'user_1';

const wireSession: JsonObject = {
  object: 'session',
  id: 'sess_1',
  user_id: 'user_1',
  client_id: 'client_1',
  status: 'active',
  actor: { sub: 'user_support', iss: 'https://dashboard.clerk.com' },
  latest_activity: {
    object: 'session_activity',
    id: 'sess_activity_1',
    device_type: 'Macintosh',
    is_mobile: true,
    browser_name: 'Firefox',
    browser_version: '140.0',
    ip_address: '192.0.2.1',
    city: 'Athens',
    country: 'Greece',
  },
  last_active_organization_id: 'org_1',
  last_active_at: 1,
  expire_at: 2,
  abandon_at: 3,
  created_at: 4,
  updated_at: 5,
};
const session: OperationOutput<'revokeSession'> = {
  id: 'sess_1',
  userId: 'user_1',
  clientId: 'client_1',
  status: 'active',
  actor: { sub: 'user_support', iss: 'https://dashboard.clerk.com' },
  latestActivity: {
    deviceType: 'Macintosh',
    isMobile: true,
    browserName: 'Firefox',
    browserVersion: '140.0',
    ipAddress: '192.0.2.1',
    city: 'Athens',
    country: 'Greece',
  },
  lastActiveOrganizationId: 'org_1',
  lastActiveAt: 1,
  expireAt: 2,
  abandonAt: 3,
  createdAt: 4,
  updatedAt: 5,
};

function wireLink(id: string, object: string): JsonObject {
  return {
    object,
    id,
    user_id: 'user_1',
    status: 'pending',
    token: 'BareLinkToken',
    url: `https://accounts.example.com/sign-in?ticket=LinkTicket-${id}`,
    created_at: 1,
    updated_at: 2,
  };
}
function link(id: string): OperationOutput<'createSignInToken'> {
  const url = `https://accounts.example.com/sign-in?ticket=LinkTicket-${id}`;
  return { id, userId: 'user_1', status: 'pending', url, createdAt: 1, updatedAt: 2 };
}

export const sessionSamples = {
  listSessions: {
    input: { userId, status: 'active', limit: 501, offset: 0 },
    request: {
      method: 'GET',
      url: '/sessions?user_id=user_1&status=active&limit=500&offset=0&paginated=true',
    },
    answer: { data: [wireSession], total_count: 7 },
    output: { sessions: [session], total: 7 },
  },
  revokeSession: {
    input: { userId, sessionId: 'sess_1' },
    request: { method: 'POST', url: '/sessions/sess_1/revoke' },
    answer: wireSession,
    output: session,
  },
  createSignInToken: {
    input: { userId, expiresInSeconds: 600 },
    request: {
      method: 'POST',
      url: '/sign_in_tokens',
      body: '{"user_id":"user_1","expires_in_seconds":600}',
    },
    answer: wireLink('sit_1', 'sign_in_token'),
    output: link('sit_1'),
  },
  revokeSignInToken: {
    input: { userId, signInTokenId: 'sit_1' },
    request: { method: 'POST', url: '/sign_in_tokens/sit_1/revoke' },
    answer: { ...wireLink('sit_1', 'sign_in_token'), status: 'revoked', url: null },
    output: { ...link('sit_1'), status: 'revoked', url: null },
  },
  createActorToken: {
    input: {
      userId,
      actor: { sub: 'user_support', note: 'Ticket 7' },
      expiresInSeconds: 60,
      sessionMaxDurationInSeconds: 1800,
    },
    request: {
      method: 'POST',
      url: '/actor_tokens',
      body:
        '{"user_id":"user_1","actor":{"sub":"user_support","note":"Ticket 7"},"expires_in_seconds":60,' +
        '"session_max_duration_in_seconds":1800}',
    },
    answer: { ...wireLink('act_1', 'actor_token'), actor: awkwardMetadata },
    output: { ...link('act_1'), actor: awkwardMetadata },
  },
  revokeActorToken: {
    input: { userId, actorTokenId: 'act_1' },
    request: { method: 'POST', url: '/actor_tokens/act_1/revoke' },
    answer: { ...wireLink('act_1', 'actor_token'), actor: { sub: 'user_support' } },
    output: { ...link('act_1'), actor: { sub: 'user_support' } },
  },
} satisfies Partial<Samples>;
