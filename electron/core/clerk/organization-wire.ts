/**
 * Turns Clerk's JSON of a user's memberships, invitations and OAuth tokens into the contract's models,
 * as leniently as `user-wire.ts`. Knows no HTTP.
 */
import type { JsonObject } from '../../../shared/models/json.ts';
import type {
  OAuthAccessToken,
  OrganizationInvitation,
  OrganizationMembership,
} from '../../../shared/models/organization.ts';
import {
  fromTable,
  isJsonObject,
  number,
  object,
  text,
  textOrEmpty,
  texts,
  valueAt,
  type Reader,
  type Table,
} from './wire-readers.ts';

const organization: Table<OrganizationMembership['organization']> = {
  id: ['id', textOrEmpty],
  name: ['name', textOrEmpty],
  slug: ['slug', text],
  imageUrl: ['image_url', text],
  membersCount: ['members_count', number],
};

const membership: Table<Omit<OrganizationMembership, 'raw'>> = {
  id: ['id', textOrEmpty],
  role: ['role', textOrEmpty],
  roleName: ['role_name', text],
  permissions: ['permissions', texts],
  organization: ['organization', (value) => fromTable(organization, object(value))],
  publicMetadata: ['public_metadata', object],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
};

const nameOfOrganization: Reader<string | null> = (value) =>
  isJsonObject(value) ? text(valueAt(value, 'name')) : null;

const invitation: Table<Omit<OrganizationInvitation, 'raw'>> = {
  id: ['id', textOrEmpty],
  emailAddress: ['email_address', textOrEmpty],
  role: ['role', textOrEmpty],
  roleName: ['role_name', text],
  status: ['status', text],
  organizationId: ['organization_id', text],
  organizationName: ['public_organization_data', nameOfOrganization],
  publicMetadata: ['public_metadata', object],
  createdAt: ['created_at', number],
  updatedAt: ['updated_at', number],
  expiresAt: ['expires_at', number],
};

const accessToken: Table<OAuthAccessToken> = {
  externalAccountId: ['external_account_id', text],
  provider: ['provider', text],
  providerUserId: ['provider_user_id', text],
  token: ['token', textOrEmpty],
  tokenSecret: ['token_secret', text],
  idToken: ['id_token', text],
  label: ['label', text],
  scopes: ['scopes', texts],
  expiresAt: ['expires_at', number],
};

export function membershipFromWire(json: JsonObject): OrganizationMembership {
  return { ...fromTable(membership, json), raw: json };
}

export function invitationFromWire(json: JsonObject): OrganizationInvitation {
  return { ...fromTable(invitation, json), raw: json };
}

/** Has no `raw`: what is not asked for of a secret's surroundings is not carried along. */
export function accessTokenFromWire(json: JsonObject): OAuthAccessToken {
  return fromTable(accessToken, json);
}
