/**
 * Tells a Clerk secret key from the other keys that people paste by mistake. Never repeats a key, and
 * does not judge its length, which Clerk does not document.
 */
import { AppError } from '../../../shared/failure.ts';
import type { Environment } from '../../../shared/models/instance.ts';

export interface CheckedSecretKey {
  /** Without the white space around it. */
  key: string;
  /** As its prefix says; `GET /instance` has the last word. */
  environment: Environment;
}

const howToFind =
  "In Clerk's dashboard, open API keys and copy the secret key: it starts with sk_test_ or sk_live_.";

const otherKinds: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^pk_(test|live)_/i, 'a publishable key, which may only sign users in'],
  [/^ak_/i, 'an API or machine key, which cannot manage users'],
  [/^whsec_/i, 'a webhook signing secret'],
];

/** Throws an AppError `invalid_input` with `fields.secretKey`, which never repeats the text. */
export function checkSecretKey(typed: string): CheckedSecretKey {
  const key = typed.trim();
  if (key === '') throw refused(`A secret key is needed. ${howToFind}`);
  for (const [prefix, name] of otherKinds) {
    if (prefix.test(key)) throw refused(`This is ${name}. ${howToFind}`);
  }
  const match = /^sk_(test|live)_/.exec(key);
  if (match === null) throw refused(`This is not a secret key of Clerk. ${howToFind}`);
  // Anything else cannot stand in a header, and fetch would repeat it in its error.
  if (!/^sk_(test|live)_[\x21-\x7e]+$/.test(key)) {
    throw refused('This secret key is cut off or has other characters in it. Copy it once more, whole.');
  }
  return { key, environment: match[1] === 'test' ? 'development' : 'production' };
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: { secretKey: message } });
}
