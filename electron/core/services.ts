/** What the handlers work with: the parts of a running core, named once. */
import type { EventHub } from './event-hub.ts';
import type { ProfileImages } from './images/profile-images.ts';
import type { Avatars } from './instances/avatars.ts';
import type { DemoHost } from './instances/demo-host.ts';
import type { KeyRing } from './instances/key-ring.ts';
import type { Protection } from './instances/protection.ts';
import type { Registry } from './instances/registry.ts';
import type { Session } from './instances/session.ts';
import type { Syncs } from './instances/syncs.ts';
import type { Journal } from './journal/journal.ts';
import type { Lists } from './lists/lists.ts';
import type { OpenedLink } from './opened-link.ts';
import type { Ports } from './ports.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Enrolments } from './totp/enrolments.ts';

export interface Services {
  ports: Ports;
  events: EventHub;
  registry: Registry;
  keys: KeyRing;
  protection: Protection;
  settings: SettingsStore;
  syncs: Syncs;
  demo: DemoHost;
  avatars: Avatars;
  images: ProfileImages;
  enrolments: Enrolments;
  openedLink: OpenedLink;
  /** Throws AppError `not_found`. */
  session(instanceId: string): Session;
  /** Forgets the session of an instance that is being removed. */
  dropSession(instanceId: string): Session;
  /** Opens the app database when first needed. Throws AppError `keychain_locked`, `storage`. */
  journal(): Promise<Journal>;
  /** As `journal`. */
  lists(): Promise<Lists>;
  cancelCall(callId: string): boolean;
}
