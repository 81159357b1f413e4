/** Refusals in the body format of Clerk's Backend API. Knows no operation. */
import type { JsonObject } from '../../../shared/models/json.ts';

export interface ErrorEntry {
  code: string;
  message: string;
  long_message: string;
  meta?: JsonObject;
}

/** Thrown by operations; becomes the answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: ErrorEntry[];
  readonly headers: Record<string, string>;

  constructor(status: number, errors: ErrorEntry[], headers: Record<string, string> = {}) {
    super(errors.map((error) => error.code).join(', '));
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export function entry(code: string, longMessage: string, meta?: JsonObject): ErrorEntry {
  const message = longMessage.split(/(?<=[.;])\s/)[0]?.replace(/[.;]$/, '') ?? longMessage;
  return { code, message, long_message: longMessage, ...(meta === undefined ? {} : { meta }) };
}

export function apiError(status: number, code: string, longMessage: string, meta?: JsonObject): ApiError {
  return new ApiError(status, [entry(code, longMessage, meta)]);
}

/** A 422 about one field of the body or one query parameter. */
export function paramEntry(code: string, parameter: string, longMessage: string): ErrorEntry {
  return entry(code, longMessage, { param_name: parameter });
}

export function paramError(code: string, parameter: string, longMessage: string): ApiError {
  return new ApiError(422, [paramEntry(code, parameter, longMessage)]);
}

export function notFound(what: string): ApiError {
  return apiError(404, 'resource_not_found', `There is no ${what} with this id.`);
}
