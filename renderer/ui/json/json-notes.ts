/**
 * What is valid JSON and yet not what it seems once it is sent: keys that stand twice, keys whose order will
 * not hold, numbers that no 64-bit floating point number equals. Changes nothing; says it.
 */
import type { JsonNode, Span } from './json-node.ts';

export interface JsonNote extends Span {
  /** `error`: it cannot be sent at all. `warning`: something else is sent. `info`: the same, in other signs. */
  severity: 'error' | 'warning' | 'info';
  message: string;
}

export function jsonNotes(root: JsonNode): JsonNote[] {
  const notes: JsonNote[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'number') notes.push(...numberNotes(node.literal, node));
    if (node.type === 'array') waiting.push(...node.items);
    if (node.type === 'object') {
      notes.push(...keyNotes(node.entries));
      waiting.push(...node.entries.map((entry) => entry.node));
    }
  }
  return notes.sort((a, b) => a.from - b.from);
}

function keyNotes(entries: readonly { key: string; keySpan: Span }[]): JsonNote[] {
  const notes: JsonNote[] = [];
  const counts = new Map<string, number>();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  const left = new Map(counts);
  for (const { key, keySpan } of entries) {
    const rest = (left.get(key) ?? 1) - 1;
    left.set(key, rest);
    if (rest > 0)
      notes.push({
        ...keySpan,
        severity: 'warning',
        message: `The key ${JSON.stringify(key)} stands here ${counts.get(key) ?? 0} times: only the last one counts.`,
      });
  }
  const moved = firstMovedKey(entries);
  if (moved)
    notes.push({
      ...moved.keySpan,
      severity: 'info',
      message: `The key ${JSON.stringify(moved.key)} is a whole number: such keys are sent first, in ascending order.`,
    });
  return notes;
}

/** JavaScript keeps keys in their order, but for these. */
function isIndex(key: string): boolean {
  const value = Number(key);
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32 - 1 && String(value) === key;
}

function firstMovedKey<E extends { key: string }>(entries: readonly E[]): E | undefined {
  const kept = [...new Set(entries.map(({ key }) => key))];
  const sent = [
    ...kept.filter(isIndex).sort((a, b) => Number(a) - Number(b)),
    ...kept.filter((key) => !isIndex(key)),
  ];
  const moved = kept.find((key, at) => isIndex(key) && key !== sent[at]);
  return entries.find(({ key }) => key === moved);
}

function numberNotes(literal: string, { from, to }: Span): JsonNote[] {
  const value = Number(literal);
  const note = (severity: JsonNote['severity'], message: string): JsonNote[] => [
    { from, to, severity, message },
  ];
  if (!Number.isFinite(value))
    return note(
      'error',
      `${literal} is larger than any number that can be sent. Text in quotes would keep it.`,
    );
  const sent = JSON.stringify(value);
  if (!sameNumber(literal, sent))
    return note('warning', `${literal} is sent as ${sent}. Text in quotes would keep it.`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return note(
      'warning',
      `${literal} is beyond the whole numbers that are exact: if it came from Clerk, it may have been rounded on the way.`,
    );
  if (literal === sent) return [];
  if (Object.is(value, -0)) return note('warning', '-0 is sent as 0.');
  return note('info', `${literal} is sent as ${sent}, the same number.`);
}

/** Whether both stand for the same number, digit by digit. */
function sameNumber(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

/** Sign, digits without zeros around them, and the power of ten of the last one. */
function canonical(literal: string): string {
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().replace(/^[+-]/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${literal.startsWith('-') ? '-' : ''}${significant}e${power}`;
}

/** Whether a value that was read from Clerk holds a whole number that reading may have rounded. */
export function mayBeRounded(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const each = waiting.pop();
    if (typeof each === 'number' && Number.isInteger(each) && !Number.isSafeInteger(each)) return true;
    if (typeof each === 'object' && each !== null) waiting.push(...(Object.values(each) as unknown[]));
  }
  return false;
}
