/**
 * What the core needs from the outside, and all it may know of it. The Electron shell, the browser
 * host and the tests each bring their own.
 */
import type { SecretStatus } from '../../shared/models/app.ts';

/**
 * Where secrets live. Accounts are names from `secrets/secret-names.ts`; values are opaque text.
 * "Absent" is null; "failed" is an AppError `keychain_locked` or `keychain_unavailable`.
 */
export interface SecretStore {
  /** Asks the backend. Never throws; may wait for the OS's own prompt. */
  status(): Promise<SecretStatus>;
  get(account: string): Promise<string | null>;
  set(account: string, value: string): Promise<void>;
  /** Deleting what is not there is no failure. */
  delete(account: string): Promise<void>;
}

/** The platform's fetch, injected: Electron's `net.fetch` in the app, Node's in the browser host. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Clock {
  /** Unix ms. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Writes to the log after redaction; `details` never holds a key, a body or a user's data. */
export interface Logger {
  debug(message: string, details?: Record<string, unknown>): void;
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

export interface Paths {
  /** The profile: registry, settings, mirrors. Created when absent. */
  dataDir: string;
  /** For mirrors that must not outlive the run (no keychain). */
  tempDir: string;
}

/** What only a desktop with a window can do. */
export interface Desk {
  /** Lays a page of HTML without scripts out on paper; in memory only. */
  renderPdf(html: string): Promise<Uint8Array>;
  /** Opens the system's dialog for it. False: the person thought better of it. Throws AppError `storage`. */
  print(html: string): Promise<boolean>;
  /**
   * Asks where to, and writes it there and nowhere else, readable for this account only. The path, or null when
   * the person thought better of it. Throws AppError `storage` or `disk_full`.
   */
  save(file: FileToSave): Promise<string | null>;
  /** Null when there is no picture on the clipboard. */
  clipboardPicture(): Promise<Uint8Array | null>;
  /** Screenshots and screen sharing show nothing of the window, where the OS can do that. */
  hideFromCapture(on: boolean): void;
}

export interface FileToSave {
  /** Proposed, without a folder, with its extension. */
  name: string;
  kind: 'pdf' | 'txt';
  bytes: Uint8Array;
}

export interface Ports {
  secrets: SecretStore;
  fetch: Fetch;
  clock: Clock;
  logger: Logger;
  paths: Paths;
  /** The script of the database worker: a built file in the app, a source file in Node. */
  databaseWorker: URL;
  /** Starts the demo instance's server; called when the demo is added or present at start. */
  startDemo: () => Promise<DemoBinding>;
  /** Whether mirrors are kept current without being asked. Off where requests are counted. */
  backgroundSync: boolean;
  /** The account on this computer under which Roster runs, noted with each write; null: not known. */
  operator: string | null;
  /** Null where there is none: in the browser host, and in most tests. */
  desk: Desk | null;
  app: { version: string; host: 'electron' | 'browser'; platform: string };
}

/** A running demo server: its port and key are new at each start and are never stored. */
export interface DemoBinding {
  /** Base URL with `/v1`. */
  url: string;
  secretKey: string;
  /** Clerk's `ins_…`. */
  instanceId: string;
  close(): Promise<void>;
}
