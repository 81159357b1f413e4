/**
 * The sentences of failures: what happened, what was and was not done, what to do about it. Knows no
 * HTTP beyond the status, and adds nothing from a body but Clerk's own cleaned words.
 */
import type { ClerkErrorEntry } from './error-body.ts';
import type { OperationName } from './operation.ts';

export interface Refusal {
  name: OperationName;
  write: boolean;
  status: number;
  entries: readonly ClerkErrorEntry[];
}

const wordsByCode: Readonly<Record<string, (done: string) => string>> = {
  user_quota_exceeded: (done) =>
    `This instance is full: its plan allows no more users (a development instance holds 100).${done} Delete users, or change the plan.`,
  organization_not_enabled_in_instance: (done) =>
    `Organizations are switched off in this instance.${done} They can be switched on in Clerk's dashboard.`,
  user_managed_by_scim: (done) =>
    `This user is managed by a company directory (SCIM), and only that may delete it.${done} Remove the user in the directory.`,
  attribute_managed_by_scim: (done) =>
    `What you changed comes from a company directory (SCIM), and only that may change it.${done} Change it in the directory.`,
  no_password_set: () => 'This user has no password, so there is none to check.',
  totp_disabled: () => 'This user has no authenticator app set up, so there is no code to check.',
  image_too_large: (done) =>
    `This image is larger than 10 MB, which Clerk refuses.${done} Use a smaller one.`,
};

/** An answer of 4xx: what was asked for was certainly not done. */
export function wordsOfRefusal(refusal: Refusal): string {
  const done = refusal.write ? ' Nothing was changed.' : '';
  for (const { code } of refusal.entries) {
    if (code !== undefined && Object.hasOwn(wordsByCode, code)) return wordsByCode[code]?.(done) ?? '';
  }
  const clerks = wordsOfEntries(refusal.entries);
  switch (refusal.status) {
    case 401:
      return `Clerk refused the secret key: was it revoked?${done} Replace the key of this instance.`;
    case 402:
      return wordsOfPlan(refusal, done);
    case 403:
      return refusal.name === 'lock' || refusal.name === 'unlock'
        ? `Clerk does not allow this, most likely because account lockout is switched off in this instance.${done}${clerks}`
        : `Clerk does not allow this.${done}${clerks}`;
    case 404:
      return refusal.entries.length > 0
        ? `Clerk knows nothing by this id: it may have been deleted meanwhile.${done}`
        : `There is nothing at this address (HTTP 404).${done} Is the API address of this instance right?`;
    case 429:
      return `Clerk asks for a pause: this instance has used up its requests for now.${done} Try again in a moment.`;
    default:
      return `Clerk refused this request (HTTP ${refusal.status}).${done}${clerks}`;
  }
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
  const words = [...new Set(entries.map((entry) => entry.words).filter((line) => line !== ''))].slice(0, 3);
  return words.length > 0 ? ` Clerk says: ${words.map(asSentence).join(' ')}` : '';
}

function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** A write that left and of which nothing certain came back. `why` is the middle of a sentence. */
export function wordsOfUnknownOutcome(name: OperationName, why: string): string {
  const check = name === 'create' ? 'look whether the user is there' : 'read the user again';
  return `The request left, but ${why}. It may or may not have been done: ${check} before you repeat it.`;
}
