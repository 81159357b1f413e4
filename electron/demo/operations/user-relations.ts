/** A user's OAuth tokens, organization memberships and organization invitations. Read only. */
import { apiError, paramError } from '../http/api-error.ts';
import { requireOrganizations } from '../instance-settings.ts';
import type { DemoOrganization } from '../population/organizations.ts';
import { chance, pick, randomText } from '../population/random.ts';
import { wireUser, type ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import { flag, paged, readPage } from './list-query.ts';
import type { Operation } from './operation.ts';
import { userInPath } from './read-users.ts';

const enabledProviders = ['oauth_google', 'oauth_github', 'oauth_microsoft', 'oauth_apple'];
const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

export const listOAuthAccessTokens: Operation = {
  name: 'GetOAuthAccessToken',
  run(state, request) {
    const record = userInPath(state, request);
    const given = request.params.provider ?? '';
    const provider = given.startsWith('oauth_') ? given : `oauth_${given}`;
    if (!enabledProviders.includes(provider)) {
      throw apiError(404, 'oauth_token_provider_not_enabled', `Signing in with ${given} is not enabled.`);
    }
    const tokens = record.user.external_accounts
      .filter((account) => account.provider === provider)
      .map((account) => ({
        object: 'oauth_access_token',
        external_account_id: account.id,
        provider_user_id: account.provider_user_id,
        // Worthless text of a token's shape.
        token: `demo_${randomText(40, state.store.context.seed, record.sequence, 600)}`,
        expires_at: provider === 'oauth_github' ? null : state.now() + hourMs,
        provider,
        public_metadata: {},
        label: null,
        scopes: account.approved_scopes.split(' ').filter((scope) => scope !== ''),
      }));
    const page = paged(tokens, readPage(request.query));
    return flag(request.query, 'paginated') === true ? page : page.data;
  },
};

function organizationShape(state: ServerState, organization: DemoOrganization) {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: state.images.defaultUrl(organization.id, organization.name),
    has_image: false,
    members_count: state.store.memberCount(organization.id),
    max_allowed_memberships: 0,
    admin_delete_enabled: true,
    public_metadata: {},
    private_metadata: {},
    created_at: organization.createdAt,
    updated_at: organization.createdAt,
  };
}

function publicUserData(state: ServerState, record: UserRecord) {
  const user = wireUser(state, record);
  return {
    user_id: user.id,
    first_name: user.first_name,
    last_name: user.last_name,
    profile_image_url: user.image_url,
    image_url: user.image_url,
    has_image: user.has_image,
    identifier: identifierOf(record),
    username: user.username,
    banned: user.banned,
  };
}

function identifierOf(record: UserRecord): string {
  const { user } = record;
  return (
    user.email_addresses[0]?.email_address ??
    user.phone_numbers[0]?.phone_number ??
    user.username ??
    user.web3_wallets[0]?.web3_wallet ??
    user.id
  );
}

const permissions = {
  'org:admin': [
    'org:sys_profile:manage',
    'org:sys_profile:delete',
    'org:sys_memberships:read',
    'org:sys_memberships:manage',
    'org:sys_domains:read',
    'org:sys_domains:manage',
  ],
  'org:member': ['org:sys_memberships:read', 'org:sys_domains:read'],
};

export const listOrganizationMemberships: Operation = {
  name: 'UsersGetOrganizationMemberships',
  run(state, request) {
    requireOrganizations(state.settings);
    const record = userInPath(state, request);
    const { seed, identifiers } = state.store.context;
    const memberships = state.store.organizationsOf(record.sequence).map((organization, place) => {
      const role = chance(seed, record.sequence, 610 + place) < 0.2 ? 'org:admin' : 'org:member';
      const joined = Math.max(organization.createdAt, record.user.created_at);
      return {
        object: 'organization_membership',
        id: identifiers.childId('orgmem', record.sequence, 620 + place),
        role,
        role_name: role === 'org:admin' ? 'Admin' : 'Member',
        permissions: permissions[role],
        public_metadata: {},
        private_metadata: {},
        organization: organizationShape(state, organization),
        public_user_data: publicUserData(state, record),
        created_at: joined,
        updated_at: joined,
      };
    });
    return paged(memberships, readPage(request.query));
  },
};

const invitationStatuses = ['pending', 'accepted', 'revoked', 'expired'] as const;

export const listOrganizationInvitations: Operation = {
  name: 'UsersGetOrganizationInvitations',
  run(state, request) {
    requireOrganizations(state.settings);
    const record = userInPath(state, request);
    const status = request.query.get('status');
    if (status !== null && !invitationStatuses.some((each) => each === status)) {
      throw paramError(
        'form_param_value_invalid',
        'status',
        `status must be one of ${invitationStatuses.join(', ')}.`,
      );
    }
    const all = invitationsOf(state, record).filter((each) => status === null || each.status === status);
    return paged(all, readPage(request.query));
  },
};

/** Most users have none, a few have more than a page. */
function invitationCount(state: ServerState, record: UserRecord): number {
  const { seed, size, joiner } = state.store.context;
  if (record.sequence === joiner?.sequence && joiner.invitations > 0) return joiner.invitations;
  const value = chance(seed, record.sequence, 640);
  if (record.sequence >= size || record.user.email_addresses.length === 0 || value < 0.7) return 0;
  if (value < 0.97) return 1;
  return value < 0.99 ? 3 : 12;
}

function invitationsOf(state: ServerState, record: UserRecord) {
  const { seed, identifiers, organizations, now } = state.store.context;
  const email = record.user.email_addresses[0]?.email_address ?? 'somebody@example.com';
  const count = invitationCount(state, record);
  return Array.from({ length: count }, (_, place) => {
    const organization = pick(organizations.all, seed, record.sequence, 650 + place);
    const created = Math.floor(
      Math.max(record.user.created_at, now - weekMs * 12 * chance(seed, record.sequence, 660 + place)),
    );
    const inOrder = pick(invitationStatuses, seed, record.sequence, 670 + place);
    return {
      object: 'organization_invitation',
      id: identifiers.childId('orginv', record.sequence, 680 + place),
      email_address: email,
      role: 'org:member',
      role_name: 'Member',
      organization_id: organization.id,
      inviter_id: null,
      public_inviter_data: null,
      status: inOrder === 'pending' && created + weekMs < now ? 'expired' : inOrder,
      public_metadata: {},
      private_metadata: {},
      url: null,
      expires_at: created + weekMs,
      created_at: created,
      updated_at: created,
      public_organization_data: {
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
        image_url: state.images.defaultUrl(organization.id, organization.name),
        has_image: false,
      },
    };
  });
}
