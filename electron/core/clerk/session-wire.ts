/**
 * Turns Clerk's JSON of a user's sessions, and of the links that start one, into the contract's models,
 * as leniently as `user-wire.ts`. A link's bare token is left behind: its address is all one needs.
 */
import type { JsonObject } from '../../../shared/models/json.ts';
import type { ActorToken, SignInToken, UserSession } from '../../../shared/models/session.ts';
import {
  flag,
  fromTable,
  isJsonObject,
  number,
  optional,
  text,
  textOrEmpty,
  type Reader,
  type Table,
} from './wire-readers.ts';

/** The very object, so that its keys stay as they are. */
const objectOrNull: Reader<JsonObject | null> = (value) => (isJsonObject(value) ? value : null);

const activity: Table<NonNullable<UserSession['latestActivity']>> = {
  deviceType: ['device_type', text],
  isMobile: ['is_mobile', flag],
  browserName: ['browser_name', text],
  browserVersion: ['browser_version', text],
  ipAddress: ['ip_address', text],
  city: ['city', text],
  country: ['country', text],
};

const session: Table<UserSession> = {
  id: ['id', textOrEmpty],
  userId: ['user_id', text],
  clientId: ['client_id', text],
  status: ['status', text],
  actor: ['actor', objectOrNull],
  latestActivity: ['latest_activity', optional(activity)],
  lastActiveOrganizationId: ['last_active_organization_id', text],
  lastActiveAt: ['last_active_at', number],
  expireAt: ['expire_at', number],
  abandonAt: ['abandon_at', number],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const signInToken: Table<SignInToken> = {
  id: ['id', textOrEmpty],
  userId: ['user_id', text],
  status: ['status', text],
  url: ['url', text],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const actorToken: Table<ActorToken> = { ...signInToken, actor: ['actor', objectOrNull] };

export function sessionFromWire(json: JsonObject): UserSession {
  return fromTable(session, json);
}

export function signInTokenFromWire(json: JsonObject): SignInToken {
  return fromTable(signInToken, json);
}

export function actorTokenFromWire(json: JsonObject): ActorToken {
  return fromTable(actorToken, json);
}
