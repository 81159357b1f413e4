/** Every operation that the server has, by method and path. */
import type { Operation } from './operation.ts';
import { getInstance, listDomains } from './read-instance.ts';
import { countUsers, findUser, listUsers } from './read-users.ts';

export const operations: Record<string, Operation> = {
  'GET /instance': getInstance,
  'GET /domains': listDomains,
  'GET /users': listUsers,
  'GET /users/count': countUsers,
  'GET /users/{user_id}': findUser,
};
