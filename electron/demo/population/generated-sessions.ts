/** The sessions of a made-up user, newest first: none to five, the same again from the same number. */
import type { SessionStatus, WireSession, WireSessionActivity } from '../wire-sessions.ts';
import { devices, documentationNetworks, places } from './devices.ts';
import { GeneratedSketch, type PopulationContext } from './generated-sketch.ts';
import type { DemoOrganization } from './organizations.ts';

const dayMs = 86_400_000;
/** As long as this instance lets a session live, and how long after that it is kept. */
export const sessionLifetimeMs = 365 * dayMs;
export const keptAfterwardsMs = 30 * dayMs;

const mostSessions = 5;
const topic = {
  count: 700,
  age: 710,
  status: 720,
  active: 730,
  device: 740,
  place: 750,
  address: 760,
  known: 770,
  actor: 780,
  organization: 790,
};

/** How sessions end of themselves; those of a banned user were all revoked. */
const endings: readonly SessionStatus[] = ['ended', 'removed', 'replaced', 'revoked', 'abandoned'];

export function generateSessions(
  context: PopulationContext,
  sequence: number,
  organizations: readonly DemoOrganization[],
): WireSession[] {
  const sketch = new GeneratedSketch(context, sequence);
  const lastSignIn = sketch.lastSignInAt;
  if (lastSignIn === null) return [];
  const count = 1 + Math.floor(sketch.chance(topic.count) ** 1.6 * mostSessions);
  const sessions: WireSession[] = [];
  let created = lastSignIn;
  for (let place = 0; place < count; place += 1) {
    sessions.push(sessionOf(sketch, place, created, organizations));
    created = Math.floor(
      sketch.createdAt + (created - sketch.createdAt) * (0.6 + 0.39 * sketch.chance(topic.age + place)),
    );
  }
  return sessions;
}

function sessionOf(
  sketch: GeneratedSketch,
  place: number,
  created: number,
  organizations: readonly DemoOrganization[],
): WireSession {
  const { identifiers, now } = sketch.context;
  const id = (prefix: string, question: number) =>
    identifiers.ownedId(prefix, sketch.sequence, question + place);
  const status = statusOf(sketch, place);
  const end = Math.min(now, created + sessionLifetimeMs);
  const lastActive = Math.floor(
    created +
      (end - created) *
        (status === 'active'
          ? 1 - 0.3 * sketch.chance(topic.active + place) ** 3
          : sketch.chance(topic.active + place)),
  );
  const organization =
    organizations.length === 0 || sketch.chance(topic.organization + place) < 0.4
      ? undefined
      : sketch.pick(organizations, topic.organization + place);
  return {
    object: 'session',
    id: id('sess', topic.status),
    user_id: sketch.id,
    client_id: id('client', topic.device),
    actor: actorOf(sketch, place),
    status,
    last_active_organization_id: organization?.id ?? null,
    last_active_at: lastActive,
    latest_activity: activityOf(sketch, place, id('sess_activity', topic.active)),
    expire_at: created + sessionLifetimeMs,
    abandon_at: created + sessionLifetimeMs + keptAfterwardsMs,
    updated_at: lastActive,
    created_at: created,
    tasks: null,
  };
}

function statusOf(sketch: GeneratedSketch, place: number): SessionStatus {
  if (sketch.banned) return 'revoked';
  return sketch.chance(topic.status + place) < (place === 0 ? 0.1 : 0.35)
    ? sketch.pick(endings, topic.status + place)
    : 'active';
}

/** Now and then somebody else of the instance looked at the app as this user. */
function actorOf(sketch: GeneratedSketch, place: number): WireSession['actor'] {
  if (sketch.chance(topic.actor + place) > 0.04) return null;
  const { identifiers, size } = sketch.context;
  const impersonator = Math.floor(sketch.chance(topic.actor + place + 5) * size);
  return { sub: identifiers.userId(impersonator) };
}

function activityOf(sketch: GeneratedSketch, place: number, id: string): WireSessionActivity | null {
  const known = sketch.chance(topic.known + place);
  if (known < 0.03) return null;
  const device = sketch.pick(devices, topic.device + place);
  const network = sketch.pick(documentationNetworks, topic.place + place + 5);
  const host = 1 + Math.floor(sketch.chance(topic.address + place) * 253);
  return {
    object: 'session_activity',
    id,
    is_mobile: device.isMobile,
    device_type: device.deviceType,
    browser_name: device.browserName,
    browser_version: device.browserVersion,
    ip_address: network.endsWith(':') ? `${network}${host.toString(16)}` : `${network}${host}`,
    ...(known < 0.1 ? {} : sketch.pick(places, topic.place + place)),
  };
}
