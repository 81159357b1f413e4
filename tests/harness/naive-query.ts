/**
 * What a query tree means for one user, said as simply as possible over the wire JSON: the judge of the
 * mirror's answers. Shares no code with it, nor with what resolves times for it.
 */
import type { JsonObject, JsonValue } from '../../shared/models/json.ts';
import type {
  MetadataPath,
  MetadataTest,
  MetadataValue,
  Query,
  TextField,
  TextTest,
  Thing,
  TimePoint,
  TimeTest,
} from '../../shared/query/query.ts';
import { naiveMatch } from '../integration/directory/naive-directory.ts';

export function naiveAnswers(query: Query, user: JsonObject, now: number): boolean {
  switch (query.kind) {
    case 'everyone':
      return true;
    case 'all':
      return query.of.every((one) => naiveAnswers(one, user, now));
    case 'any':
      return query.of.some((one) => naiveAnswers(one, user, now));
    case 'not':
      return !naiveAnswers(query.of, user, now);
    case 'word':
      return naiveMatch(user, query.text);
    case 'phrase':
      return textsToSearch(user).some((text) => holdsPhrase(text, query.text));
    case 'text':
      return query.tests.some((test) => textHolds(query.field, test, user));
    case 'choice':
      return query.values.some((value) => choiceHolds(query.field, value, user));
    case 'flag':
      return (query.flag === 'verified' ? isVerified(user) : user[query.flag] === true) === query.is;
    case 'time': {
      const wire = {
        created: 'created_at',
        updated: 'updated_at',
        active: 'last_active_at',
        signin: 'last_sign_in_at',
      };
      const time = user[wire[query.field]];
      const at = typeof time === 'number' ? time : null;
      return query.tests.some((test) => timeHolds(test, at, now, query.field === 'active'));
    }
    case 'has':
      return (
        (typeof query.what === 'string' ? has(query.what, user) : at(query.what, user).length > 0) ===
        query.is
      );
    case 'metadata':
      return at(query.path, user).some((value) =>
        query.tests.some((test) => metadataHolds(test, value, now)),
      );
  }
}

