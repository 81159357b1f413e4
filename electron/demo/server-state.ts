/** What all operations share: the users, the pictures, and the instance's settings. Knows no HTTP. */
import type { UserListing } from './store/user-listing.ts';
import { toWire, type UserRecord } from './store/user-record.ts';
import type { UserStore } from './store/user-store.ts';
import type { ImageStore } from './images/image-store.ts';
import type { WireUser } from './wire.ts';

export interface ServerState {
  store: UserStore;
  listing: UserListing;
  images: ImageStore;
  environment: 'development' | 'production';
  instanceId: string;
  /** Users that may exist; null without a cap. */
  userCap: number | null;
  /** Unix ms. */
  now(): number;
}

export function wireUser(state: ServerState, record: UserRecord): WireUser {
  return toWire(record, state.now(), state.images.urlOf(record));
}

/** Puts the changed record back, with the time of the change. */
export function saveChange(state: ServerState, record: UserRecord): WireUser {
  // Two writes within one millisecond still have an order.
  record.user.updated_at = Math.max(state.now(), record.user.updated_at + 1);
  state.store.put(record);
  return wireUser(state, record);
}
