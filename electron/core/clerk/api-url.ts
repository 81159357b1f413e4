/** Decides which API addresses Roster will send a secret key to. Knows nothing of requests. */
import { AppError } from '../../../shared/failure.ts';
import { isLoopback } from '../is-loopback.ts';

export const defaultApiUrl = 'https://api.clerk.com/v1';

/**
 * Answers the base URL with the version and without a slash at the end. Plain http is accepted only
 * where it cannot leave this machine. Throws an AppError `invalid_input` with `fields.apiUrl`, which
 * never repeats what was typed: it may hold a password.
 */
export function normaliseApiUrl(input: string | undefined): string {
  const typed = input?.trim() ?? '';
  if (typed === '') return defaultApiUrl;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw refused(`This is not a web address. Clerk's own is ${defaultApiUrl}.`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused('The API address must start with https://.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refused(
      'The secret key would travel unencrypted: use https://. Plain http:// is only for this computer.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('The API address must not carry a user name or password.');
  }
  // `?` and `#` alone leave `search` and `hash` empty, and would still swallow the path that follows.
  if (/[?#]/.test(typed)) throw refused('The API address must end before any ? or #.');
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${/\/v\d+$/.test(path) ? path : `${path}/v1`}`;
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: { apiUrl: message } });
}
