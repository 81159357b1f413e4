/**
 * Judges requests and answers by Clerk's own OpenAPI description, when the environment variable
 * CLERK_OPENAPI names the file. Knows neither our client nor our demo server.
 */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { isRecord, toJsonSchema, type JsonRecord } from './openapi-to-json-schema.ts';

export interface RequestToJudge {
  method: string;
  /** With or without `/v1` before it; a query string in it is used when `query` is absent. */
  path: string;
  query?: URLSearchParams | string;
  /** The parsed body; for multipart, the names of its fields. */
  body?: unknown;
  contentType?: string | undefined;
}

export interface ResponseToJudge {
  method: string;
  path: string;
  status: number;
  /** The parsed body, undefined when there was none. */
  body?: unknown;
  contentType?: string | null | undefined;
}

export interface ClerkOpenApi {
  /** The description's version, e.g. `2026-05-12`. */
  version: string;
  /** The operationId of the operation that this method and path belong to. */
  operationId(method: string, path: string): string | undefined;
  /** What is wrong with the request, in words; empty when it is as described. */
  requestProblems(request: RequestToJudge): string[];
  /**
   * What is wrong with the answer. Statuses that the description does not list are taken as errors in
   * Clerk's error format, because its lists of error statuses are known to be incomplete.
   */
  responseProblems(response: ResponseToJudge): string[];
}

/** The description, or null when CLERK_OPENAPI is not set. Throws when it is set and cannot be read. */
export function loadClerkOpenApi(file = process.env.CLERK_OPENAPI): ClerkOpenApi | null {
  if (file === undefined || file === '') return null;
  return createClerkOpenApi(parse(readFileSync(file, 'utf8'), { merge: true }) as JsonRecord);
}

/** Prints whether a validation ran: a run without it must not look like one with it. */
export function announceClerkOpenApi(what: string, description: ClerkOpenApi | null): void {
  const line =
    description === null
      ? `${what}: NOT validated against Clerk's OpenAPI description (CLERK_OPENAPI is not set)`
      : `${what}: validated against Clerk's OpenAPI description ${description.version}`;
  process.stderr.write(`${line}\n`);
}

interface Operation {
  segments: string[];
  /** JSON pointer of the operation inside the document. */
  pointer: string;
  definition: JsonRecord;
  parameters: JsonRecord[];
}

const methods = ['get', 'put', 'post', 'delete', 'patch'];

