/**
 * Times and numbers in words. Relative words are English as all of the UI; dates and numbers follow the
 * locale of the system. Times are Unix milliseconds.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const number = new Intl.NumberFormat();
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const dateAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

export function numberWords(value: number): string {
  return number.format(value);
}

/** `1 user`, `2,000 users`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Calendar days between, as people count them: yesterday evening is one day ago this morning. */
function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / day);
}

/** `now`, `4 min`, `3 h`, `yesterday`, `3 days`, `12 Nov`, `12 Nov 2025`. The future reads as `now` or a date. */
export function relativeWords(at: number, now: number): string {
  const age = now - at;
  if (age < minute && age > -minute) return 'now';
  if (age > 0 && age < hour) return `${Math.floor(age / minute)} min`;
  const days = daysBetween(at, now);
  if (age > 0 && (days === 0 || age < 6 * hour)) return `${Math.floor(age / hour)} h`;
  if (days === 1) return 'yesterday';
  if (days > 1 && days < 7) return `${days} days`;
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? dayAndMonth.format(at)
    : date.format(at);
}

/** The same within a sentence: `just now`, `4 min ago`, `yesterday`, `on 12 Nov`. */
export function agoWords(at: number, now: number): string {
  const words = relativeWords(at, now);
  if (words === 'now') return 'just now';
  if (words === 'yesterday') return words;
  return /^\d+ (min|h|days)$/.test(words) ? `${words} ago` : `on ${words}`;
}

const utcDayAndMonth = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const utcDate = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/**
 * `today`, `yesterday`, `3 days`, `12 Nov`, `12 Nov 2025`: for times that are known to the day only. Such a
 * day is one of UTC: read in local time, it would be the day before for half of the world.
 */
export function dayWords(at: number, now: number): string {
  const days = Math.floor(now / day) - Math.floor(at / day);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days > 1 && days < 7) return `${days} days`;
  return new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear()
    ? utcDayAndMonth.format(at)
    : utcDate.format(at);
}

/** The whole date of a time that is known to the day only. */
export function exactDayWords(at: number): string {
  return utcDate.format(at);
}

/** `21 Nov 2026`. */
export function dateWords(at: number): string {
  return date.format(at);
}

/** `21 Nov 2026, 14:02`. */
export function dateTimeWords(at: number): string {
  return dateAndTime.format(at);
}

/** `14:02`, where the day is said already. */
export function timeOfDayWords(at: number): string {
  return timeOfDay.format(at);
}

/** To the second, with the time zone: for what shows on hover. */
export function exactWords(at: number): string {
  return exact.format(at);
}

/** How long, in one unit, to the nearest: `45 s`, `9 min`, `3 h`, `12 days`. */
export function spanWords(lengthMs: number): string {
  if (lengthMs < minute) return `${Math.max(0, Math.ceil(lengthMs / 1000))} s`;
  if (lengthMs < 100 * minute) return `${Math.round(lengthMs / minute)} min`;
  if (lengthMs < 2 * day) return `${Math.round(lengthMs / hour)} h`;
  return countWords(Math.round(lengthMs / day), 'day');
}

/** What is to come, within a sentence: `in 4 min`, `in 3 days`, `on 12 Nov`; what is past as `agoWords`. */
export function untilWords(at: number, now: number): string {
  if (at <= now) return agoWords(at, now);
  return at - now < 14 * day ? `in ${spanWords(at - now)}` : `on ${relativeWords(at, now)}`;
}

/** `, about 2 min left`, to stand behind how far something is; nothing while there is no guess. */
export function remainingWords(ms: number | null): string {
  if (ms === null) return '';
  if (ms < 45_000) return ', less than a minute left';
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `, about ${minutes} min left` : `, about ${Math.round(minutes / 60)} h left`;
}
