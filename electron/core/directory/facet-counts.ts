/**
 * Counts of users by status, second factor, provider, e-mail domain and month, kept up to date with
 * every change, so that the overview of a million users is one short read.
 */
import type { Database, Statement } from '../storage/open-database.ts';
import type { ExtractedRow } from './extract-row.ts';

/** What of a user is counted. */
export type CountedFields = Pick<
  ExtractedRow,
  'email' | 'banned' | 'locked' | 'totp' | 'backupCode' | 'otherFactor' | 'createdAt' | 'providers'
>;

/** `total` counts everyone, under an empty value. */
export type FacetKind = 'total' | 'status' | 'mfa' | 'provider' | 'emailDomain' | 'signUpMonth';

/** The largest time that a Date holds. */
const maxDateMs = 8.64e15;

/** Every count that the user adds one to. */
export function facetsOf(user: CountedFields): [FacetKind, string][] {
  const facets: [FacetKind, string][] = [['total', '']];
  if (user.banned) facets.push(['status', 'banned']);
  if (user.locked) facets.push(['status', 'locked']);
  if (!user.banned && !user.locked) facets.push(['status', 'active']);
  if (user.totp) facets.push(['mfa', 'totp']);
  if (user.backupCode) facets.push(['mfa', 'backup_code']);
  if (user.otherFactor) facets.push(['mfa', 'other']);
  if (!user.totp && !user.backupCode && !user.otherFactor) facets.push(['mfa', 'none']);
  for (const provider of user.providers) facets.push(['provider', provider]);
  const at = user.email?.lastIndexOf('@') ?? -1;
  if (user.email !== null && at >= 0) facets.push(['emailDomain', user.email.slice(at + 1).toLowerCase()]);
  if (user.createdAt !== null && Math.abs(user.createdAt) <= maxDateMs) {
    facets.push(['signUpMonth', new Date(user.createdAt).toISOString().slice(0, -17)]);
  }
  return facets;
}

/** Collects one transaction's changes and writes each touched count once. */
export class FacetCounts {
  readonly #changes = new Map<string, { kind: FacetKind; value: string; users: number }>();
  readonly #add: Statement<[string, string, number], unknown>;
  readonly #dropEmpty: Statement<[string, string], unknown>;

  constructor(database: Database) {
    this.#add = database.prepare(
      `INSERT INTO facet (kind, value, users) VALUES (?, ?, ?)
       ON CONFLICT (kind, value) DO UPDATE SET users = users + excluded.users`,
    );
    this.#dropEmpty = database.prepare('DELETE FROM facet WHERE kind = ? AND value = ? AND users = 0');
  }

  count(user: CountedFields, by: 1 | -1): void {
    for (const [kind, value] of facetsOf(user)) {
      const name = `${kind} ${value}`;
      const change = this.#changes.get(name) ?? { kind, value, users: 0 };
      change.users += by;
      this.#changes.set(name, change);
    }
  }

  /** Inside the transaction that made the changes. */
  write(): void {
    for (const { kind, value, users } of this.#changes.values()) {
      if (users === 0) continue;
      this.#add.run(kind, value, users);
      if (users < 0) this.#dropEmpty.run(kind, value);
    }
    this.forget();
  }

  /** What was collected by a transaction that failed. */
  forget(): void {
    this.#changes.clear();
  }
}
