/**
 * Whose picture is shown where: asks the mirror what a user's picture is, gets it, and fetches those of the
 * newest users after a sync. Knows neither files nor HTTP.
 */
import { AppError } from '../../../shared/failure.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { userFromWire } from '../clerk/user-wire.ts';
import { pictureAddress, type PicturePlace } from '../images/picture-address.ts';
import type { Picture } from '../images/picture.ts';
import type { PictureTarget, ProfileImages } from '../images/profile-images.ts';
import type { Clock, Logger } from '../ports.ts';
import type { DemoHost } from './demo-host.ts';
import type { Session } from './session.ts';

/** The newest users, whose pictures are fetched though nobody has looked at them yet. */
export const mostAhead = 1000;
/** After the sync: what people do with what has just come, and the pictures that they look at, go first. */
export const aheadDelayMs = 15_000;
/** Between two of those, so that they are in nobody's way: one at a time, ten a second at most. */
export const aheadPauseMs = 100;
/** In a row: then the rest will fail as well. */
const mostFailures = 5;
const pageSize = 250;

export interface Avatars {
  /** Null when the user has none, is not in the mirror, or it is out of reach. Rejects when aborted. */
  get(session: Session, userId: string, signal: AbortSignal): Promise<Picture | null>;
  /** The picture at a user's `imageUrl` in its full size, kept nowhere. Null when it is out of reach. */
  original(session: Session, imageUrl: string, signal: AbortSignal): Promise<Picture | null>;
  /** What is kept of the user's picture goes. Never throws. */
  drop(session: Session, userId: string): Promise<void>;
  /** Gets the picture before anybody asks for it. Never throws. */
  fetchNow(session: Session, userId: string): Promise<void>;
  /** In the background, and not where nothing is done there. */
  fetchAhead(session: Session): void;
  /** Ends what {@link fetchAhead} began, and waits for its end. */
  stopAhead(instanceId: InstanceId): Promise<void>;
  /** Ends everything. */
  close(): Promise<void>;
}

export interface AvatarsDeps {
  images: ProfileImages;
  demo: DemoHost;
  clock: Clock;
  logger: Logger;
  background: boolean;
}

export function createAvatars({ images, demo, clock, logger, background }: AvatarsDeps): Avatars {
  const ahead = new Map<InstanceId, { controller: AbortController; done: Promise<void> }>();
  const fetchingNow = new AbortController();

  async function placeOf(session: Session): Promise<PicturePlace> {
    const { kind, apiUrl } = session.instance();
    return { kind, apiUrl: kind === 'demo' ? (await demo.bind()).url : apiUrl };
  }

  /** Null when nothing may be fetched. */
  async function targetOf(session: Session, userId: string, imageUrl: string): Promise<PictureTarget | null> {
    const { kind } = session.instance();
    const url = pictureAddress(imageUrl, await placeOf(session));
    if (url === null) return null;
    // The demo has another port at each start, and the same pictures.
    const address = kind === 'demo' ? url.slice(new URL(url).origin.length) : url;
    return { instanceId: session.instanceId, userId, url, address, cache: session.pictures };
  }

  async function get(session: Session, userId: string, signal: AbortSignal): Promise<Picture | null> {
    const found = await (await session.directory()).get(userId);
    const user = found === null ? null : userFromWire(found.user);
    if (user === null || !user.hasImage || user.imageUrl === null) {
      // Gone from Clerk, so that it goes from here.
      await drop(session, userId);
      return null;
    }
    const target = await targetOf(session, userId, user.imageUrl);
    return target === null ? null : images.get(target, signal);
  }

  const drop = (session: Session, userId: string) =>
    images.drop({ instanceId: session.instanceId, userId, cache: session.pictures });

  /** Pictures of users that the mirror knows no more. */
  async function dropStrangers(session: Session): Promise<void> {
    const kept = await session.pictures.userIds();
    const strangers = await (await session.directory()).absent(kept);
    if (strangers.length > 0) await session.pictures.remove(strangers);
  }

  async function newest(session: Session, signal: AbortSignal): Promise<PictureTarget[]> {
    const directory = await session.directory();
    const targets: PictureTarget[] = [];
    let after: string | undefined;
    for (let seen = 0; seen < mostAhead; seen += pageSize) {
      const page = await directory.query({ query: '', sort: '-createdAt', limit: pageSize, after }, signal);
      for (const { id, hasImage, imageUrl } of page.rows) {
        const target = hasImage && imageUrl !== null ? await targetOf(session, id, imageUrl) : null;
        if (target !== null) targets.push(target);
      }
      if (page.nextCursor === null) break;
      after = page.nextCursor;
    }
    return targets;
  }

  async function runAhead(session: Session, signal: AbortSignal): Promise<void> {
    await clock.sleep(aheadDelayMs, signal);
    await dropStrangers(session);
    const targets = await newest(session, signal);
    const wanted = targets.map(({ userId, address }) => ({ userId, address }));
    const missing = new Set((await session.pictures.missing(wanted)).map(({ userId }) => userId));
    let failures = 0;
    for (const target of targets) {
      if (!missing.has(target.userId)) continue;
      if (failures === mostFailures) return;
      failures = (await images.get(target, signal)) === null ? failures + 1 : 0;
      await clock.sleep(aheadPauseMs, signal);
    }
  }

  async function stopAhead(instanceId: InstanceId): Promise<void> {
    const running = ahead.get(instanceId);
    running?.controller.abort();
    await running?.done;
  }

  return {
    get,
    async original(session, imageUrl, signal) {
      const url = pictureAddress(imageUrl, await placeOf(session), 'whole');
      return url === null ? null : images.whole(url, signal);
    },
    drop,
    async fetchNow(session, userId) {
      try {
        await get(session, userId, fetchingNow.signal);
      } catch (error) {
        if (!fetchingNow.signal.aborted) logger.info('A new picture could not be fetched', { error });
      }
    },
    fetchAhead(session) {
      if (!background) return;
      const { instanceId } = session;
      ahead.get(instanceId)?.controller.abort();
      const controller = new AbortController();
      const done = runAhead(session, controller.signal)
        .catch((error: unknown) => {
          if (controller.signal.aborted || error instanceof AppError) return;
          logger.error('Fetching pictures ahead failed unexpectedly', { instanceId, error });
        })
        .finally(() => {
          if (ahead.get(instanceId)?.controller === controller) ahead.delete(instanceId);
        });
      ahead.set(instanceId, { controller, done });
    },
    stopAhead,
    async close() {
      fetchingNow.abort();
      images.close();
      await Promise.all([...ahead.keys()].map(stopAhead));
    },
  };
}
