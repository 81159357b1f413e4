/**
 * Reads Clerk's error bodies: which codes, which fields, in which words. Lets nothing through that could
 * hold a secret or more text than a sentence or two. Knows no failure codes of Roster.
 */
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { WireAnswer } from './send-request.ts';
import { isJsonObject, objects, text, texts, valueAt } from './wire-readers.ts';

export interface ClerkErrorEntry {
  code: string | undefined;
  /** The long message, else the short one, cleaned; empty when there is none. */
  words: string;
  /** The wire names of the fields it is about. */
  params: string[];
  /** Of a 402: the features that the plan lacks. */
  unsupportedFeatures: string[];
}

export interface ErrorBody {
  /** Empty when the body is not Clerk's. */
  entries: ClerkErrorEntry[];
  traceId: string | undefined;
}

const longestWords = 300;
const identifier = /^[\w.:-]{1,100}$/;

/** Never throws: HTML, nothing and half a JSON are bodies without entries. */
export function readErrorBody(answer: WireAnswer, secrets: readonly string[]): ErrorBody {
  const body = parseObject(answer.text);
  const errors = body === null ? [] : objects(valueAt(body, 'errors'));
  const traceId = body === null ? null : text(valueAt(body, 'clerk_trace_id'));
  return {
    entries: errors.map((error) => readEntry(error, secrets)),
    traceId: [traceId, answer.cfRay].find((id) => typeof id === 'string' && identifier.test(id)) ?? undefined,
  };
}

function readEntry(error: JsonObject, secrets: readonly string[]): ClerkErrorEntry {
  const code = text(valueAt(error, 'code'));
  const words = text(valueAt(error, 'long_message')) || text(valueAt(error, 'message')) || '';
  const meta = valueAt(error, 'meta');
  return {
    code: code !== null && identifier.test(code) ? code : undefined,
    words: cleanWords(words, secrets),
    params: isJsonObject(meta) ? [...namesIn(meta, 'param_name'), ...namesIn(meta, 'param_names')] : [],
    unsupportedFeatures: isJsonObject(meta)
      ? texts(valueAt(meta, 'unsupported_features')).map((feature) => cleanWords(feature, secrets))
      : [],
  };
}

function namesIn(meta: JsonObject, key: string): string[] {
  const value: JsonValue | undefined = valueAt(meta, key);
  return typeof value === 'string' ? [value] : texts(value);
}

function parseObject(body: string | null): JsonObject | null {
  if (body === null) return null;
  try {
    const parsed: unknown = JSON.parse(body);
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** One line, of bounded length, without the key and what else the request held of secrets. */
export function cleanWords(words: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets
    .filter((secret) => secret !== '')
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '[secret]'), words)
    .replace(/\b(sk|pk)_(test|live)_[\w$-]+/g, '[secret]')
    .replace(/\bBearer\s+\S+/gi, '[secret]');
  const line = withoutSecrets.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > longestWords ? `${line.slice(0, longestWords).trimEnd()}…` : line;
}
