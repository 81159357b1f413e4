/**
 * One instance at work: its API client, its mirror and its pictures, opened when first needed. The one place where
 * an instance's key leaves the keychain, straight into the client.
 */
import { join } from 'node:path';
import { AppError, fail } from '../../../shared/failure.ts';
import type { DirectoryStatus } from '../../../shared/models/directory.ts';
import type { Instance, InstanceId } from '../../../shared/models/instance.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import { createClerkClient } from '../clerk/create-clerk-client.ts';
import type { ClockSkew } from '../clerk/server-clock.ts';
import { createDirectory } from '../directory/create-directory.ts';
import type { Directory, UserLister } from '../directory/directory.ts';
import type { EventHub } from '../event-hub.ts';
import { lazily } from '../lazily.ts';
import { createPictureCache, type PictureCache } from '../images/picture-cache.ts';
import type { Ports } from '../ports.ts';
import { databaseFiles } from '../storage/database-files.ts';
import type { DatabaseThreads } from '../storage/database-threads.ts';
import type { DemoHost } from './demo-host.ts';
import type { KeyRing } from './key-ring.ts';
import type { PausedSyncs } from './paused-syncs.ts';
import type { Registry } from './registry.ts';

export interface Session {
  instanceId: InstanceId;
  /** As it is now: names, modes and colours change. */
  instance(): Instance;
  /** Throws AppError `unauthorized` when there is no key, `keychain_locked` when it is out of reach. */
  client(): Promise<ClerkClient>;
  /** Throws AppError `keychain_locked`, `keychain_unavailable` or `storage`. */
  directory(): Promise<Directory>;
  pictures: PictureCache;
  /** What sync reads with: background priority. */
  lister(client: ClerkClient): UserLister;
  status(): Promise<DirectoryStatus>;
  /** Something of the status has changed that the mirror does not know. */
  tellState(): void;
  /** Of the client as it is: asks for none. Null until an answer came. */
  clockSkew(): ClockSkew | null;
  /** What a live call brought back. Its failure is noted, not thrown: the call itself succeeded. */
  remember(users: JsonObject[], fetchedAt: number): Promise<void>;
  forget(userId: string): Promise<void>;
  /** The client is made anew at the next call: its key, or the demo's address, has changed. */
  resetClient(): void;
  close(): Promise<void>;
  /** Closes and destroys the mirror's files and the pictures'. */
  destroy(): Promise<void>;
}

export interface SessionDeps {
  ports: Ports;
  registry: Registry;
  keys: KeyRing;
  threads: DatabaseThreads;
  demo: DemoHost;
  events: EventHub;
  paused: Pick<PausedSyncs, 'has'>;
  /** Told of the users that live calls bring, and when, in Unix ms, their reading began. */
  noteRead(instanceId: InstanceId, userIds: readonly string[], begunAt: number): void;
}

/** About what an answer takes, latency and a page of users included. */
const answerMs = 150;
/** More would only wait for the disk, and take the limiter's places from what a user does. */
const mostStreams = 6;

/** As many lists at once as keep the budget busy. */
function streamsWithin({ budget, windowMs }: { budget: number; windowMs: number }): number {
  return Math.min(mostStreams, Math.max(1, Math.floor((budget / windowMs) * answerMs)));
}

const unknownConnection = { state: 'unknown', since: null, message: null } as const;

