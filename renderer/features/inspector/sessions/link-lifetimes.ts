/** How long a link, or the session that it starts, may last: the choices, and what may be typed. Knows no screen. */

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Clerk takes more; a link that outlives the year is nobody's intention. */
const longestSeconds = 365 * day;

/** Seconds as text, as a list of choices wants it; `custom` leaves it to be typed. */
export type LifetimeChoice = `${number}` | 'custom';

export const unitSeconds = { minutes: minute, hours: hour, days: day } as const;
export type LifetimeUnit = keyof typeof unitSeconds;

interface Choice {
  value: LifetimeChoice;
  label: string;
}

const custom: Choice = { value: 'custom', label: 'Other…' };

function choice(seconds: number, label: string): Choice {
  return { value: `${seconds}`, label };
}

export const linkLifetimes: readonly Choice[] = [
  choice(10 * minute, '10 minutes'),
  choice(hour, '1 hour'),
  choice(day, '1 day'),
  choice(7 * day, '7 days'),
  choice(30 * day, '30 days'),
  custom,
];

export const sessionLifetimes: readonly Choice[] = [
  choice(10 * minute, '10 minutes'),
  choice(30 * minute, '30 minutes'),
  choice(hour, '1 hour'),
  choice(8 * hour, '8 hours'),
  choice(day, '1 day'),
  custom,
];

export interface Lifetime {
  choice: LifetimeChoice;
  /** As typed. */
  amount: string;
  unit: LifetimeUnit;
}

export function lifetimeOf(seconds: number): Lifetime {
  return { choice: `${seconds}`, amount: '', unit: 'hours' };
}

/** What is meant, in seconds; or what is wrong with what was typed. */
export function readLifetime({ choice, amount, unit }: Lifetime): { seconds: number } | { error: string } {
  if (choice !== 'custom') return { seconds: Number(choice) };
  const typed = amount.trim();
  if (!/^\d{1,9}$/.test(typed) || Number(typed) === 0) {
    return { error: `Type a whole number of ${unit}, at least 1.` };
  }
  const seconds = Number(typed) * unitSeconds[unit];
  return seconds <= longestSeconds ? { seconds } : { error: 'At most 365 days.' };
}
