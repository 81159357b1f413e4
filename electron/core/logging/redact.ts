/**
 * Takes everything that looks like a secret out of what is about to be logged. Knows no logger; over-
 * cautious on purpose, since a missing detail costs less than a leaked key.
 */

const REDACTED = '[redacted]';
const MAX_DEPTH = 8;
const MAX_ITEMS = 100;
const MAX_TEXT = 10_000;

/**
 * In text: the pattern and what stays of it. None wants a word boundary, as keys also get glued to words.
 * No repetition is followed by something that makes it start over at the next character.
 */
const patterns: [pattern: RegExp, replacement: string][] = [
  [/otpauth(?::|%3A)[^\s"'<>]+/gi, `otpauth:${REDACTED}`],
  [/((?:sk|pk)_(?:test|live)_|whsec_)[A-Za-z0-9_+/=.%$~-]+/gi, `$1${REDACTED}`],
  [/ak_[A-Za-z0-9]{16,}[A-Za-z0-9_-]*/g, `ak_${REDACTED}`],
  // A JSON Web Token: `{"` in base64, then the rest of the header and the payload.
  [/eyJ[A-Za-z0-9_-]{1,2000}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, REDACTED],
  [/(bearer(?:\s|%20)+)[^\s"',;<>]+/gi, `$1${REDACTED}`],
  // A database key: 32 bytes in hex. A TOTP secret: 20 bytes in base32.
  [/[0-9a-f]{64,}/gi, REDACTED],
  [/[A-Z2-7]{32,}/g, REDACTED],
  [assignment(), `$1${REDACTED}`],
  // Headers: all that follows, which may have several parts.
  [/((?:authorization|cookie)[\\"']*\s*[:=]\s*[\\"']*)[^\r\n"'\\]+/gi, `$1${REDACTED}`],
  [/([?#&](?:code|key)=)[^\s"'&#<>]+/gi, `$1${REDACTED}`],
];

/** Compared with a key's letters and digits in lower case, anywhere in it. */
const secretNames =
  /passw|passcode|passphrase|secret|token|apikey|authorization|cookie|credential|mirrorkey|databasekey|privatekey|backupcode|otpauth|metadata/;
/** Compared with the whole key. */
const shortSecretNames = new Set(['key', 'pin', 'codes', 'otp', 'totp', 'auth', 'pragma', 'env']);

/** `name: value` and `name=value`, also inside JSON, and JSON inside JSON. */
function assignment(): RegExp {
  const name = '(?:passw|secret)\\w{0,40}|passcode|passphrase|tokens?|api[_-]?key';
  const value = '"(?:[^"\\\\]|\\\\.)*"?|\'[^\']*\'?|[^\\s,;&"\'}\\]]+';
  return new RegExp(`((?:${name})[\\\\"']*\\s*[:=]\\s*\\\\*)(?:${value})`, 'gi');
}

export function redactText(text: string): string {
  let redacted = text;
  for (const [pattern, replacement] of patterns) redacted = redacted.replace(pattern, replacement);
  return redacted.length > MAX_TEXT
    ? `${redacted.slice(0, MAX_TEXT)}… (${redacted.length} characters)`
    : redacted;
}

/** A copy that is plain JSON data without secrets: any depth, cycles, errors with their causes. Never throws. */
export function redact(value: unknown): unknown {
  return copy(value, 0, []);
}

function copy(value: unknown, depth: number, parents: object[]): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'boolean':
    case 'undefined':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'object':
      break;
    case 'bigint':
      return redactText(String(value));
    default:
      return `[${typeof value}]`;
  }
  if (value === null) return null;
  if (parents.includes(value)) return '[circular]';
  if (depth >= MAX_DEPTH) return '[deeper]';
  try {
    return copyObject(value, depth + 1, [...parents, value]);
  } catch {
    return '[unreadable]';
  }
}

function copyObject(value: object, depth: number, parents: object[]): unknown {
  const inner = (part: unknown) => copy(part, depth, parents);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL || value instanceof RegExp) return redactText(String(value));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return shortened(value, value.length, inner);
  if (value instanceof Set) return shortened(value, value.size, inner);
  if (value instanceof Map || value instanceof Headers || value instanceof URLSearchParams) {
    return copyEntries(value, inner);
  }
  if (value instanceof Error) return copyEntries(errorEntries(value), inner);
  return copyEntries(ownEntries(value), inner);
}

function shortened(items: Iterable<unknown>, count: number, inner: (item: unknown) => unknown): unknown[] {
  const kept: unknown[] = [];
  for (const item of items) {
    if (kept.length === MAX_ITEMS) return [...kept, `[${count - MAX_ITEMS} more]`];
    kept.push(inner(item));
  }
  return kept;
}

function copyEntries(entries: Iterable<[unknown, unknown]>, inner: (part: unknown) => unknown): object {
  const kept: [string, unknown][] = [];
  for (const [key, part] of entries) {
    const name = typeof key === 'string' ? key : (JSON.stringify(inner(key)) ?? '[key]');
    if (kept.length === MAX_ITEMS) {
      kept.push(['[more]', '[left out]']);
      break;
    }
    kept.push([redactText(name), isSecret(name, part) ? REDACTED : inner(part)]);
  }
  // fromEntries defines properties, so a key named __proto__ stays a key.
  return Object.fromEntries(kept);
}

/** Also what is not enumerable on an error. The stack starts with the message, so that is redacted alike. */
function* errorEntries(error: Error): Generator<[string, unknown]> {
  yield ['name', error.name];
  yield ['message', error.message];
  yield ['stack', error.stack];
  if (error.cause !== undefined) yield ['cause', error.cause];
  for (const [key, part] of ownEntries(error)) {
    if (!['name', 'message', 'stack', 'cause'].includes(key)) yield [key, part];
  }
  if (error instanceof AggregateError) yield ['errors', error.errors];
}

function* ownEntries(value: object): Generator<[string, unknown]> {
  for (const key of Object.keys(value)) {
    let part: unknown;
    try {
      part = (value as Record<string, unknown>)[key];
    } catch {
      part = '[unreadable]'; // a getter that throws
    }
    yield [key, part];
  }
}

function isSecret(key: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false;
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (secretNames.test(name) || shortSecretNames.has(name)) return true;
  // A failure's code is worth reading; a one-time code is not.
  const isText = typeof value === 'string' || typeof value === 'number';
  return name === 'code' && isText && /^\d{6,8}$/.test(`${value}`);
}
