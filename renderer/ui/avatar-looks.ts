/** Initials for whoever has no picture; the same ones each time. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstGrapheme(word: string): string {
  // Nothing can combine with what is followed by plain letters; the segmenter takes a hundred times as long.
  if (/^[\x20-\x7e](?![^\x20-\x7e])/u.test(word)) return word.charAt(0);
  return graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? '';
}

/** At most two: of the first and the last word. Signs and digits count only when there is no letter. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._+-]+/u).filter(Boolean);
  const lettered = words.filter((word) => /^\p{L}/u.test(word));
  const usable = lettered.length > 0 ? lettered : words;
  const [first, last] = [usable[0], usable.length > 1 ? usable.at(-1) : undefined];
  return `${firstGrapheme(first ?? '')}${firstGrapheme(last ?? '')}`.toLocaleUpperCase();
}

/** For a thing's badge: as {@link initialsOf}, but a single word gives its first two letters. */
export function badgeInitialsOf(name: string): string {
  const initials = initialsOf(name);
  const [word, ...more] = name.trim().split(/\s+/u);
  if (more.length > 0 || word === undefined) return initials;
  const letters = [...graphemes.segment(word)]
    .map((part) => part.segment)
    .filter((part) => /^[\p{L}\p{N}]/u.test(part));
  return letters.length < 2 ? initials : letters.slice(0, 2).join('').toLocaleUpperCase();
}
