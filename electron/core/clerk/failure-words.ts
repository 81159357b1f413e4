/**
 * The sentences of failures: what happened, what was and was not done, what to do about it. Knows no
 * HTTP beyond the status, and adds nothing from a body but Clerk's own cleaned words.
 */
import type { ClerkErrorEntry } from './error-body.ts';
import type { OperationName } from './operation.ts';
import { wordsOfCode, type RefusalWords } from './refusal-words.ts';

export interface Refusal {
  name: OperationName;
  write: boolean;
  status: number;
  entries: readonly ClerkErrorEntry[];
}

/** An answer of 4xx: what was asked for was certainly not done. */
export function wordsOfRefusal(refusal: Refusal): string {
  const done = refusal.write ? ' Nothing was changed.' : '';
  const known = refusal.entries.map((entry) => wordsOfCode(entry));
  if (known.some((words) => words !== undefined)) return wordsOfKnown(refusal.entries, known, done);
  const clerks = wordsOfEntries(refusal.entries);
  switch (refusal.status) {
    case 401:
      return `Clerk refused the secret key: was it revoked?${done} Replace the key of this instance.`;
    case 402:
      return wordsOfPlan(refusal, done);
    case 403:
      return wordsOfForbidden(refusal, done) + clerks;
    case 404:
      return wordsOfNotFound(refusal, done);
    case 429:
      return `Clerk asks for a pause: this instance has used up its requests for now.${done} Try again in a moment.`;
    default:
      return `Clerk refused this request (HTTP ${refusal.status}).${done}${clerks}`;
  }
}

function wordsOfKnown(
  entries: readonly ClerkErrorEntry[],
  known: readonly (RefusalWords | undefined)[],
  done: string,
): string {
  const whys = firstFew(known.map((words) => words?.why));
  const todos = firstFew(known.map((words) => words?.todo));
  const others = wordsOfEntries(entries.filter((_, index) => known[index] === undefined));
  return `${whys.join(' ')}${done}${others}${todos.map((todo) => ` ${todo}`).join('')}`;
}

function wordsOfForbidden({ name, entries }: Refusal, done: string): string {
  if (name === 'lock' || name === 'unlock') {
    return `Clerk does not allow this, most likely because account lockout is switched off in this instance.${done}`;
  }
  return entries.some(({ code }) => code === 'feature_not_enabled')
    ? `What this needs is switched off in this instance's settings.${done} It can be switched on in Clerk's dashboard.`
    : `Clerk does not allow this.${done}`;
}

function wordsOfNotFound({ name, entries }: Refusal, done: string): string {
  if (entries.length === 0) {
    return `There is nothing at this address (HTTP 404).${done} Is the API address of this instance right?`;
  }
  return name === 'revokeSession'
    ? `Clerk knows no such session any more: it has ended by itself.${done}`
    : `Clerk knows nothing by this id: it may have been deleted meanwhile.${done}`;
}

function wordsOfPlan({ name, entries }: Refusal, done: string): string {
  const features = entries.flatMap((entry) => entry.unsupportedFeatures).filter((feature) => feature !== '');
  const lacks = features.length > 0 ? `lacks ${features.join(', ')}` : 'lacks what this needs';
  const instead =
    name === 'ban'
      ? ' Lock the user instead: that keeps them from signing in, too.'
      : ' Change the plan to use it.';
  return `The plan of this instance ${lacks}.${done}${instead}`;
}

function wordsOfEntries(entries: readonly ClerkErrorEntry[]): string {
  const words = firstFew(entries.map((entry) => entry.words));
  return words.length > 0 ? ` Clerk says: ${words.map(asSentence).join(' ')}` : '';
}

/** Each once, and not so many that nobody reads them. */
function firstFew(lines: readonly (string | undefined)[]): string[] {
  return [...new Set(lines.filter((line): line is string => Boolean(line)))].slice(0, 3);
}

function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** A write that left and of which nothing certain came back. `why` is the middle of a sentence. */
export function wordsOfUnknownOutcome(name: OperationName, why: string): string {
  return `The request left, but ${why}. It may or may not have been done: ${whatToCheck(name)}.`;
}

function whatToCheck(name: OperationName): string {
  switch (name) {
    case 'create':
      return 'look whether the user is there before you repeat it';
    case 'revokeSession':
      return 'look at the sessions again before you repeat it';
    case 'createSignInToken':
    case 'createActorToken':
      return 'should there be a link that nobody has seen, it expires by itself. You can make another one';
    case 'revokeSignInToken':
    case 'revokeActorToken':
      return 'repeat it: a link that is revoked already stays so';
    case 'verifyPassword':
      return 'if it was, it may have counted as a try. Check it again';
    case 'verifyTotp':
      return 'if it was, it may have counted as a try, and a backup code is used up. Check it again';
    default:
      return 'read the user again before you repeat it';
  }
}
