/**
 * Starts the demo instance: an in-memory Clerk Backend API on loopback with made-up users. It is what a
 * newcomer tries first, and what the tests talk to. It knows nothing of Roster.
 */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Faults } from './http/faults.ts';
import { createListener } from './http/listener.ts';
import { createRateLimit } from './http/rate-limits.ts';
import { createRequestLog, type LogWriter } from './http/request-log.ts';
import { createStats, type RequestStats } from './http/request-stats.ts';
import { createRouter } from './http/router.ts';
import { createImageStore } from './images/image-store.ts';
import type { PlanFeature } from './instance-settings.ts';
import { operationRoutes } from './operations/operations.ts';
import { createPopulationContext, maximumPopulation } from './population/generated-sketch.ts';
import type { ServerState } from './server-state.ts';
import { createSessionStore } from './store/session-store.ts';
import { createUserListing } from './store/user-listing.ts';
import { createUserStore } from './store/user-store.ts';

export interface DemoServerOptions {
  /** Default: a free one. */
  port?: number;
  /** Made-up users, default 2,000, at most 5,000,000. They cost no memory until they are changed. */
  users?: number;
  /** Same seed, size and clock: same users. Default 1. */
  seed?: number;
  environment?: 'development' | 'production';
  /** Users that may exist; one more is refused. Default: no cap. */
  userCap?: number;
  /** Features that the plan lacks: their operations answer 402. */
  unsupportedFeatures?: readonly PlanFeature[];
  /** Whether accounts can be locked, default true; else lock and unlock answer 403. */
  lockout?: boolean;
  /** Whether the instance has organizations, default true; else asking for them answers 403. */
  organizations?: boolean;
  /** Fields that are switched off, e.g. `phone_number` or `username`: sending one is a 422. */
  disabledFields?: readonly string[];
  /** Fields that a user must have, e.g. `email_address` or `password`: creating one without is a 422. */
  requiredFields?: readonly string[];
  /** Actor tokens that may be created; one more is refused. Default: no limit. */
  impersonationLimit?: number;
  /** The newest made-up user belongs to this many organizations. */
  memberships?: number;
  /** The newest made-up user was invited to this many organizations. */
  invitations?: number;
  /** `POST /users/{id}/totp` as it worked until 2025, instead of Clerk's 405 of today. */
  totpEndpoint?: boolean;
  /** Waited before each answer. */
  latencyMs?: number;
  /** A file to append to, or a function: one JSON line per request. */
  log?: string | LogWriter;
  /** Dates of users and rate limits go by this clock. */
  clock?: { now(): number };
  /** Default: a random one for the environment. */
  secretKey?: string;
  /** Requests per ten seconds instead of Clerk's 100 (development) or 1,000 (production). */
  rateLimit?: number;
}

export interface DemoServer {
  /** With `/v1`, without a slash at the end. */
  url: string;
  secretKey: string;
  /** Clerk's id of the instance, `ins_…`: the same for the same seed, size and environment. */
  instanceId: string;
  faults: Faults;
  stats: RequestStats;
  /** Ends open connections and writes the rest of the log. */
  close(): Promise<void>;
}

const writesPerUser = 10;

export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const { users = 2000, seed = 1, environment = 'development', clock = { now: () => Date.now() } } = options;
  if (!Number.isInteger(users) || users < 0 || users > maximumPopulation) {
    throw new RangeError(`The demo server can make up 0 to ${maximumPopulation} users, not ${users}.`);
  }
  const prefix = environment === 'production' ? 'sk_live_' : 'sk_test_';
  const secretKey = options.secretKey ?? `${prefix}${randomText(42)}`;
  const now = () => clock.now();

  let port = 0;
  const joiner = {
    sequence: users - 1,
    memberships: options.memberships ?? 0,
    invitations: options.invitations ?? 0,
  };
  const store = createUserStore(createPopulationContext(users, seed, now(), joiner));
  let added = 0;
  // The same users are the same instance: a demo that is started again is recognised.
  const instanceId = store.context.identifiers.childId('ins', users, environment === 'production' ? 2 : 1);
  const state: ServerState = {
    store,
    listing: createUserListing(store),
    images: createImageStore(instanceId, () => `http://127.0.0.1:${port}`),
    environment,
    instanceId,
    sessions: createSessionStore(store, now),
    signInTokens: new Map(),
    actorTokens: new Map(),
    settings: {
      userCap: options.userCap ?? null,
      unsupportedFeatures: new Set(options.unsupportedFeatures),
      lockout: options.lockout ?? true,
      organizations: options.organizations ?? true,
      disabledFields: new Set(options.disabledFields),
      requiredFields: new Set(options.requiredFields),
      impersonationLimit: options.impersonationLimit ?? null,
    },
    now,
    // Above every topic that made-up users and the fields of new ones take.
    nextTopic: () => 1_000_000 + added++,
  };
  const faults = createFaults();
  const stats = createStats();
  const log = createRequestLog(options.log);
  const limit = options.rateLimit ?? (environment === 'production' ? 1000 : 100);

  const server = createServer(
    { keepAliveTimeout: 60_000 },
    createListener({
      state,
      router: createRouter(operationRoutes({ totpEndpoint: options.totpEndpoint ?? false })),
      secretKey,
      latencyMs: options.latencyMs ?? 0,
      instanceLimit: createRateLimit(limit, now),
      userLimit: createRateLimit(writesPerUser, now),
      faults,
      stats,
      log,
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  port = (server.address() as AddressInfo).port;

  let closing: Promise<void> | null = null;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    secretKey,
    instanceId,
    faults,
    stats,
    close() {
      closing ??= new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }).then(() => log.flush());
      return closing;
    },
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomText(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)] ?? '').join('');
}
