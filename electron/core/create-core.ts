/**
 * Puts a core together from its ports: the whole of Roster but its window. Plain Node; knows neither
 * Electron nor HTTP bridges.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Handlers } from '../../shared/contract.ts';
import { AppError, type Envelope } from '../../shared/failure.ts';
import type { UserLink } from '../../shared/models/app.ts';
import type { CallContext } from './call-context.ts';
import { createDispatcher, type HandlerTable } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import { appHandlers, auditHandlers, settingsHandlers } from './handlers/app.ts';
import { directoryHandlers } from './handlers/directory.ts';
import { handoverHandlers } from './handlers/handover.ts';
import { imagesHandlers } from './handlers/images.ts';
import { instancesHandlers } from './handlers/instances.ts';
import { protectionHandlers } from './handlers/protection.ts';
import { totpHandlers } from './handlers/totp.ts';
import { usersHandlers } from './handlers/users.ts';
import { layoutsHandlers, viewsHandlers } from './handlers/views.ts';
import type { Picture } from './images/picture.ts';
import { createProfileImages } from './images/profile-images.ts';
import { createAvatars } from './instances/avatars.ts';
import { createDemoHost } from './instances/demo-host.ts';
import { createKeyRing } from './instances/key-ring.ts';
import { createProtection } from './instances/protection.ts';
import { createRegistry } from './instances/registry.ts';
import { createSession, type Session } from './instances/session.ts';
import { createPausedSyncs } from './instances/paused-syncs.ts';
import { createSyncs } from './instances/syncs.ts';
import { createJournal } from './journal/journal.ts';
import { createJsonFile } from './json-file.ts';
import { lazily } from './lazily.ts';
import { createLists } from './lists/lists.ts';
import { createOpenedLink } from './opened-link.ts';
import type { Ports } from './ports.ts';
import type { Services } from './services.ts';
import { createSettingsStore } from './settings/settings-store.ts';
import { createAppFile } from './storage/app-file.ts';
import { createDatabaseThreads } from './storage/database-threads.ts';
import { createEnrolments } from './totp/enrolments.ts';

export interface Core {
  dispatch(method: string, input: unknown): Promise<Envelope>;
  subscribe(event: string, listener: (payload: unknown) => void): () => void;
  subscribeAll(listener: (event: string, payload: unknown) => void): () => void;
  /**
   * The picture that a host serves to its page. Null when the user has none, or it is out of reach; never
   * throws. Counts nothing against the API's rate limits.
   */
  avatar(instanceId: string, userId: string, signal?: AbortSignal): Promise<Picture | null>;
  /** The page hears of it. */
  screenLocked(): void;
  /** The page hears of it, and takes it when it is there. */
  openLink(link: UserLink): void;
  /** Ends running calls and syncs, closes the files, stops the demo, leaves nothing temporary behind. */
  dispose(): Promise<void>;
}

/** Tells the profiles of one keychain apart. */
async function readProfileId(ports: Ports): Promise<string> {
  const file = createJsonFile({
    file: join(ports.paths.dataDir, 'profile.json'),
    schema: z.object({ profileId: z.string().min(1) }),
    initial: { profileId: '' },
    logger: ports.logger,
  });
  const { profileId } = await file.read();
  if (profileId !== '') return profileId;
  const made = randomUUID();
  await file.write({ profileId: made });
  return made;
}

