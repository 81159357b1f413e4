/** Writes a query tree as text that reads back as the same tree. Knows no users and no database. */
import type { MetadataTest, MetadataValue, Query, TextTest, TimePoint, TimeTest } from './query.ts';
import { bareOrQuoted, isPlain, printPath, quote } from './quote-value.ts';
import { readTerm } from './read-term.ts';

/** Empty for everyone. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'everyone':
      return '';
    case 'all':
      return query.of.map(printPart).join(' ');
    case 'any':
      return `(${query.of.map(printPart).join(' or ')})`;
    case 'not':
      return `-${printPart(query.of)}`;
    case 'word':
      return printWord(query.text);
    case 'phrase':
      return quote(query.text);
    case 'text':
      return `${query.field}:${query.tests.map(printTextTest).join(',')}`;
    case 'choice':
      return `${query.field}:${printChoices(query.values)}`;
    case 'flag':
      return printFlag(query.flag, query.is);
    case 'time':
      return `${query.field}:${query.tests.map(printTimeTest).join(',')}`;
    case 'has': {
      const what = typeof query.what === 'string' ? query.what : printPath(query.what);
      return `${query.is ? 'has' : 'no'}:${what}`;
    }
    case 'metadata':
      return `${printPath(query.path)}:${query.tests.map(printMetadataTest).join(',')}`;
  }
}

/** Within another: terms side by side need brackets there. */
function printPart(query: Query): string {
  const printed = printQuery(query);
  return query.kind === 'all' ? `(${printed})` : printed;
}

/** Words that join others stand in brackets; what the parser would read as something else, in quotes. */
function printWord(text: string): string {
  if (/^(?:or|and|not)$/iu.test(text)) return `(${text})`;
  return !text.startsWith('-') && readsAsWord(text) ? text : quote(text);
}

function readsAsWord(text: string): boolean {
  try {
    const { query, end } = readTerm(text, 0);
    return end === text.length && query?.kind === 'word';
  } catch {
    return false;
  }
}

function printTextTest({ op, text }: TextTest): string {
  switch (op) {
    case 'starts':
      return isPlain(text) ? text : `${quote(text)}*`;
    case 'phrase':
      return quote(text);
    case 'is':
      return `=${bareOrQuoted(text)}`;
  }
}

/** `provider:no` asks who has none: a provider of that name needs quotes. */
function printChoices(values: readonly string[]): string {
  const switches = ['yes', 'no', 'true', 'false', 'on', 'off', '1', '0', 'any', 'none'];
  const [only = ''] = values;
  if (values.length === 1 && switches.includes(only)) return quote(only);
  return values.map(bareOrQuoted).join(',');
}

function printFlag(flag: string, is: boolean): string {
  if (is && flag !== 'verified') return flag;
  return `${flag}:${is ? 'yes' : 'no'}`;
}

function printTimeTest(test: TimeTest): string {
  switch (test.op) {
    case 'never':
      return 'never';
    case 'is':
      return printPoint(test.at);
    case 'between':
      return `${test.from ? printPoint(test.from) : ''}..${test.to ? printPoint(test.to) : ''}`;
    default:
      return `${test.op}${printPoint(test.at)}`;
  }
}

function printPoint(point: TimePoint): string {
  switch (point.kind) {
    case 'date':
      return point.text;
    case 'ago':
      return `${String(point.amount)}${point.unit}`;
    case 'day':
      return point.name;
  }
}

function printMetadataTest(test: MetadataTest): string {
  switch (test.op) {
    case 'is':
      return bareOrQuoted(test.text);
    case 'starts':
      return `${bareOrQuoted(test.text)}*`;
    case 'between':
      return `${test.from ? printValue(test.from) : ''}..${test.to ? printValue(test.to) : ''}`;
    default:
      return `${test.op}${printValue(test.value)}`;
  }
}

function printValue(value: MetadataValue): string {
  return value.kind === 'number' ? String(value.number) : printPoint(value.at);
}
