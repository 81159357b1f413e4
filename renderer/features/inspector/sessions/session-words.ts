/** What a session's fields mean in words: device, place, status, who is behind it. Knows no screen. */
import type { SessionStatus, UserSession } from '../../../../shared/models/session.ts';
import type { TagTone } from '../../../ui/UiTag.vue';

type Activity = UserSession['latestActivity'];

const regions = new Intl.DisplayNames('en', { type: 'region' });

/** Clerk says what the browser says of itself. */
const devices: Readonly<Record<string, string>> = {
  macintosh: 'Mac',
  'mac os x': 'Mac',
  macos: 'Mac',
  iphone: 'iPhone',
  ipad: 'iPad',
  x11: 'Linux',
  linux: 'Linux',
  'windows nt': 'Windows',
  windows: 'Windows',
  android: 'Android',
};

function known(value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' || /^unknown$/i.test(text) ? null : text;
}

function deviceName(activity: NonNullable<Activity>): string | null {
  const given = known(activity.deviceType);
  if (given === null) return activity.isMobile ? 'a phone or tablet' : null;
  const key = given.toLowerCase();
  return Object.hasOwn(devices, key) ? (devices[key] ?? given) : given;
}

/** `Chrome 118 on Mac`; of a version only what people know it by. */
export function deviceWords(activity: Activity): string {
  if (activity === null) return 'Unknown device';
  const browser = known(activity.browserName);
  const version = /^\d+/.exec(known(activity.browserVersion) ?? '')?.[0];
  const device = deviceName(activity);
  if (browser === null) {
    return device === null ? 'Unknown device' : device.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  }
  const app = version === undefined ? browser : `${browser} ${version}`;
  return device === null ? app : `${app} on ${device}`;
}

/** Clerk tells some countries by code, others by name. */
function countryName(country: string): string {
  if (!/^[a-z]{2}$/i.test(country)) return country;
  return regions.of(country.toUpperCase()) ?? country;
}

/** `Athens, Greece`; null when nothing is known. It is guessed from the IP address. */
export function placeWords(activity: Activity): string | null {
  const city = known(activity?.city);
  const country = known(activity?.country);
  const parts = [city, country === null ? null : countryName(country)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}

export interface StatusLooks {
  words: string;
  tone: TagTone;
}

const statuses: Readonly<Record<SessionStatus, StatusLooks>> = {
  active: { words: 'Active', tone: 'ok' },
  pending: { words: 'Pending', tone: 'warn' },
  ended: { words: 'Signed out', tone: 'neutral' },
  expired: { words: 'Expired', tone: 'neutral' },
  revoked: { words: 'Revoked', tone: 'bad' },
  removed: { words: 'Removed', tone: 'neutral' },
  replaced: { words: 'Replaced', tone: 'neutral' },
  abandoned: { words: 'Abandoned', tone: 'neutral' },
};

function isStatus(status: string): status is SessionStatus {
  return Object.hasOwn(statuses, status);
}

/** A status that Clerk adds one day shows under its own name. */
export function statusLooks(status: string | null): StatusLooks {
  if (status === null) return { words: 'Unknown', tone: 'neutral' };
  return isStatus(status) ? statuses[status] : { words: status, tone: 'neutral' };
}

/** Somebody may be using it: there is something to revoke. */
export function isLive({ status }: Pick<UserSession, 'status'>): boolean {
  return status === 'active' || status === 'pending';
}

/** Live ones first, the others behind them; each in Clerk's own order, the newest first. */
export function liveFirst(sessions: readonly UserSession[]): UserSession[] {
  return [...sessions.filter(isLive), ...sessions.filter((session) => !isLive(session))];
}

/** Who impersonates the user in this session; null in an ordinary one. */
export function actorOf({ actor }: Pick<UserSession, 'actor'>): { sub: string; note: string | null } | null {
  if (actor === null) return null;
  const { sub, note } = actor;
  return {
    sub: typeof sub === 'string' && sub !== '' ? sub : 'somebody whom the session does not name',
    note: typeof note === 'string' && note.trim() !== '' ? note : null,
  };
}

export type SessionFilter = SessionStatus | 'all';

export const sessionFilters: readonly { value: SessionFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  ...Object.keys(statuses)
    .filter(isStatus)
    .map((value) => ({ value, label: statuses[value].words })),
];
