/** Writes texts so that the parser reads them back: in quotes where they need them. Knows no fields. */
import type { MetadataPath } from './query.ts';

export function quote(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`;
}

/** A value that means itself: no sign in it that any field would read as something else. */
export function bareOrQuoted(text: string): string {
  return isPlain(text) ? text : quote(text);
}

export function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}\p{M}_@+:/.#%&$-]+$/u.test(text) && !text.includes('..');
}

/** As a search writes it: `public.plan`, `public."a key".deeper`. */
export function printPath({ kind, keys }: MetadataPath): string {
  const written = keys.map((key) => (/^[\p{L}\p{N}\p{M}_$-]+$/u.test(key) ? key : quote(key)));
  return [kind, ...written].join('.');
}
