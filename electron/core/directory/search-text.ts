/**
 * What free-text search means: how a user's texts become index terms and a query becomes an index
 * expression. Knows neither SQL nor the wire.
 *
 * The rule: every word of the query must stand in some text of the user, starting at a word's start,
 * with case, accents and the kind of punctuation ignored. So `acme.com` finds jane@acme.com and `brien`
 * finds O'Brien. Scripts that put no spaces between words may match from any character.
 *
 * How: the index holds every tail of every text that starts at a word's start. A word of the query
 * then stands in a text exactly if it is a prefix of one of these tails, which the index answers by
 * itself: no positions are stored, and no text is read again to check.
 */

/** Longer tails and words are cut: the rest would cost space and tell hardly two users apart. */
const maxTermLength = 64;
const maxTailsPerRun = 32;
const maxTermsPerUser = 400;
/** Words beyond these are ignored: nobody types them, and each costs a walk of its own. */
const maxQueryWords = 32;
/** Shorter tails of phone numbers would match nearly everyone. */
const minPhoneTail = 4;
/** A bare piece of an id must be this long to count: all ids start alike, so less would be noise. */
const minBareIdLength = 4;

/** Marks the terms of user ids, whose common `user_` is dropped. */
const idMark = '~';
const idPrefix = 'user_';
/** The same as it stands in a run. */
const idStart = 'user.';

const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/gu;
/** Letters that no decomposition splits into a base letter and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
const otherThanWord = /[^\p{L}\p{N}\p{M}\p{So}]+/gu;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{So}]/u;

export interface SearchableUser {
  id: string;
  /** Names, username, e-mail addresses, external id. */
  texts: readonly string[];
  phones: readonly string[];
}

/** Lower case, without accents, compatible forms made one: for comparing, not for showing. */
export function foldText(text: string): string {
  // Most text is plain; the long way takes ten times as long.
  if (/^[\x20-\x7e]*$/u.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(/[ßæœøđðłþıς]/gu, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC');
}

/** The pieces between white space, with every other kind of punctuation between letters made a dot. */
function runsOf(text: string): string[] {
  return foldText(text)
    .split(/\s+/u)
    .map((run) => run.replace(otherThanWord, '.').replace(/^\.|\.$/gu, ''))
    .filter((run) => run !== '');
}

function cut(term: string): string {
  if (term.length <= maxTermLength) return term;
  const last = term.charCodeAt(maxTermLength - 1);
  // Never between the halves of a character.
  return term.slice(0, last >= 0xd800 && last <= 0xdbff ? maxTermLength - 1 : maxTermLength);
}

/** Every tail of a run that starts at a word's start. */
function tailsOf(run: string): string[] {
  const tails: string[] = [];
  if (/^[a-z0-9.]*$/u.test(run)) {
    for (let start = 0; start >= 0 && tails.length < maxTailsPerRun;) {
      tails.push(cut(run.slice(start)));
      const dot = run.indexOf('.', start);
      start = dot < 0 ? -1 : dot + 1;
    }
    return tails;
  }
  let before = '.';
  let position = 0;
  for (const character of run) {
    if (before === '.' || unspaced.test(character)) tails.push(cut(run.slice(position)));
    if (tails.length === maxTailsPerRun) break;
    before = character;
    position += character.length;
  }
  return tails;
}

/** What the index stores for a user: its terms, with a space between. */
export function searchTextOf(user: SearchableUser): string {
  const terms = new Set<string>();
  const add = (term: string): void => {
    if (term !== '' && terms.size < maxTermsPerUser) terms.add(term);
  };
  add(cut(idMark + idTail(user.id)));
  for (const text of user.texts) {
    for (const run of runsOf(text)) tailsOf(run).forEach(add);
  }
  for (const phone of user.phones) {
    const digits = digitsOf(phone);
    add(digits);
    for (let start = 1; start <= digits.length - minPhoneTail; start += 1) add(digits.slice(start));
  }
  return [...terms].join(' ');
}

/** The index expression for a query, or null when it asks for nothing in particular. */
export function searchExpressionOf(query: string): string | null {
  const conditions = new Set<string>();
  // Decomposed first: some characters hold a space.
  for (const word of query.normalize('NFKD').split(/\s+/u)) {
    const terms = termsOfWord(word);
    if (terms.length > 0 && conditions.size < maxQueryWords) {
      // Quoted, so that nothing in it is syntax; a term holds no quote, as punctuation became dots.
      conditions.add(`(${terms.map((term) => `"${term}" *`).join(' OR ')})`);
    }
  }
  return conditions.size === 0 ? null : [...conditions].join(' AND ');
}

/**
 * The index expression for whoever has this very text, and some more, whose texts differ from it by case,
 * punctuation or what stands before it. Null for a text that the index knows nothing of.
 */
export function wholeTextExpressionOf(text: string): string | null {
  const runs = runsOf(text);
  return runs.length === 0 ? null : runs.map((run) => `"${cut(run)}"`).join(' AND ');
}

/** The terms of which one must start like this. */
function termsOfWord(word: string): string[] {
  if (foldText(word) === idPrefix) return [];
  const [run] = runsOf(word);
  if (run === undefined) return [];
  const terms = new Set([cut(run)]);
  if (/^[+\d().\-/]+$/u.test(word)) terms.add(cut(digitsOf(word)));
  if (run.startsWith(idStart)) terms.add(cut(idMark + run.slice(idStart.length)));
  else if (run.length >= minBareIdLength && /^[0-9a-z]+$/u.test(run)) terms.add(cut(idMark + run));
  return [...terms].filter((term) => term !== '');
}

/** The part of an id that tells users apart. */
function idTail(id: string): string {
  const run = runsOf(id).join('.');
  return run.startsWith(idStart) ? run.slice(idStart.length) : run;
}

function digitsOf(phone: string): string {
  return phone.normalize('NFKD').replace(/\D/gu, '');
}
