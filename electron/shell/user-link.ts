/**
 * Links to a user, as other programs hand them over: `roster://users/ins_…/user_…`. Anybody can make one, so
 * whatever is not exactly that is no link. Opens nothing, and knows neither Electron nor the core.
 */
import type { UserLink } from '../../shared/models/app.ts';

/** Registered with the operating system; build/electron-builder.yml names it, too. */
export const linkScheme = 'roster';

/**
 * The whole of the text, character by character: no URL parser, which would forgive, decode and resolve.
 * Clerk's ids are a prefix and letters and digits; 64 of them are twice what it makes.
 */
const pattern = /^roster:\/\/users\/(ins_[A-Za-z0-9]{1,64})\/(user_[A-Za-z0-9]{1,64})$/;

/** Null for everything but a link of Roster's own making. */
export function readUserLink(text: unknown): UserLink | null {
  if (typeof text !== 'string') return null;
  const [, clerkInstanceId, userId] = pattern.exec(text) ?? [];
  return clerkInstanceId === undefined || userId === undefined ? null : { clerkInstanceId, userId };
}

/** The first link among a program's arguments, which Chromium mixes with its own. */
export function linkAmong(argv: readonly string[]): UserLink | null {
  for (const argument of argv) {
    const link = readUserLink(argument);
    if (link !== null) return link;
  }
  return null;
}