function list(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

function filled(values: (JsonValue | undefined)[]): string[] {
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}

function emailsOf(user: JsonObject): string[] {
  return filled(list(user['email_addresses']).map((one) => one['email_address']));
}

/** The texts of a field, each of which may match alone. First and last name are one. */
function textsOf(field: TextField, user: JsonObject): string[] {
  switch (field) {
    case 'id':
      return filled([user['id']]);
    case 'name':
      return filled([filled([user['first_name'], user['last_name']]).join(' ')]);
    case 'firstname':
      return filled([user['first_name']]);
    case 'lastname':
      return filled([user['last_name']]);
    case 'username':
      return filled([user['username']]);
    case 'email':
      return emailsOf(user);
    case 'phone':
      return filled(list(user['phone_numbers']).map((one) => one['phone_number']));
    case 'externalid':
      return filled([user['external_id']]);
    case 'wallet':
      return filled(list(user['web3_wallets']).map((one) => one['web3_wallet']));
  }
}

/** Of a word's search: names, username, external id, addresses. */
function textsToSearch(user: JsonObject): string[] {
  const fields: TextField[] = ['name', 'username', 'externalid', 'email'];
  return fields.flatMap((field) => textsOf(field, user));
}

function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return (
    folded
      .replaceAll('ß', 'ss')
      .replaceAll('ł', 'l')
      .replaceAll('ø', 'o')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Whole words, one after the other, whatever stands between them. */
function holdsPhrase(text: string, phrase: string): boolean {
  return ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(phrase).join(' ')} `);
}

function textHolds(field: TextField, test: TextTest, user: JsonObject): boolean {
  return textsOf(field, user).some((text) => {
    switch (test.op) {
      case 'is':
        return text.normalize().toLowerCase() === test.text.normalize().toLowerCase();
      case 'phrase':
        return holdsPhrase(text, test.text);
      case 'starts':
        if (field === 'phone')
          return naiveMatch({ id: '', phone_numbers: [{ phone_number: text }] }, test.text);
        if (field === 'id') return naiveMatch({ id: text, username: text }, test.text);
        return naiveMatch({ id: '', username: text }, test.text);
    }
  });
}

function choiceHolds(field: string, value: string, user: JsonObject): boolean {
  switch (field) {
    case 'status':
      return value === 'active' ? user['banned'] !== true && user['locked'] !== true : user[value] === true;
    case 'mfa': {
      const [totp, codes] = [user['totp_enabled'] === true, user['backup_code_enabled'] === true];
      const other = user['two_factor_enabled'] === true && !totp && !codes;
      return { none: !totp && !codes && !other, totp, backup_code: codes, other }[value] === true;
    }
    case 'provider':
      return providersOf(user).includes(value);
    case 'domain':
      return primaryEmail(user)?.['email_address']?.toString().toLowerCase().split('@').at(-1) === value;
    default: {
      const lang = filled([user['locale']])[0]?.toLowerCase().replaceAll('_', '-');
      return lang === value || lang?.startsWith(`${value}-`) === true;
    }
  }
}

function providersOf(user: JsonObject): string[] {
  const names = filled(list(user['external_accounts']).map((one) => one['provider']));
  return names.map((name) => name.replace(/^oauth_/u, '').toLowerCase());
}

function primaryEmail(user: JsonObject): JsonObject | undefined {
  const emails = list(user['email_addresses']);
  return emails.find((one) => one['id'] === user['primary_email_address_id']) ?? emails[0];
}

function isVerified(user: JsonObject): boolean {
  const verification = primaryEmail(user)?.['verification'] as JsonObject | null | undefined;
  return verification?.['status'] === 'verified';
}

function has(what: Thing, user: JsonObject): boolean {
  switch (what) {
    case 'mfa':
      return !choiceHolds('mfa', 'none', user);
    case 'totp':
      return user['totp_enabled'] === true;
    case 'backupcodes':
      return user['backup_code_enabled'] === true;
    case 'passkey':
      return list(user['passkeys']).length > 0;
    case 'password':
      return user['password_enabled'] === true;
    case 'image':
      return user['has_image'] === true;
    case 'organization':
      return list(user['organization_memberships']).length > 0;
    case 'provider':
      return providersOf(user).length > 0;
    case 'lang':
      return filled([user['locale']]).length > 0;
    case 'active':
      return typeof user['last_active_at'] === 'number';
    case 'signin':
      return typeof user['last_sign_in_at'] === 'number';
    case 'phone':
    case 'email':
    case 'username':
    case 'externalid':
    case 'wallet':
    case 'name':
      return textsOf(what, user).length > 0;
  }
}

/** What stands at a path, elements of arrays one by one; an empty array is there, and holds no value. */
function at({ kind, keys }: MetadataPath, user: JsonObject): JsonValue[] {
  const step = (value: JsonValue, key: string): JsonValue[] =>
    elements(value).flatMap((one) =>
      typeof one === 'object' && one !== null && !Array.isArray(one) && Object.hasOwn(one, key)
        ? [one[key] ?? null]
        : [],
    );
  const root = user[`${kind}_metadata`] ?? {};
  const found = keys.reduce<JsonValue[]>(
    (values, key) => values.flatMap((value) => step(value, key)),
    [root],
  );
  return found.flatMap((value) => (elements(value).length === 0 ? [value] : elements(value)));
}

function elements(value: JsonValue): JsonValue[] {
  return Array.isArray(value) ? value.flatMap(elements) : [value];
}

function metadataHolds(test: MetadataTest, value: JsonValue, now: number): boolean {
  if (typeof value === 'object' && value !== null) return false;
  switch (test.op) {
    case 'is':
      return String(value).toLowerCase() === test.text.toLowerCase();
    case 'starts':
      return String(value).toLowerCase().startsWith(test.text.toLowerCase());
    case 'between': {
      const { from, to } = test;
      if (from?.kind !== 'time' && to?.kind !== 'time') {
        return (
          typeof value === 'number' &&
          value >= (from?.number ?? -Infinity) &&
          value <= (to?.number ?? Infinity)
        );
      }
      const time = isoTime(value);
      const at = (end: MetadataValue | null) => (end?.kind === 'time' ? end.at : null);
      return time !== null && timeHolds({ op: 'between', from: at(from), to: at(to) }, time, now, false);
    }
    default: {
      const wanted = test.value;
      if (wanted.kind === 'number') {
        return typeof value === 'number' && isOrdered(test.op, value, wanted.number, wanted.number);
      }
      const time = isoTime(value);
      return time !== null && timeHolds({ op: test.op, at: wanted.at }, time, now, false);
    }
  }
}

/** Of a text that begins with a day; without a zone it is in UTC. */
function isoTime(value: JsonValue): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d($|[T ])/u.test(value)) return null;
  const zoned = /^\d{4}-\d\d-\d\d$|(Z|[+-]\d\d:?\d\d)$/iu.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? null : time;
}

/** `first` and `last` belong to the stretch that `value` is compared with. */
function isOrdered(op: '<' | '<=' | '>' | '>=', value: number, first: number, last: number): boolean {
  return { '<': value < first, '<=': value <= last, '>': value > last, '>=': value >= first }[op];
}

function timeHolds(test: TimeTest, time: number | null, now: number, byDay: boolean): boolean {
  if (test.op === 'never' || time === null) return test.op === 'never' && time === null;
  // Of a time known to the day, the day in which an age ends is within it.
  const days = (point: TimePoint) => byDay && point.kind === 'ago';
  const first = (point: TimePoint) => (days(point) ? dayOf(startOf(point, now)) : startOf(point, now));
  const last = (point: TimePoint) => (days(point) ? first(point) + 86_400_000 - 1 : lastOf(point, now));
  switch (test.op) {
    case 'is':
      return time >= first(test.at) && time <= last(test.at);
    case 'between':
      return (test.from === null || time >= first(test.from)) && (test.to === null || time <= last(test.to));
    default: {
      if (test.at.kind !== 'ago') return isOrdered(test.op, time, first(test.at), last(test.at));
      if (byDay) return test.op.startsWith('<') === time >= first(test.at);
      return isOrdered(test.op, now - time, now - first(test.at), now - first(test.at));
    }
  }
}

function dayOf(time: number): number {
  return Date.parse(new Date(time).toISOString().slice(0, 10));
}

function startOf(point: TimePoint, now: number): number {
  if (point.kind === 'day') return dayOf(now) - (point.name === 'yesterday' ? 86_400_000 : 0);
  if (point.kind === 'date') return Date.parse(point.text.length > 10 ? `${point.text}Z` : point.text);
  const hours = { h: 1, d: 24, w: 168, mo: 0, y: 0 }[point.unit];
  if (hours > 0) return now - point.amount * hours * 3_600_000;
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - point.amount * (point.unit === 'y' ? 12 : 1));
  // The 31st of a shorter month ran over into the next.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

function lastOf(point: TimePoint, now: number): number {
  const start = startOf(point, now);
  if (point.kind === 'ago') return start;
  const end = new Date(start);
  const precision = point.kind === 'day' ? 10 : point.text.length;
  if (precision === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (precision === 7) end.setUTCMonth(end.getUTCMonth() + 1);
  else if (precision === 10) end.setUTCDate(end.getUTCDate() + 1);
  else end.setTime(start + (precision === 16 ? 60_000 : 1000));
  return end.getTime() - 1;
}
