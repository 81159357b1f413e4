/**
 * What a search asks for, as a tree: what the parser makes, the printer writes, and the mirror answers. Plain
 * data; knows no text form, no time zone and no database.
 */

/** Fields with texts. A user may have several of one: any of them may match. */
export const textFields = [
  'id',
  'name', // first and last name
  'firstname',
  'lastname',
  'username',
  'email', // every address
  'phone', // every number
  'externalid',
  'wallet', // every web3 wallet
] as const;
export type TextField = (typeof textFields)[number];

/** Fields with one value out of few: compared whole, in any case. */
export const choiceFields = [
  'status', // active, banned, locked
  'mfa', // none, totp, backup_code, other
  'provider', // of any external account, without oauth_
  'domain', // of the primary e-mail address
  'lang', // the locale: `de` means de-AT as well
] as const;
export type ChoiceField = (typeof choiceFields)[number];

/** Yes or no of every user. `verified`: the primary e-mail address is. */
export const flags = ['banned', 'locked', 'verified'] as const;
export type Flag = (typeof flags)[number];

export const timeFields = ['created', 'updated', 'active', 'signin'] as const;
export type TimeField = (typeof timeFields)[number];

/** What a user may have or not have, besides metadata paths. */
export const things = [
  'mfa',
  'totp',
  'backupcodes',
  'passkey',
  'password',
  'image',
  'phone',
  'email',
  'username',
  'externalid',
  'wallet',
  'organization',
  'name',
  'provider',
  'lang',
  'active',
  'signin',
] as const;
export type Thing = (typeof things)[number];

export type MetadataKind = 'public' | 'private' | 'unsafe';

/** Keys from the metadata's root on. In arrays every element counts, and is not a step. */
export interface MetadataPath {
  kind: MetadataKind;
  /** At least one. */
  keys: readonly string[];
}

/**
 * A text test. `starts`: every word of it stands where a word of the field starts, as in a free search.
 * `phrase`: the words stand there one after the other. `is`: it is the whole text, in any case.
 */
export interface TextTest {
  op: 'starts' | 'phrase' | 'is';
  text: string;
}

export type TimeUnit = 'h' | 'd' | 'w' | 'mo' | 'y';

/**
 * A point or stretch of time, in UTC: the days that Clerk gives (`last_active_at`) are days there. `date`: a
 * year, a month, a day, a minute, as precise as it is written. `ago`: back from the time of the search.
 */
export type TimePoint =
  | { kind: 'date'; text: string }
  | { kind: 'ago'; amount: number; unit: TimeUnit }
  | { kind: 'day'; name: 'today' | 'yesterday' };

/** `within` and `before`: an age, as in `active:<30d` and `active:>30d`. Bounds of `between` are included. */
export type TimeTest =
  | { op: 'is'; at: TimePoint }
  | { op: '<' | '<=' | '>' | '>='; at: TimePoint }
  | { op: 'between'; from: TimePoint | null; to: TimePoint | null }
  | { op: 'never' };

/**
 * `is`: a text in any case, or a number, boolean or null written as such: the text form is compared. A word
 * with `*` at its end is a start. Comparisons are of numbers, or of texts that are ISO dates with a date.
 */
export type MetadataTest =
  | { op: 'is'; text: string }
  | { op: 'starts'; text: string }
  | { op: '<' | '<=' | '>' | '>='; value: MetadataValue }
  | { op: 'between'; from: MetadataValue | null; to: MetadataValue | null };
export type MetadataValue = { kind: 'number'; number: number } | { kind: 'time'; at: TimePoint };

/** Lists of tests and values have at least one member, of which any may hold. */
export type Query =
  | { kind: 'everyone' }
  /** At least two. */
  | { kind: 'all'; of: readonly Query[] }
  /** At least two. */
  | { kind: 'any'; of: readonly Query[] }
  | { kind: 'not'; of: Query }
  /** It stands where a word starts in some text of the user. */
  | { kind: 'word'; text: string }
  /** Its words stand one after the other in one text of the user. */
  | { kind: 'phrase'; text: string }
  | { kind: 'text'; field: TextField; tests: readonly TextTest[] }
  | { kind: 'choice'; field: ChoiceField; values: readonly string[] }
  | { kind: 'flag'; flag: Flag; is: boolean }
  | { kind: 'time'; field: TimeField; tests: readonly TimeTest[] }
  | { kind: 'has'; what: Thing | MetadataPath; is: boolean }
  | { kind: 'metadata'; path: MetadataPath; tests: readonly MetadataTest[] };
