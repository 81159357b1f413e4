/** Reads the fields of a JSON body by their described types, collecting every complaint. Knows no users. */
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import { ApiError, paramEntry, type ErrorEntry } from '../http/api-error.ts';
import type { InstanceSettings } from '../instance-settings.ts';

export type FieldType = 'text' | 'texts' | 'flag' | 'count' | 'object' | 'time';

export type FieldTypes = Readonly<Record<string, FieldType>>;

/** What a field of each type is once it was read. A time is Unix ms. */
interface FieldValues {
  text: string;
  texts: string[];
  flag: boolean;
  count: number;
  object: JsonObject;
  time: number;
}

/** Absent: not sent. Null: sent as null. */
export type ReadFields<T extends FieldTypes> = { [K in keyof T]?: FieldValues[T[K]] | null };

/** The fields that the instance has not switched off: the others are unknown to it. */
export function enabledFields<T extends FieldTypes>(settings: InstanceSettings, types: T): T {
  if (settings.disabledFields.size === 0) return types;
  const enabled = Object.entries(types).filter(([name]) => !settings.disabledFields.has(name));
  return Object.fromEntries(enabled) as T;
}

/** Throws a 422 with one entry for each unknown or ill-typed field. */
export function readFields<T extends FieldTypes>(body: JsonObject, types: T): ReadFields<T> {
  const problems: ErrorEntry[] = [];
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) {
      problems.push(
        paramEntry('form_param_unknown', name, `${name} is not a valid parameter for this request.`),
      );
      continue;
    }
    const read = value === null ? { value: null } : readValue(name, type, value);
    if ('problem' in read) problems.push(read.problem);
    else fields[name] = read.value;
  }
  if (problems.length > 0) throw new ApiError(422, problems);
  return fields as ReadFields<T>;
}

type Read = { value: unknown } | { problem: ErrorEntry };

function readValue(name: string, type: FieldType, value: JsonValue): Read {
  const wrong = (what: string): Read => ({
    problem: paramEntry('form_param_type_invalid', name, `${name} must be ${what}.`),
  });
  switch (type) {
    case 'text':
      return typeof value === 'string' ? { value } : wrong('text');
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string')
        ? { value }
        : wrong('a list of texts');
    case 'flag':
      return typeof value === 'boolean' ? { value } : wrong('true or false');
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0
        ? { value }
        : wrong('a whole number that is not negative');
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? { value } : wrong('an object');
    case 'time': {
      const time = typeof value === 'string' ? readRfc3339(value) : null;
      if (time !== null) return { value: time };
      return {
        problem: paramEntry(
          'form_param_invalid_time',
          name,
          `${name} must be a time in RFC 3339, e.g. 2012-10-20T07:15:20.902Z.`,
        ),
      };
    }
  }
}

/** Unix ms, or null: JavaScript's own parser takes far more than RFC 3339. */
export function readRfc3339(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return null;
  const time = Date.parse(text.toUpperCase());
  if (Number.isNaN(time)) return null;
  // Date.parse rolls 30 February over into March.
  const day = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).toISOString().slice(0, 10);
  return day === text.slice(0, 10) ? time : null;
}
