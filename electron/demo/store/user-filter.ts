/** Clerk's list filters as a question to one user. Knows neither HTTP nor where users come from. */
import type { UserSketch } from './user-record.ts';

export interface UserFilter {
  emailAddress?: string[];
  phoneNumber?: string[];
  username?: string[];
  web3Wallet?: string[];
  /** Of the next three, an entry may start with `+` (include) or `-` (exclude). */
  userId?: string[];
  externalId?: string[];
  organizationId?: string[];
  query?: string;
  emailAddressQuery?: string;
  phoneNumberQuery?: string;
  usernameQuery?: string;
  nameQuery?: string;
  banned?: boolean;
  /** `before` and `after` exclude the moment itself, `since` includes it. Unix ms. */
  createdAtBefore?: number;
  createdAtAfter?: number;
  lastActiveAtBefore?: number;
  lastActiveAtAfter?: number;
  lastActiveAtSince?: number;
  lastSignInAtBefore?: number;
  lastSignInAtAfter?: number;
  provider?: { name: string; userIds: string[] };
}

/** Splits `a`, `+b`, `-c` into what to include and what to leave out. */
export function splitSigned(values: readonly string[]): { include: string[]; exclude: string[] } {
  return {
    include: values.filter((value) => !value.startsWith('-')).map((value) => value.replace(/^\+/, '')),
    exclude: values.filter((value) => value.startsWith('-')).map((value) => value.slice(1)),
  };
}

type Test = (user: UserSketch) => boolean;

/** A test for one user; null when every user passes. Bounds on the creation date are not part of it. */
export function compileFilter(filter: UserFilter): Test | null {
  const tests: Test[] = [];
  const add = <T>(value: T | undefined, make: (value: T) => Test) => {
    if (value !== undefined) tests.push(make(value));
  };

  add(filter.emailAddress, (values) => anyOf(values, true, (user) => user.emailAddresses));
  add(filter.phoneNumber, (values) => anyOf(values, false, (user) => user.phoneNumbers));
  add(filter.username, (values) => anyOf(values, true, (user) => [user.username ?? '']));
  add(filter.web3Wallet, (values) => anyOf(values, true, (user) => user.web3Wallets));
  add(filter.userId, (values) => signed(values, (user) => [user.id]));
  add(filter.externalId, (values) =>
    signed(values, (user) => (user.externalId === null ? [] : [user.externalId])),
  );
  add(filter.organizationId, (values) => signed(values, (user) => user.organizationIds));

  add(filter.emailAddressQuery, (text) => contains(text, (user) => user.emailAddresses));
  add(filter.phoneNumberQuery, (text) => contains(text, (user) => user.phoneNumbers));
  add(filter.usernameQuery, (text) => contains(text, (user) => [user.username]));
  add(filter.nameQuery, (text) => contains(text, names));
  add(filter.query, (text) =>
    contains(text, (user) => [
      ...names(user),
      ...user.emailAddresses,
      ...user.phoneNumbers,
      user.username,
      ...user.web3Wallets,
      user.id,
    ]),
  );

  add(filter.banned, (banned) => (user) => user.banned === banned);
  add(filter.lastActiveAtBefore, (time) => (user) => user.lastActiveAt !== null && user.lastActiveAt < time);
  add(filter.lastActiveAtAfter, (time) => (user) => user.lastActiveAt !== null && user.lastActiveAt > time);
  add(filter.lastActiveAtSince, (time) => (user) => user.lastActiveAt !== null && user.lastActiveAt >= time);
  add(filter.lastSignInAtBefore, (time) => (user) => user.lastSignInAt !== null && user.lastSignInAt < time);
  add(filter.lastSignInAtAfter, (time) => (user) => user.lastSignInAt !== null && user.lastSignInAt > time);
  add(
    filter.provider,
    ({ name, userIds }) =>
      (user) =>
        user.externalAccounts.some((each) => each.provider === name && userIds.includes(each.providerUserId)),
  );

  if (tests.length === 0) return null;
  return (user) => tests.every((test) => test(user));
}

/** True when the creation date lies within the filter's bounds. */
export function createdWithin(filter: UserFilter, createdAt: number): boolean {
  return (
    (filter.createdAtBefore === undefined || createdAt < filter.createdAtBefore) &&
    (filter.createdAtAfter === undefined || createdAt > filter.createdAtAfter)
  );
}

function names(user: UserSketch): (string | null)[] {
  const { firstName, lastName } = user;
  return firstName !== null && lastName !== null
    ? [firstName, lastName, `${firstName} ${lastName}`]
    : [firstName, lastName];
}

function anyOf(
  values: readonly string[],
  ignoreCase: boolean,
  read: (user: UserSketch) => readonly string[],
): Test {
  const fold = (value: string) => (ignoreCase ? value.toLowerCase() : value);
  const wanted = new Set(values.map(fold));
  return (user) => read(user).some((value) => wanted.has(fold(value)));
}

function signed(values: readonly string[], read: (user: UserSketch) => readonly string[]): Test {
  const { include, exclude } = splitSigned(values);
  const included = new Set(include);
  const excluded = new Set(exclude);
  return (user) => {
    const own = read(user);
    if (included.size > 0 && !own.some((value) => included.has(value))) return false;
    return !own.some((value) => excluded.has(value));
  };
}

function contains(text: string, read: (user: UserSketch) => readonly (string | null)[]): Test {
  const wanted = text.trim().toLowerCase();
  return (user) => read(user).some((value) => value !== null && value.toLowerCase().includes(wanted));
}
