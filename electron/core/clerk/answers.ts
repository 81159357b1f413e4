/**
 * Reads what the operations answer: as leniently as can be, and with UnreadableAnswer only where an
 * answer lacks the one thing that makes it the answer. Knows no operation and no HTTP.
 */
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { User } from '../../../shared/models/user.ts';
import { UnreadableAnswer } from './operation.ts';
import { emailAddressFromWire, phoneNumberFromWire, userFromWire } from './user-wire.ts';
import { isJsonObject, text, valueAt } from './wire-readers.ts';

type EmailAddress = User['emailAddresses'][number];
type PhoneNumber = User['phoneNumbers'][number];

export interface OfUser {
  userId: string;
}

/** The users of a page as wire JSON, each the very object of the answer. */
export function parseUserList(answer: JsonValue): JsonObject[] {
  if (!Array.isArray(answer)) throw new UnreadableAnswer('not a list');
  return answer.map(withId);
}

export function parseUser(answer: JsonValue): User {
  return userFromWire(withId(answer));
}

export function parseEmailAddress(answer: JsonValue): EmailAddress {
  return emailAddressFromWire(withText(answer, 'email_address'));
}

export function parsePhoneNumber(answer: JsonValue): PhoneNumber {
  return phoneNumberFromWire(withText(answer, 'phone_number'));
}

export function parseDeleted(answer: JsonValue, { userId }: OfUser): { id: string; deleted: boolean } {
  return deletedOf(answer, userId);
}

export function deletedOf(answer: JsonValue, id: string): { id: string; deleted: boolean } {
  const body = objectOf(answer);
  const deleted = valueAt(body, 'deleted');
  if (typeof deleted !== 'boolean') throw new UnreadableAnswer('no deleted');
  return { id: text(valueAt(body, 'id')) ?? id, deleted };
}

export function parseUserId(answer: JsonValue, { userId }: OfUser): OfUser {
  return { userId: text(valueAt(objectOf(answer), 'user_id')) ?? userId };
}

export function verifiedOf(answer: JsonValue): boolean {
  const verified = valueAt(objectOf(answer), 'verified');
  if (typeof verified !== 'boolean') throw new UnreadableAnswer('no verified');
  return verified;
}

/** Some lists are bare arrays, some are pages, and some are either by a parameter. */
export function pageOf(answer: JsonValue): { items: JsonObject[]; total: number } {
  const items = Array.isArray(answer) ? answer : valueAt(objectOf(answer), 'data');
  if (!Array.isArray(items)) throw new UnreadableAnswer('no list');
  const total = isJsonObject(answer) ? valueAt(answer, 'total_count') : undefined;
  return { items: items.map(objectOf), total: typeof total === 'number' ? total : items.length };
}

export function objectOf(answer: JsonValue): JsonObject {
  if (!isJsonObject(answer)) throw new UnreadableAnswer('not an object');
  return answer;
}

/** Without an id it is not what was asked for, e.g. the count when the user's id is `count`. */
export function withId(answer: JsonValue): JsonObject {
  return withText(answer, 'id');
}

function withText(answer: JsonValue, wireKey: string): JsonObject {
  const body = objectOf(answer);
  if (typeof valueAt(body, wireKey) !== 'string') throw new UnreadableAnswer(`no ${wireKey}`);
  return body;
}
