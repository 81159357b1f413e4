/** What all operations share: the users, the pictures, and the instance's settings. Knows no HTTP. */
import type { InstanceSettings } from './instance-settings.ts';
import type { SessionStore } from './store/session-store.ts';
import type { UserListing } from './store/user-listing.ts';
import { toWire, type UserRecord } from './store/user-record.ts';
import type { UserStore } from './store/user-store.ts';
import type { ImageStore } from './images/image-store.ts';
import type { WireActorToken, WireSignInToken } from './wire-sessions.ts';
import type { WireUser } from './wire.ts';

export interface ServerState {
  store: UserStore;
  listing: UserListing;
  sessions: SessionStore;
  /** By id, without what is told only once. */
  signInTokens: Map<string, WireSignInToken>;
  actorTokens: Map<string, WireActorToken>;
  images: ImageStore;
  settings: InstanceSettings;
  environment: 'development' | 'production';
  instanceId: string;
  /** Unix ms. */
  now(): number;
  /** Tells the things apart that are added to users while the server runs; see Identifiers.childId. */
  nextTopic(): number;
}

export function wireUser(state: ServerState, record: UserRecord): WireUser {
  const user = toWire(record, state.now(), state.images.urlOf(record));
  if (state.settings.lockout) return user;
  return {
    ...user,
    locked: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
  };
}

/** Puts the changed record back, with the time of the change. */
export function saveChange(state: ServerState, record: UserRecord): WireUser {
  // Two writes within one millisecond still have an order.
  record.user.updated_at = Math.max(state.now(), record.user.updated_at + 1);
  state.store.put(record);
  return wireUser(state, record);
}
