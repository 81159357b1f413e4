/** Checks the secret key of a request. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { apiError } from './api-error.ts';

/** Throws a 401 unless the header carries exactly this key. */
export function authenticate(header: string | undefined, secretKey: string): void {
  if (header === undefined || header === '') {
    throw apiError(401, 'authentication_invalid', 'The request carries no secret key.');
  }
  const given = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (given === undefined) {
    throw apiError(
      401,
      'authorization_header_format_invalid',
      "The Authorization header must be 'Bearer <secret key>'.",
    );
  }
  if (!timingSafeEqual(digest(given), digest(secretKey))) {
    throw apiError(401, 'clerk_key_invalid', 'The secret key is not one of this instance.');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
