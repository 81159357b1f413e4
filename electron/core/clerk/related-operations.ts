/** The operations that read what is kept about a user elsewhere: organizations, tokens of providers. Knows no HTTP. */
import { pageOf } from './answers.ts';
import { pathsOfPage, read, sideEffect } from './operation-kinds.ts';
import type { OperationTable } from './operation.ts';
import { accessTokenFromWire, invitationFromWire, membershipFromWire } from './organization-wire.ts';
import { pageFields } from './user-fields.ts';
import { path, toQuery } from './wire-request.ts';

export const relatedOperations = {
  listOAuthAccessTokens: {
    ...sideEffect,
    method: 'GET',
    path: ({ userId, provider }) => path`/users/${userId}/oauth_access_tokens/${provider}`,
    query: (input) => toQuery(pageFields, input),
    parse: (answer) => ({ tokens: pageOf(answer).items.map(accessTokenFromWire) }),
    fieldPaths: { ...pathsOfPage, provider: 'provider' },
  },
  listOrganizationMemberships: {
    ...read,
    method: 'GET',
    path: ({ userId }) => path`/users/${userId}/organization_memberships`,
    query: (input) => toQuery(pageFields, input),
    parse: (answer) => {
      const { items, total } = pageOf(answer);
      return { memberships: items.map(membershipFromWire), total };
    },
    fieldPaths: pathsOfPage,
  },
  listOrganizationInvitations: {
    ...read,
    method: 'GET',
    path: ({ userId }) => path`/users/${userId}/organization_invitations`,
    query: (input) => toQuery({ ...pageFields, status: 'status' }, input),
    parse: (answer) => {
      const { items, total } = pageOf(answer);
      return { invitations: items.map(invitationFromWire), total };
    },
    fieldPaths: { ...pathsOfPage, status: 'status' },
  },
} satisfies Partial<OperationTable>;
