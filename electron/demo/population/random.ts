/** Deterministic randomness that can be asked for any user and topic, in any order. Knows no users. */

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 32 well mixed bits that depend on all three numbers. */
export function hash32(seed: number, index: number, topic: number): number {
  return mix(mix(mix(seed + 0x9e3779b9) ^ index) ^ Math.imul(topic + 1, 0x85ebca6b));
}

/** 32 well mixed bits of a text. */
export function hashText(text: string): number {
  let mixed = 0x811c9dc5;
  for (const character of text) mixed = mix(mixed ^ (character.codePointAt(0) ?? 0));
  return mixed;
}

/** A number in [0, 1). */
export function chance(seed: number, index: number, topic: number): number {
  return hash32(seed, index, topic) / 2 ** 32;
}

/** One of the list's entries, each as likely as the others. */
export function pick<T>(list: readonly T[], seed: number, index: number, topic: number): T {
  const entry = list[hash32(seed, index, topic) % list.length];
  if (entry === undefined) throw new Error('There is nothing to pick from');
  return entry;
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` base62 characters. */
export function randomText(length: number, seed: number, index: number, topic: number): string {
  let text = '';
  for (let position = 0; position < length; position += 5) {
    let bits = hash32(seed, index, topic * 31 + position);
    for (let part = 0; part < 5 && text.length < length; part += 1) {
      text += base62[bits % 62] ?? '';
      bits = Math.floor(bits / 62);
    }
  }
  return text;
}

/** `length` lower-case hexadecimal digits. */
export function randomHex(length: number, seed: number, index: number, topic: number): string {
  let text = '';
  for (let position = 0; text.length < length; position += 1) {
    text += hash32(seed, index, topic * 31 + position)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, length);
}

/** Six base62 characters for a 32-bit number, and back. */
export function encodeBase62(value: number): string {
  let rest = value;
  let text = '';
  for (let position = 0; position < 6; position += 1) {
    text = (base62[rest % 62] ?? '') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** The number, or null when the text has other characters or is no 32-bit number. */
export function decodeBase62(text: string): number | null {
  let value = 0;
  for (const character of text) {
    const digit = base62.indexOf(character);
    if (digit < 0) return null;
    value = value * 62 + digit;
  }
  return value < 2 ** 32 ? value : null;
}