export function createSession(instanceId: InstanceId, deps: SessionDeps): Session {
  const { ports, registry, keys, events } = deps;
  const instance = () => registry.get(instanceId);
  let closed = false;
  let currentClient: ClerkClient | null = null;

  const client = lazily(async () => {
    const { kind, apiUrl, environment } = instance();
    const binding = kind === 'demo' ? await deps.demo.bind() : null;
    const secretKey = binding?.secretKey ?? (await keys.secretKey(instanceId));
    if (secretKey === null) {
      throw fail(
        'unauthorized',
        `There is no key of ${instance().name} in the keychain (any more). Nothing was sent. Use Replace key… to give it again.`,
      );
    }
    if (closed) throw fail('cancelled', 'This instance was closed.');
    const made = createClerkClient({
      instanceId,
      apiUrl: binding?.url ?? apiUrl,
      environment,
      secretKey,
      fetch: ports.fetch,
      clock: ports.clock,
      logger: ports.logger,
      appVersion: ports.app.version,
    });
    let state = made.connection().state;
    made.onChanged(() => {
      events.emit('app.onBudgetChanged', { instanceId, ...made.budget() });
      if (made.connection().state === state) return;
      state = made.connection().state;
      announce([]);
    });
    currentClient = made;
    return made;
  });

  const fileOf = (persistent: boolean, kind: 'mirrors' | 'pictures' = 'mirrors') =>
    join(persistent ? ports.paths.dataDir : ports.paths.tempDir, kind, `${instanceId}.db`);

  const directory = lazily(async () => {
    const key = await keys.mirrorKey(instanceId);
    if (closed) throw fail('cancelled', 'This instance was closed.');
    const opened = await createDirectory({
      instanceId,
      file: fileOf(key.persistent),
      key: key.hex,
      storage: key.persistent ? 'persistent' : 'temporary',
      threads: deps.threads,
      clock: ports.clock,
      logger: ports.logger,
    });
    opened.on('changed', ({ userIds }) => announce(userIds));
    opened.on('counted', (counted) => events.emit('directory.onCounted', { instanceId, ...counted }));
    opened.on('progressed', (progress) => events.emit('directory.onSyncProgressed', progress));
    return opened;
  });

  const pictures = createPictureCache({
    async place() {
      const { hex, persistent } = await keys.mirrorKey(instanceId);
      return { file: fileOf(persistent, 'pictures'), key: hex };
    },
    threads: deps.threads,
    clock: ports.clock,
    logger: ports.logger,
  });

  /** Changes that come while a status is being read are told together, after it. */
  let announcing = false;
  let waiting: { userIds: string[] | null } | null = null;
  function announce(userIds: string[] | null): void {
    const merged = waiting?.userIds;
    waiting = {
      userIds:
        waiting === null ? userIds : merged == null || userIds === null ? null : [...merged, ...userIds],
    };
    if (announcing) return;
    announcing = true;
    void (async () => {
      try {
        while (waiting !== null && !closed) {
          const next: { userIds: string[] | null } = waiting;
          waiting = null;
          const state = await status();
          if (!closed)
            events.emit('directory.onChanged', { instanceId, userIds: next.userIds, status: state });
        }
      } finally {
        announcing = false;
      }
    })();
  }

  async function status(): Promise<DirectoryStatus> {
    const connection = currentClient?.connection() ?? unknownConnection;
    const outside = () => ({ instanceId, connection, paused: deps.paused.has(instanceId) });
    try {
      const opened = await directory.get();
      return { ...(await opened.status()), ...outside() };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return {
        ...outside(),
        state: 'unavailable',
        users: 0,
        lastSyncedAt: null,
        bytes: 0,
        storage: 'persistent',
        progress: null,
        failure: error.failure,
        notice: null,
      };
    }
  }

  async function keepMirror(task: (mirror: Directory) => Promise<void>): Promise<void> {
    try {
      await task(await directory.get());
    } catch (error) {
      ports.logger.warn('The mirror could not take over what a call brought', { instanceId, error });
    }
  }

  async function end(): Promise<Directory | null> {
    closed = true;
    currentClient?.close();
    currentClient = null;
    return (await directory.peek()?.catch(() => null)) ?? null;
  }

  return {
    instanceId,
    instance,
    client: () => client.get(),
    directory: () => directory.get(),
    pictures,
    status,
    tellState: () => announce([]),
    lister: (api) => ({
      streams: streamsWithin(api.budget()),
      list: (input, signal) => api.listRaw(input, { signal, priority: 'background' }),
      count: async (input, signal) =>
        (await api.call('count', input, { signal, priority: 'background' })).total,
    }),
    clockSkew: () => currentClient?.clockSkew() ?? null,
    remember(users, fetchedAt) {
      const userIds = users.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
      deps.noteRead(instanceId, userIds, fetchedAt);
      return keepMirror((mirror) => mirror.put(users, fetchedAt));
    },
    forget: (userId) => keepMirror((mirror) => mirror.remove([userId])),
    resetClient() {
      currentClient?.close();
      currentClient = null;
      client.reset();
    },
    async close() {
      const opened = await end();
      await Promise.all([opened?.close(), pictures.close()]);
    },
    async destroy() {
      // Not opened for this: that would want its key, which may be gone already, and would make a new one.
      const opened = await end();
      if (opened === null) await databaseFiles(fileOf(true)).remove(true);
      else await opened.destroy();
      await pictures.destroy();
      await databaseFiles(fileOf(true, 'pictures')).remove(true);
    },
  };
}
