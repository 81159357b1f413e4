/** Lists, counts and finds users. */
import { notFound, paramError } from '../http/api-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { wireUser, type ServerState } from '../server-state.ts';
import type { Position } from '../store/user-order.ts';
import type { UserRecord } from '../store/user-record.ts';
import { readFilter, readOrder, readPage } from './list-query.ts';
import type { Operation } from './operation.ts';

/** The user that the path names. */
export function userInPath(state: ServerState, request: ApiRequest): UserRecord {
  const record = state.store.get(request.params.user_id ?? '');
  if (record === null) throw notFound('user');
  return record;
}

/** The user that a field of the body names. */
export function namedUser(state: ServerState, userId: string | null | undefined): UserRecord {
  if (userId === undefined || userId === null || userId === '') {
    throw paramError('form_param_missing', 'user_id', 'user_id must be included.');
  }
  const record = state.store.get(userId);
  if (record === null) throw notFound('user');
  return record;
}

export const listUsers: Operation = {
  name: 'GetUserList',
  async run(state, { query }) {
    const filter = readFilter(query);
    const page = readPage(query);
    const order = readOrder(query);
    const after = readCursor(state, query, order.field, page.offset);
    const sequences = await state.listing.list(filter, {
      order,
      ...page,
      ...(after === null ? {} : { after }),
    });
    return sequences
      .map((sequence) => state.store.getBySequence(sequence))
      .filter((record) => record !== null)
      .map((record) => wireUser(state, record));
  },
};

function readCursor(
  state: ServerState,
  query: URLSearchParams,
  field: string,
  offset: number,
): Position | null {
  const userId = query.get('starting_after');
  if (userId === null || userId === '') return null;
  if (field !== 'created_at') {
    throw paramError(
      'form_param_value_invalid',
      'starting_after',
      'starting_after needs an order by created_at.',
    );
  }
  if (offset !== 0) {
    throw paramError(
      'form_param_value_invalid',
      'starting_after',
      'starting_after cannot be combined with offset.',
    );
  }
  const record = state.store.get(userId);
  if (record === null) {
    throw paramError(
      'form_resource_not_found',
      'starting_after',
      'The user in starting_after does not exist.',
    );
  }
  return { createdAt: record.user.created_at, sequence: record.sequence };
}

export const countUsers: Operation = {
  name: 'GetUsersCount',
  async run(state, { query }) {
    return { object: 'total_count', total_count: await state.listing.count(readFilter(query)) };
  },
};

export const findUser: Operation = {
  name: 'GetUser',
  run: (state, request) => wireUser(state, userInPath(state, request)),
};
