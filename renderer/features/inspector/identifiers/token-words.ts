/** What a user's OAuth tokens say and why there are none, in words. Never takes a token itself. */
import type { Failure } from '../../../../shared/failure.ts';
import { dateTimeWords } from '../../../ui/time-words.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export interface ExpiryWords {
  words: string;
  expired: boolean;
}

function spanWords(ms: number): string {
  if (ms < minute) return `${Math.max(1, Math.floor(ms / second))} s`;
  if (ms < hour) {
    const seconds = Math.floor((ms % minute) / second);
    // The last minutes are counted down.
    return ms < 10 * minute && seconds > 0
      ? `${Math.floor(ms / minute)} min ${seconds} s`
      : `${Math.floor(ms / minute)} min`;
  }
  if (ms < 2 * day) {
    const minutes = Math.floor((ms % hour) / minute);
    return minutes > 0 ? `${Math.floor(ms / hour)} h ${minutes} min` : `${Math.floor(ms / hour)} h`;
  }
  return `${Math.floor(ms / day)} days`;
}

/** `expiresAt` in Unix ms; null when the provider told of no end. */
export function expiryWords(expiresAt: number | null, now: number): ExpiryWords {
  if (expiresAt === null) return { words: 'No expiry is known', expired: false };
  const left = expiresAt - now;
  if (left > 0) return { words: `Expires in ${spanWords(left)}`, expired: false };
  return { words: `Expired ${dateTimeWords(expiresAt)}`, expired: true };
}

/** Why Clerk gave no token, in terms of the account; the failure's own words where nothing better is known. */
export function noTokenWords(failure: Failure, provider: string): string {
  const again = `A new one comes when the user signs in with ${provider} again.`;
  switch (failure.clerkCode) {
    case 'oauth_missing_access_token':
      return `No token is stored for this account. ${again}`;
    case 'oauth_missing_refresh_token':
      return `The token has expired, and ${provider} gave Clerk nothing to renew it with. ${again}`;
    case 'oauth_token_retrieval_error':
      return `Clerk could not get a fresh token from ${provider}: it is not reachable, or no longer lets this account in. ${again}`;
    case 'oauth_token_provider_not_enabled':
      return `${provider} is not switched on in this instance, so Clerk gives out no tokens for it.`;
    case undefined:
    default:
  }
  if (failure.code === 'not_found') return `Clerk has no ${provider} account of this user any more.`;
  if (failure.status === 400 || failure.status === 422)
    return `Clerk gives out no token for this account. ${failure.message}`;
  if (failure.code === 'rate_limited' && failure.retryAfterMs !== undefined) {
    const seconds = Math.ceil(failure.retryAfterMs / second);
    return `Clerk asks for a pause of ${seconds} s: this instance has used up its requests for now. Nothing was read.`;
  }
  return failure.message;
}
