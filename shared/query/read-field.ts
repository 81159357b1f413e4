/** What a field is asked for: turns the values after its colon into a query. Knows no users. */
import {
  findThing,
  isOneOf,
  nearest,
  nearestThing,
  plainName,
  type FieldInfo,
  type FieldName,
} from './fields.ts';
import { Mistake } from './mistake.ts';
import type { ChoiceField, Flag, Query, TextField, TextTest, TimeField } from './query.ts';
import { pathOf } from './read-metadata.ts';
import { readTimeTest } from './read-times.ts';
import { isFindable, type RawValue } from './read-values.ts';

const yes = ['yes', 'true', '1', 'on'];
const no = ['no', 'false', '0', 'off'];
const statuses = ['active', 'banned', 'locked'];
const factors = ['none', 'totp', 'backup_code', 'other'];
const factorAliases = new Map([
  ['authenticator', 'totp'],
  ['app', 'totp'],
  ['backup', 'backup_code'],
  ['backupcode', 'backup_code'],
  ['backupcodes', 'backup_code'],
]);

export function fieldQuery(field: FieldInfo, values: readonly RawValue[]): Query {
  switch (field.kind) {
    case 'text':
      return {
        kind: 'text',
        field: field.name as TextField,
        tests: values.map((value) => textTest(field.name, value)),
      };
    case 'choice':
      return choiceQuery(field.name as ChoiceField, values);
    case 'flag':
      return flagQuery(field.name as Flag, values);
    case 'time':
      return { kind: 'time', field: field.name as TimeField, tests: values.map(readTimeTest) };
    case 'thing':
      return thingQuery(field.name === 'has', values);
  }
}

function textTest(field: FieldName, value: RawValue): TextTest {
  const { text, quoted, exact } = value;
  if (exact) {
    if (text === '') throw new Mistake(value.from, value.to, `Say what the ${field} should be.`);
    return { op: 'is', text };
  }
  if (!quoted && /^[<>≤≥]/u.test(text)) {
    throw new Mistake(value.from, value.to, `The ${field} is text, and has no order to compare by.`);
  }
  // Every test of a text is of its starts: a star changes nothing.
  const wanted = quoted ? text : text.replace(/\*+$/u, '');
  if (!isFindable(wanted)) {
    throw new Mistake(
      value.from,
      value.to,
      `Say what the ${field} should have: a letter or a digit at least.`,
    );
  }
  return quoted && !value.start ? { op: 'phrase', text } : { op: 'starts', text: wanted };
}

function choiceQuery(field: ChoiceField, values: readonly RawValue[]): Query {
  const [only] = values;
  if (only && values.length === 1 && !only.quoted) {
    const has = field === 'mfa' || field === 'provider' ? yesOrNo(field, only.text) : null;
    if (has !== null) return { kind: 'has', what: field as 'mfa' | 'provider', is: has };
  }
  return { kind: 'choice', field, values: [...new Set(values.map((value) => choice(field, value)))] };
}

function yesOrNo(field: ChoiceField, text: string): boolean | null {
  const name = text.toLowerCase();
  if (yes.includes(name) || name === 'any' || name === '*') return true;
  return no.includes(name) || (field === 'provider' && name === 'none') ? false : null;
}

function choice(field: ChoiceField, value: RawValue): string {
  const text = value.text.trim().toLowerCase();
  const suggest = (known: readonly string[]) =>
    new Mistake(
      value.textFrom,
      value.quoted ? value.textFrom + value.text.length : value.to,
      `“${value.text}” is no ${field}: it is ${known.slice(0, -1).join(', ')} or ${known.at(-1) ?? ''}.`,
      nearest(text, known),
    );
  switch (field) {
    case 'status':
      if (!isOneOf(statuses, text)) throw suggest(statuses);
      return text;
    case 'mfa': {
      const factor = factorAliases.get(plainName(text)) ?? text.replaceAll('-', '_');
      if (!isOneOf(factors, factor)) throw suggest(factors);
      return factor;
    }
    case 'provider':
      return filled(field, value, text.replace(/^(?:oauth_)+(?=.)/u, ''));
    case 'domain':
      return filled(field, value, text.replace(/^@+/u, ''));
    case 'lang':
      return filled(field, value, text.replaceAll('_', '-'));
  }
}

function filled(field: ChoiceField, value: RawValue, text: string): string {
  if (isFindable(text)) return text;
  throw new Mistake(value.from, value.to, `Say which ${field}.`);
}

function flagQuery(flag: Flag, values: readonly RawValue[]): Query {
  const [value] = values;
  const name = value?.text.toLowerCase() ?? '';
  if (value && values.length === 1) {
    if (yes.includes(name)) return { kind: 'flag', flag, is: true };
    if (no.includes(name)) return { kind: 'flag', flag, is: false };
  }
  const [from, to] = [value?.from ?? 0, values.at(-1)?.to ?? 0];
  const suggestion = nearest(name, ['true', 'false']) ?? (name.startsWith('n') ? 'no' : 'yes');
  throw new Mistake(from, to, `${flag} is yes or no.`, suggestion);
}

/** `has` a list: any of it. `no` a list: none of it. */
function thingQuery(has: boolean, values: readonly RawValue[]): Query {
  const of = values.map((value): Query => {
    const what = pathOf(value.quoted ? '' : value.text) ?? findThing(value.text);
    if (what !== null) return { kind: 'has', what, is: has };
    const near = nearestThing(value.text);
    throw new Mistake(
      value.from,
      value.to,
      `“${value.text}” is nothing that a user has or not. Metadata is written public.plan.`,
      near,
    );
  });
  const [only] = of;
  if (only && of.length === 1) return only;
  return { kind: has ? 'any' : 'all', of };
}