export function createClerkOpenApi(source: JsonRecord): ClerkOpenApi {
  const document = toJsonSchema(source) as JsonRecord;
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'clerk');
  const compiled = new Map<string, ValidateFunction>();

  function schemaProblems(pointer: string, value: unknown): string[] {
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `clerk${pointer}` });
      compiled.set(pointer, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => {
      const extra = error.params.additionalProperty;
      const name = typeof extra === 'string' ? ` (${extra})` : '';
      return `${error.instancePath || 'body'} ${error.message ?? error.keyword}${name}`;
    });
  }

  /** Follows one `$ref`; answers the pointer and what it points to. */
  function resolve(pointer: string, value: unknown): { pointer: string; value: JsonRecord } {
    if (isRecord(value) && typeof value.$ref === 'string') {
      let target: unknown = document;
      for (const part of value.$ref.slice(2).split('/')) {
        target = isRecord(target) ? target[decodeURIComponent(part)] : undefined;
      }
      if (!isRecord(target)) throw new Error(`The description lacks ${value.$ref}`);
      return { pointer: value.$ref, value: target };
    }
    return { pointer, value: isRecord(value) ? value : {} };
  }

  const operations: (Operation & { method: string })[] = [];
  for (const [path, item] of Object.entries(isRecord(document.paths) ? document.paths : {})) {
    if (!isRecord(item)) continue;
    const shared = Array.isArray(item.parameters) ? item.parameters : [];
    for (const method of methods) {
      const definition = item[method];
      if (!isRecord(definition)) continue;
      const own = Array.isArray(definition.parameters) ? definition.parameters : [];
      operations.push({
        method,
        segments: path.split('/').slice(1),
        pointer: `#/paths/${encodePointer(path)}/${method}`,
        definition,
        parameters: [...shared, ...own].map((parameter) => resolve('', parameter).value),
      });
    }
  }

  function find(method: string, path: string): Operation | undefined {
    const segments = path
      .replace(/[?#].*$/, '')
      .replace(/^\/v1(?=\/)/, '')
      .split('/')
      .slice(1);
    const candidates = operations.filter(
      (operation) =>
        operation.method === method.toLowerCase() &&
        operation.segments.length === segments.length &&
        operation.segments.every((segment, index) => segment.startsWith('{') || segment === segments[index]),
    );
    // `/users/count` is also `/users/{user_id}`: the one with more literal segments is meant.
    const literals = (operation: Operation) =>
      operation.segments.filter((segment) => !segment.startsWith('{'));
    return candidates.sort((a, b) => literals(b).length - literals(a).length)[0];
  }

  return {
    version: isRecord(document.info) ? textOf(document.info.version) : 'unknown',

    operationId(method, path) {
      const id = find(method, path)?.definition.operationId;
      return typeof id === 'string' ? id : undefined;
    },

    requestProblems(request) {
      const operation = find(request.method, request.path);
      if (operation === undefined) return [`no operation ${request.method} ${request.path}`];
      const query = new URLSearchParams(request.query ?? request.path.split('?')[1] ?? '');
      const problems = queryProblems(operation.parameters, query);
      const described = resolve(`${operation.pointer}/requestBody`, operation.definition.requestBody);
      const content = isRecord(described.value.content) ? described.value.content : {};
      if (request.body === undefined) {
        if (described.value.required === true) problems.push('the body is missing');
        return problems;
      }
      const type = (request.contentType ?? 'application/json').split(';')[0]?.trim() ?? '';
      const media = content[type];
      if (!isRecord(media))
        return [...problems, `a body of ${type}, described: ${Object.keys(content).join() || 'none'}`];
      if (type === 'multipart/form-data') {
        const schema =
          isRecord(media.schema) && isRecord(media.schema.properties) ? media.schema.properties : {};
        const names = Array.isArray(request.body) ? request.body.map(String) : [];
        return [
          ...problems,
          ...names.filter((name) => !(name in schema)).map((name) => `field ${name} is not described`),
        ];
      }
      const pointer = `${described.pointer}/content/${encodePointer(type)}/schema`;
      return [...problems, ...schemaProblems(pointer, request.body)];
    },

    responseProblems(response) {
      const operation = find(response.method, response.path);
      if (operation === undefined) return [`no operation ${response.method} ${response.path}`];
      const problems: string[] = [];
      if (response.contentType !== undefined && response.contentType !== 'application/json') {
        problems.push(`content type ${response.contentType ?? 'none'}`);
      }
      const listed = isRecord(operation.definition.responses) ? operation.definition.responses : {};
      const entry = listed[String(response.status)];
      if (entry === undefined && response.status < 400)
        return [...problems, `status ${response.status} is not listed`];
      const { pointer, value } = resolve(`${operation.pointer}/responses/${response.status}`, entry);
      const media = isRecord(value.content) ? value.content['application/json'] : undefined;
      const schema = isRecord(media)
        ? `${pointer}/content/application~1json/schema`
        : '#/components/schemas/ClerkErrors';
      return [...problems, ...schemaProblems(schema, response.body)];
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function encodePointer(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Checks each query parameter by its described type; arrays are repeated keys, nothing else is. */
function queryProblems(parameters: JsonRecord[], query: URLSearchParams): string[] {
  const problems: string[] = [];
  const described = new Map(
    parameters
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => [textOf(parameter.name), isRecord(parameter.schema) ? parameter.schema : {}]),
  );
  for (const name of new Set(query.keys())) {
    const schema = described.get(name);
    if (schema === undefined) {
      problems.push(`query parameter ${name} is not described`);
      continue;
    }
    const values = query.getAll(name);
    if (schema.type !== 'array' && values.length > 1) problems.push(`query parameter ${name} is repeated`);
    const item = schema.type === 'array' && isRecord(schema.items) ? schema.items : schema;
    for (const value of values) {
      const problem = textProblem(item, value);
      if (problem !== null) problems.push(`query parameter ${name}: ${problem}`);
    }
  }
  for (const parameter of parameters) {
    if (parameter.in === 'query' && parameter.required === true && !query.has(textOf(parameter.name))) {
      problems.push(`query parameter ${textOf(parameter.name)} is missing`);
    }
  }
  return problems;
}

function textProblem(schema: JsonRecord, value: string): string | null {
  if (schema.type === 'boolean') return /^(true|false)$/.test(value) ? null : `${value} is no boolean`;
  if (schema.type === 'integer') {
    if (!/^-?\d+$/.test(value)) return `${value} is no integer`;
    if (typeof schema.minimum === 'number' && Number(value) < schema.minimum) return `${value} is too small`;
    if (typeof schema.maximum === 'number' && Number(value) > schema.maximum) return `${value} is too large`;
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return `${value} is not one of the described values`;
  return null;
}
