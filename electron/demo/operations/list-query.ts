/** Reads the filters, the order and the page of a list request, with Clerk's quirks. Knows no users. */
import { apiError, paramError } from '../http/api-error.ts';
import { orderFields, type UserOrder } from '../store/user-order.ts';
import type { UserFilter } from '../store/user-filter.ts';

const defaultLimit = 10;
const maximumLimit = 500;
const maximumValues = 100;

/**
 * Only repeated keys make an array: `user_id[0]=a` is ignored, and everybody is listed, as Clerk does.
 * Unknown parameters are ignored.
 */
export function readFilter(query: URLSearchParams): UserFilter {
  const provider = query.get('provider');
  const providerUserIds = values(query, 'provider_user_id');
  if ((provider === null) !== (providerUserIds === undefined)) {
    const missing = provider === null ? 'provider' : 'provider_user_id';
    throw apiError(400, 'missing_query_parameter', 'provider and provider_user_id go together.', {
      param_name: missing,
    });
  }
  return dropUndefined({
    emailAddress: values(query, 'email_address'),
    phoneNumber: values(query, 'phone_number'),
    username: values(query, 'username'),
    web3Wallet: values(query, 'web3_wallet'),
    userId: values(query, 'user_id'),
    externalId: values(query, 'external_id'),
    organizationId: values(query, 'organization_id'),
    query: text(query, 'query'),
    emailAddressQuery: text(query, 'email_address_query'),
    phoneNumberQuery: text(query, 'phone_number_query'),
    usernameQuery: text(query, 'username_query'),
    nameQuery: text(query, 'name_query'),
    banned: flag(query, 'banned'),
    createdAtBefore: time(query, 'created_at_before'),
    createdAtAfter: time(query, 'created_at_after'),
    lastActiveAtBefore: time(query, 'last_active_at_before'),
    lastActiveAtAfter: time(query, 'last_active_at_after'),
    lastActiveAtSince: time(query, 'last_active_at_since'),
    lastSignInAtBefore: time(query, 'last_sign_in_at_before'),
    lastSignInAtAfter: time(query, 'last_sign_in_at_after'),
    provider:
      provider === null || providerUserIds === undefined
        ? undefined
        : { name: provider, userIds: providerUserIds },
  });
}

export interface PageQuery {
  limit: number;
  offset: number;
}

/** Above 500 the limit is not refused: it falls back to 10, as Clerk's does. */
export function readPage(query: URLSearchParams): PageQuery {
  const limit = integer(query, 'limit') ?? defaultLimit;
  const offset = integer(query, 'offset') ?? 0;
  if (limit < 1) throw paramError('form_param_value_invalid', 'limit', 'limit must be at least 1.');
  if (offset < 0) throw paramError('form_param_value_invalid', 'offset', 'offset must not be negative.');
  return { limit: limit > maximumLimit ? defaultLimit : limit, offset };
}

export function paged<T>(all: T[], { limit, offset }: PageQuery): { data: T[]; total_count: number } {
  return { data: all.slice(offset, offset + limit), total_count: all.length };
}

/** Only the first order_by counts; without a sign it is ascending. */
export function readOrder(query: URLSearchParams): UserOrder {
  const given = query.get('order_by') ?? '-created_at';
  // A plus sign that was not percent-encoded arrives as a space.
  const name = given.replace(/^[+ -]/, '');
  const field = orderFields.find((each) => each === name);
  if (field === undefined) {
    throw paramError('form_param_value_invalid', 'order_by', `Users cannot be ordered by ${name}.`);
  }
  return { field, descending: given.startsWith('-') };
}

function values(query: URLSearchParams, name: string): string[] | undefined {
  const all = query.getAll(name);
  if (all.length > maximumValues) {
    throw paramError(
      'form_param_array_size_exceeded',
      name,
      `${name} takes at most ${maximumValues} values.`,
    );
  }
  return all.length === 0 ? undefined : all;
}

function text(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value === null || value.trim() === '' ? undefined : value;
}

export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw paramError('form_param_type_invalid', name, `${name} must be true or false.`);
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^-?\d{1,15}$/.test(value))
    throw paramError('form_param_type_invalid', name, `${name} must be a whole number.`);
  return Number(value);
}

function time(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^-?\d{1,15}$/.test(value)) {
    throw paramError('form_param_invalid_date', name, `${name} must be a time in Unix milliseconds.`);
  }
  return Number(value);
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
