/**
 * What a mirror's queries mean, said as simply as possible over plain arrays: the judge of the real one.
 * Shares no code with it but the shape of a row.
 */
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { UserRow } from '../../../shared/models/directory.ts';

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}\s]+/gu, '.');
}

function textsOf(user: JsonObject): string[] {
  const list = (value: JsonValue | undefined) => (Array.isArray(value) ? (value as JsonObject[]) : []);
  return [
    user['first_name'],
    user['last_name'],
    user['username'],
    user['external_id'],
    ...list(user['email_addresses']).map((one) => one['email_address']),
  ].filter((text) => typeof text === 'string');
}

function phonesOf(user: JsonObject): string[] {
  const phones = (user['phone_numbers'] ?? []) as JsonObject[];
  return phones.map((one) => String(one['phone_number']).replace(/\D/gu, ''));
}

/** Whether `word` stands in `text` where a word starts, or anywhere in a script without spaces. */
function startsAWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (
      at === 0 ||
      /[.\s]/u.test(text[at - 1] ?? '') ||
      /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(word[0] ?? '')
    )
      return true;
  }
  return false;
}

export function naiveMatch(user: JsonObject, query: string): boolean {
  return query
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && word !== 'user_')
    .every((word) => {
      const wanted = plain(word).replace(/^\.|\.$/gu, '');
      const digits = /^[+\d().\-/]+$/u.test(word) ? word.replace(/\D/gu, '') : wanted;
      const id = String(user['id']).toLowerCase();
      return (
        textsOf(user).some((text) => startsAWord(plain(text), wanted)) ||
        phonesOf(user).some(
          (phone) =>
            phone.startsWith(digits) ||
            phone
              .split('')
              .some((_, start) => phone.length - start >= 4 && phone.slice(start).startsWith(digits)),
        ) ||
        (digits !== wanted && textsOf(user).some((text) => startsAWord(plain(text), digits))) ||
        (word.toLowerCase().startsWith('user_') && id.startsWith(word.toLowerCase())) ||
        (wanted.length >= 4 && /^[a-z0-9]+$/u.test(wanted) && id.slice('user_'.length).startsWith(wanted))
      );
    });
}

type Key = string | number | null;

/** By the key, those without one last; ties are left to the test. */
export function compareRows(sort: string): (a: UserRow, b: UserRow) => number {
  const direction = sort.startsWith('-') ? -1 : 1;
  const field = sort.replace('-', '');
  const keyOf = (row: UserRow): Key => {
    if (field === 'name' || field === 'email') {
      const text = row[field];
      return text === null ? null : plain(text).replace(/[.\s]+/gu, ' ');
    }
    return row[field as 'createdAt' | 'lastActiveAt' | 'lastSignInAt'];
  };
  return (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return direction * (left < right ? -1 : 1);
  };
}
