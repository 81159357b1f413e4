/** The shapes of sessions and of the tokens that start one, as they travel. Pure types. */
import type { JsonObject } from '../../shared/models/json.ts';

export type SessionStatus =
  'abandoned' | 'active' | 'ended' | 'expired' | 'pending' | 'removed' | 'replaced' | 'revoked';

export type WireSessionActivity = {
  object: 'session_activity';
  id: string;
  is_mobile: boolean;
  /** What Clerk could not tell is left out. */
  device_type?: string;
  browser_name?: string;
  browser_version?: string;
  ip_address?: string;
  city?: string;
  country?: string;
};

export type WireSession = {
  object: 'session';
  id: string;
  user_id: string;
  client_id: string;
  /** Who impersonates the user; null in a session of the user's own. */
  actor: JsonObject | null;
  status: SessionStatus;
  last_active_organization_id: string | null;
  last_active_at: number;
  latest_activity: WireSessionActivity | null;
  expire_at: number;
  abandon_at: number;
  updated_at: number;
  created_at: number;
  tasks: null;
};

export type TokenStatus = 'pending' | 'accepted' | 'revoked';

export type WireSignInToken = {
  object: 'sign_in_token';
  id: string;
  status: TokenStatus;
  user_id: string;
  /** Told once, when the token is created. */
  token?: string;
  url: string | null;
  created_at: number;
  updated_at: number;
};

export type WireActorToken = {
  object: 'actor_token';
  id: string;
  status: TokenStatus;
  user_id: string;
  actor: JsonObject;
  /** Both told once, when the token is created. */
  token?: string;
  url?: string;
  created_at: number;
  updated_at: number;
};
