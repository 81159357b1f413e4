/** Reads the times and numbers of a query as values are compared with them. Knows no fields and no clock. */
import { nearest } from './fields.ts';
import { Mistake } from './mistake.ts';
import type { TimePoint, TimeTest, TimeUnit } from './query.ts';
import type { RawValue } from './read-values.ts';

export type Comparison = '<' | '<=' | '>' | '>=';

const unitNames: readonly (readonly [TimeUnit, RegExp])[] = [
  ['h', /^(h|hr|hrs|hours?)$/iu],
  ['d', /^(d|days?)$/iu],
  ['w', /^(w|wk|wks|weeks?)$/iu],
  ['mo', /^(mo|mon|months?)$/iu],
  ['y', /^(y|yr|yrs|years?)$/iu],
];
/** For putting ages in order only. */
const roughHours: Readonly<Record<TimeUnit, number>> = { h: 1, d: 24, w: 168, mo: 730, y: 8766 };

export function splitComparison(text: string): { op: Comparison; rest: string; skipped: number } | null {
  const [written] = /^(?:<=|>=|=<|=>|<|>|≤|≥)/u.exec(text) ?? [];
  if (written === undefined) return null;
  const op = written.startsWith('<') || written === '=<' || written === '≤' ? '<' : '>';
  const included = written.length > 1 || written === '≤' || written === '≥';
  return { op: included ? `${op}=` : op, rest: text.slice(written.length), skipped: written.length };
}

/** The two sides of `..`; null where there is none. */
export function splitRange(text: string): { from: string; to: string; toAt: number } | null {
  const [, from, to] = /^(.*?)\.\.+(.*)$/u.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  return { from, to, toAt: text.length - to.length };
}

export function readTimeTest(value: RawValue): TimeTest {
  const { text, textFrom } = value;
  if (/^never$/iu.test(text)) return { op: 'never' };
  const comparison = splitComparison(text);
  if (comparison) {
    const at = textFrom + comparison.skipped;
    if (comparison.rest === '')
      throw new Mistake(value.from, value.to, `Say a date or an age after “${text}”.`);
    return { op: comparison.op, at: readPoint(comparison.rest, at) };
  }
  const range = splitRange(text);
  if (range) {
    if (range.from === '' && range.to === '') {
      throw new Mistake(
        value.from,
        value.to,
        'Say at least one end of the range, as in 2026-01.. or ..2026-03.',
      );
    }
    const from = range.from === '' ? null : readPoint(range.from, textFrom);
    const to = range.to === '' ? null : readPoint(range.to, textFrom + range.toAt);
    return { op: 'between', ...inOrder(from, to, value) };
  }
  const at = readPoint(text, textFrom, [...dayNames, 'never']);
  // Nobody looks for one millisecond: `active:30d` is the last thirty days.
  return at.kind === 'ago' ? { op: '<', at } : { op: 'is', at };
}

/** Ages are written either way round; dates that are would find nobody. */
export function inOrder(
  from: TimePoint | null,
  to: TimePoint | null,
  { from: start, to: end, textFrom }: RawValue,
): { from: TimePoint | null; to: TimePoint | null } {
  if (from?.kind === 'ago' && to?.kind === 'ago') {
    const hours = (one: typeof from) => one.amount * roughHours[one.unit];
    return hours(from) < hours(to) ? { from: to, to: from } : { from, to };
  }
  if (from?.kind === 'date' && to?.kind === 'date') {
    const shared = Math.min(from.text.length, to.text.length);
    if (from.text.slice(0, shared) > to.text.slice(0, shared)) {
      throw new Mistake(
        Math.min(start, textFrom),
        end,
        'This range ends before it begins.',
        `${to.text}..${from.text}`,
      );
    }
  }
  return { from, to };
}

const dayNames = ['today', 'yesterday'] as const;

/** `at`: where it begins in the query. `names`: the words that could have been meant there. */
export function readPoint(text: string, at: number, names: readonly string[] = dayNames): TimePoint {
  const point = pointOf(text.trim(), at, at + text.length);
  if (point) return point;
  const end = at + text.length;
  const [, amount, unit = ''] = /^-?(\d{1,4})\s*([a-z]*)$/iu.exec(text) ?? [];
  if (amount !== undefined && Number(amount) > 0) {
    if (/^(m|min|minutes?)$/iu.test(unit)) {
      throw new Mistake(
        at,
        end,
        '“m” could be minutes or months: h, d, w, mo and y are known.',
        `${amount}mo`,
      );
    }
    if (unit === '')
      throw new Mistake(
        at,
        end,
        `${amount} of what? Hours are h, days d, weeks w, months mo, years y.`,
        `${amount}d`,
      );
  }
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.([1-9]\d{3})$/u.exec(text) ?? [];
  const turned = year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const suggestion = turned !== null && isDay(turned) ? turned : nearest(text.toLowerCase(), names);
  throw new Mistake(
    at,
    end,
    `“${text}” is no time. Dates are written 2026-01-31, ages 30d, 12h, 6mo.`,
    suggestion,
  );
}

/** Null for what looks like none; a date that does not exist is a mistake. */
export function pointOf(text: string, at = 0, end = at + text.length): TimePoint | null {
  const name = text.toLowerCase();
  if (name === 'today' || name === 'yesterday') return { kind: 'day', name };
  const [, digits, unitName = ''] = /^(\d{1,4})\s?([a-z]+)$/iu.exec(text) ?? [];
  if (digits !== undefined) {
    const unit = unitNames.find(([, names]) => names.test(unitName))?.[0];
    const amount = Number(digits);
    return unit === undefined || amount === 0 ? null : { kind: 'ago', amount, unit };
  }
  return dateOf(text, at, end);
}

const datePattern =
  /^([1-9]\d{3})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?)?)?$/iu;

function dateOf(text: string, at: number, end: number): TimePoint | null {
  const [whole, year, month, day, hour, minute, second] = datePattern.exec(text) ?? [];
  if (whole === undefined || year === undefined) return null;
  const two = (digits: string | undefined, sign: string) =>
    digits === undefined ? '' : sign + digits.padStart(2, '0');
  const date = `${year}${two(month, '-')}${two(day, '-')}`;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) {
    throw new Mistake(at, end, `There is no month ${month}.`);
  }
  if (day !== undefined && !isDay(date)) {
    const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    const suggestion = Number(day) > last && hour === undefined ? `${date.slice(0, 8)}${last}` : null;
    throw new Mistake(at, end, `There is no day ${date}.`, suggestion);
  }
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) {
    throw new Mistake(at, end, `There is no time ${text}.`);
  }
  return { kind: 'date', text: `${date}${two(hour, 'T')}${two(minute, ':')}${two(second, ':')}` };
}

function isDay(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