export async function createCore(ports: Ports): Promise<Core> {
  const { logger } = ports;
  await mkdir(ports.paths.dataDir, { recursive: true, mode: 0o700 });
  await mkdir(ports.paths.tempDir, { recursive: true, mode: 0o700 });

  const events = createEventHub(logger);
  const [registry, settings, keys] = await Promise.all([
    createRegistry(ports.paths.dataDir, logger),
    createSettingsStore(ports.paths.dataDir, logger),
    readProfileId(ports).then((profileId) => createKeyRing(ports.secrets, profileId)),
  ]);
  const threads = createDatabaseThreads(ports.databaseWorker);
  threads.warm();
  const demo = createDemoHost(ports.startDemo);
  const images = createProfileImages(ports);
  const avatars = createAvatars({
    images,
    demo,
    clock: ports.clock,
    logger,
    background: ports.backgroundSync,
  });
  const paused = await createPausedSyncs(ports.paths.dataDir, registry, logger);
  const syncs = createSyncs({
    paused,
    clock: ports.clock,
    logger,
    background: ports.backgroundSync,
    onBegin: ({ instanceId }) => void avatars.stopAhead(instanceId),
    onSynced: (synced) => avatars.fetchAhead(synced),
  });

  const enrolments = createEnrolments(ports.clock);

  const sessions = new Map<string, Session>();
  function session(instanceId: string): Session {
    const instance = registry.get(instanceId);
    let found = sessions.get(instanceId);
    if (found === undefined) {
      found = createSession(instance.instanceId, {
        ports,
        registry,
        keys,
        threads,
        demo,
        events,
        paused,
        noteRead: enrolments.noteRead,
      });
      sessions.set(instanceId, found);
    }
    return found;
  }

  const appFile = lazily(async () => {
    const key = await keys.appKey();
    return createAppFile({
      threads,
      file: join(key.persistent ? ports.paths.dataDir : ports.paths.tempDir, 'app.db'),
      key: key.hex,
      clock: ports.clock,
      logger,
    });
  });
  const journal = lazily(async () => {
    const file = await appFile.get();
    const made = await createJournal({ file, clock: ports.clock, logger, operator: ports.operator });
    made.onChanged(() => {
      void made.countUnknown().then((unknown) => events.emit('audit.onChanged', { unknown }));
    });
    return made;
  });
  const lists = lazily(async () => {
    const made = await createLists({ file: await appFile.get(), clock: ports.clock, logger });
    made.onViewsChanged((views) => events.emit('views.onChanged', { views }));
    return made;
  });

  const services: Services = {
    ports,
    events,
    registry,
    keys,
    protection: createProtection(ports.clock),
    settings,
    syncs,
    demo,
    avatars,
    images,
    enrolments,
    openedLink: createOpenedLink(events),
    session,
    dropSession(instanceId) {
      const found = session(instanceId);
      sessions.delete(instanceId);
      return found;
    },
    journal: journal.get,
    lists: lists.get,
    cancelCall: (callId) => dispatcher.cancel(callId),
  };

  const handlers: Handlers<CallContext> = {
    instances: instancesHandlers(services),
    protection: protectionHandlers(services),
    users: usersHandlers(services),
    images: imagesHandlers(services),
    totp: totpHandlers(services),
    handover: handoverHandlers(services),
    directory: directoryHandlers(services),
    views: viewsHandlers(services),
    layouts: layoutsHandlers(services),
    audit: auditHandlers(services),
    settings: settingsHandlers(services),
    app: appHandlers(services),
  };
  // The dispatcher validates each input against the call's own schema before its handler sees it.
  const dispatcher = createDispatcher(handlers as unknown as HandlerTable, logger);

  let disposed = false;
  keys.onChanged((status) => events.emit('app.onSecretsChanged', status));
  registry.onChanged((instances) => events.emit('instances.onChanged', { instances }));
  for (const { instanceId } of registry.list()) syncs.keep(session(instanceId));

  return {
    dispatch: dispatcher.dispatch,
    subscribe: (event, listener) =>
      events.subscribeAll((name, payload) => {
        if (name === event) listener(payload);
      }),
    subscribeAll: events.subscribeAll,
    async avatar(instanceId, userId, signal = new AbortController().signal) {
      if (disposed) return null;
      try {
        return await avatars.get(session(instanceId), userId, signal);
      } catch (error) {
        // Removed, locked, or nobody waits for it any more: the page draws initials.
        if (!(error instanceof AppError) && !signal.aborted && !disposed) {
          logger.error('A picture could not be answered', { instanceId, error });
        }
        return null;
      }
    },
    screenLocked: () => events.emit('app.onScreenLocked', {}),
    openLink: services.openedLink.open,
    async dispose() {
      disposed = true;
      dispatcher.close();
      enrolments.clear();
      await syncs.stopAll();
      await avatars.close();
      await Promise.allSettled([...sessions.values()].map((one) => one.close()));
      for (const one of [journal, lists]) {
        await one
          .peek()
          ?.then((made) => made.close())
          .catch(() => undefined);
      }
      await threads.close();
      await demo.stop();
      await rm(ports.paths.tempDir, { recursive: true, force: true });
    },
  };
}
