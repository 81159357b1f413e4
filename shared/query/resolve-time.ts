/** What the times of a query are in Unix milliseconds. UTC throughout, as Clerk's days are. */
import type { TimeField, TimePoint, TimeTest, TimeUnit } from './query.ts';

/** Half open: `from` belongs to it, `to` does not. */
export interface TimeSpan {
  from: number;
  to: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const everEarlier = Number.MIN_SAFE_INTEGER;
const everLater = Number.MAX_SAFE_INTEGER;

/** A date is as long as it is precise; `today` is a day; a time ago is one millisecond. */
export function spanOf(point: TimePoint, now: number): TimeSpan {
  switch (point.kind) {
    case 'date':
      return spanOfDate(point.text);
    case 'ago': {
      const from = momentAgo(point.amount, point.unit, now);
      return { from, to: from + 1 };
    }
    case 'day': {
      const from = startOfDay(now) - (point.name === 'yesterday' ? dayMs : 0);
      return { from, to: from + dayMs };
    }
  }
}

/**
 * The times that satisfy a test; null: only users without a time do. Those without one satisfy no other.
 *
 * Of a date, `>` begins when it has ended and `>=` when it begins, `<` ends before it begins and `<=` when it
 * has ended. Of a time ago they compare ages, as in `<30d`, less than 30 days ago. `active` knows days only:
 * the day in which an age ends counts as within it, so that `active:<1h` finds who was active today.
 */
export function timesOf(test: TimeTest, now: number, field?: TimeField): TimeSpan | null {
  if (test.op === 'never') return null;
  const [earliest, latest] = [everEarlier, everLater];
  if (test.op === 'between') {
    return {
      from: test.from === null ? earliest : boundary(test.from, now, field).from,
      to: test.to === null ? latest : boundary(test.to, now, field).to,
    };
  }
  const { from, to } = boundary(test.at, now, field);
  if (test.op === 'is') return { from, to };
  if (test.at.kind === 'ago') {
    if (field === 'active')
      return test.op.startsWith('<') ? { from, to: latest } : { from: earliest, to: from };
    return ageSpan(test.op, from, to);
  }
  switch (test.op) {
    case '<':
      return { from: earliest, to: from };
    case '<=':
      return { from: earliest, to };
    case '>':
      return { from: to, to: latest };
    case '>=':
      return { from, to: latest };
  }
}

function ageSpan(op: '<' | '<=' | '>' | '>=', from: number, to: number): TimeSpan {
  switch (op) {
    case '<':
      return { from: to, to: everLater };
    case '<=':
      return { from, to: everLater };
    case '>':
      return { from: everEarlier, to: from };
    case '>=':
      return { from: everEarlier, to };
  }
}

function boundary(point: TimePoint, now: number, field: TimeField | undefined): TimeSpan {
  const span = spanOf(point, now);
  if (field !== 'active' || point.kind !== 'ago') return span;
  const from = startOfDay(span.from);
  return { from, to: from + dayMs };
}

function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}

function momentAgo(amount: number, unit: TimeUnit, now: number): number {
  switch (unit) {
    case 'h':
      return now - amount * hourMs;
    case 'd':
      return now - amount * dayMs;
    case 'w':
      return now - amount * 7 * dayMs;
    case 'mo':
      return monthsAgo(amount, now);
    case 'y':
      return monthsAgo(amount * 12, now);
  }
}

/** The same day of an earlier month, or its last day where that month is shorter. */
function monthsAgo(amount: number, now: number): number {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() - amount];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + (now - startOfDay(now));
}

/** `2026`, `2026-01`, `2026-01-31`, `2026-01-31T10:30`, `2026-01-31T10:30:05`: the parser lets no other by. */
function spanOfDate(text: string): TimeSpan {
  const [year = 0, month, day, hour, minute = 0, second] = text.split(/[-T:]/u).map(Number);
  if (month === undefined) return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) };
  if (day === undefined) return { from: Date.UTC(year, month - 1), to: Date.UTC(year, month) };
  if (hour === undefined) {
    const from = Date.UTC(year, month - 1, day);
    return { from, to: from + dayMs };
  }
  const from = Date.UTC(year, month - 1, day, hour, minute, second ?? 0);
  return { from, to: from + (second === undefined ? 60_000 : 1000) };
}
