/**
 * The table of the API's operations: those on users, by subject, and the two that tell what a key belongs
 * to. Each says how it is sent, how its answer is read, and what it can do to a user. Knows no HTTP.
 */
import { pageOf, withId } from './answers.ts';
import { identifierOperations } from './identifier-operations.ts';
import { domainFromWire, instanceFromWire } from './instance-wire.ts';
import { read } from './operation-kinds.ts';
import type { OperationTable } from './operation.ts';
import { relatedOperations } from './related-operations.ts';
import { securityOperations } from './security-operations.ts';
import { sessionOperations } from './session-operations.ts';
import { userOperations } from './user-operations.ts';

export type { OperationInput, OperationName, OperationOutput } from './operation.ts';

export const operations: OperationTable = {
  getInstance: {
    ...read,
    method: 'GET',
    path: () => '/instance',
    parse: (answer) => instanceFromWire(withId(answer)),
    fieldPaths: {},
  },
  listDomains: {
    ...read,
    method: 'GET',
    path: () => '/domains',
    parse: (answer) => ({ domains: pageOf(answer).items.map(domainFromWire) }),
    fieldPaths: {},
  },
  ...userOperations,
  ...identifierOperations,
  ...securityOperations,
  ...relatedOperations,
  ...sessionOperations,
};
