/** One call of every operation: its input, the request it must become, and an answer with its value. */
import type {
  OperationInput,
  OperationName,
  OperationOutput,
} from '../../../electron/core/clerk/operations.ts';
import type { JsonObject, JsonValue } from '../../../shared/models/json.ts';
import type { User } from '../../../shared/models/user.ts';

export interface Sample<N extends OperationName> {
  input: OperationInput<N>;
  /** Literally, as the server sees it; the path without `/v1`. */
  request: { method: string; url: string; body?: string; contentType?: RegExp };
  answer: JsonValue;
  /** For a user, only what is worth a look. */
  output: OperationOutput<N> extends User ? Partial<User> : OperationOutput<N>;
}

/** Metadata keys that a conversion of names would harm; parsed, so that `__proto__` is a key like any other. */
export const awkwardMetadataText =
  '{"snake_case":1,"camelCase":{"inner_key":[{"aB":null}]},"a-b":"x","__proto__":{"polluted":true},"constructor":"c","":"empty"}';
export const awkwardMetadata = JSON.parse(awkwardMetadataText) as JsonObject;

export const wireUser: JsonObject = {
  id: 'user_1',
  object: 'user',
  first_name: 'Jane',
  public_metadata: awkwardMetadata,
  banned: true,
  created_at: 1_700_000_000_000,
};
const user: Partial<User> = { id: 'user_1', firstName: 'Jane', banned: true, raw: wireUser };

const userId = 'user_1';
const png = 'iVBORw0KGgo=';

const wireEmailAddress: JsonObject = {
  object: 'email_address',
  id: 'idn_3',
  email_address: 'jane+2@example.com',
  reserved: false,
  verification: { object: 'verification_admin', status: 'verified', strategy: 'admin', attempts: null },
  linked_to: [{ id: 'idn_9', type: 'oauth_google' }],
  matches_sso_connection: true,
  created_at: 1_700_000_000_000,
  updated_at: 1_700_000_000_001,
};
const emailAddress: OperationOutput<'createEmailAddress'> = {
  id: 'idn_3',
  emailAddress: 'jane+2@example.com',
  reserved: false,
  verification: { status: 'verified', strategy: 'admin', attempts: null, expireAt: null },
  linkedTo: [{ id: 'idn_9', type: 'oauth_google' }],
  matchesSsoConnection: true,
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_001,
};

const wirePhoneNumber: JsonObject = {
  object: 'phone_number',
  id: 'idn_4',
  phone_number: '+15555550100',
  reserved: true,
  reserved_for_second_factor: true,
  default_second_factor: true,
  verification: null,
  linked_to: [],
  created_at: 1,
  updated_at: 2,
};
const phoneNumber: OperationOutput<'createPhoneNumber'> = {
  id: 'idn_4',
  phoneNumber: '+15555550100',
  reserved: true,
  reservedForSecondFactor: true,
  defaultSecondFactor: true,
  verification: null,
  linkedTo: [],
  createdAt: 1,
  updatedAt: 2,
};

const wireSession: JsonObject = {
  object: 'session',
  id: 'sess_1',
  user_id: 'user_1',
  client_id: 'client_1',
  status: 'active',
  actor: { sub: 'user_support', iss: 'https://dashboard.clerk.com' },
  latest_activity: {
    object: 'session_activity',
    id: 'sess_activity_1',
    device_type: 'Macintosh',
    is_mobile: true,
    browser_name: 'Firefox',
    browser_version: '140.0',
    ip_address: '192.0.2.1',
    city: 'Athens',
    country: 'Greece',
  },
  last_active_organization_id: 'org_1',
  last_active_at: 1,
  expire_at: 2,
  abandon_at: 3,
  created_at: 4,
  updated_at: 5,
};
const session: OperationOutput<'revokeSession'> = {
  id: 'sess_1',
  userId: 'user_1',
  clientId: 'client_1',
  status: 'active',
  actor: { sub: 'user_support', iss: 'https://dashboard.clerk.com' },
  latestActivity: {
    deviceType: 'Macintosh',
    isMobile: true,
    browserName: 'Firefox',
    browserVersion: '140.0',
    ipAddress: '192.0.2.1',
    city: 'Athens',
    country: 'Greece',
  },
  lastActiveOrganizationId: 'org_1',
  lastActiveAt: 1,
  expireAt: 2,
  abandonAt: 3,
  createdAt: 4,
  updatedAt: 5,
};

function wireLink(id: string, object: string): JsonObject {
  return {
    object,
    id,
    user_id: 'user_1',
    status: 'pending',
    token: 'BareLinkToken',
    url: `https://accounts.example.com/sign-in?ticket=LinkTicket-${id}`,
    created_at: 1,
    updated_at: 2,
  };
}
function link(id: string): OperationOutput<'createSignInToken'> {
  const url = `https://accounts.example.com/sign-in?ticket=LinkTicket-${id}`;
  return { id, userId: 'user_1', status: 'pending', url, createdAt: 1, updatedAt: 2 };
}

export const samples: { readonly [N in OperationName]: Sample<N> } = {
  getInstance: {
    input: {},
    request: { method: 'GET', url: '/instance' },
    answer: { object: 'instance', id: 'ins_1', environment_type: 'development' },
    output: {
      id: 'ins_1',
      environmentType: 'development',
      raw: { object: 'instance', id: 'ins_1', environment_type: 'development' },
    },
  },
  listDomains: {
    input: {},
    request: { method: 'GET', url: '/domains' },
    answer: {
      data: [
        {
          id: 'dmn_1',
          name: 'example.com',
          is_satellite: false,
          frontend_api_url: 'https://clerk.example.com',
        },
      ],
      total_count: 1,
    },
    output: {
      domains: [
        {
          id: 'dmn_1',
          name: 'example.com',
          isSatellite: false,
          frontendApiUrl: 'https://clerk.example.com',
          raw: {
            id: 'dmn_1',
            name: 'example.com',
            is_satellite: false,
            frontend_api_url: 'https://clerk.example.com',
          },
        },
      ],
    },
  },
  list: {
    input: {
      emailAddress: ['a+b@example.com', 'c@example.com'],
      userId: ['+user_1', '-user_2'],
      query: 'jane & co = 100%',
      banned: false,
      createdAtAfter: 1_700_000_000_000,
      provider: 'oauth_google',
      providerUserId: ['1'],
      limit: 10_000,
      offset: 0,
      startingAfter: 'user_0',
      orderBy: '+created_at',
    },
    request: {
      method: 'GET',
      url:
        '/users?email_address=a%2Bb%40example.com&email_address=c%40example.com&user_id=%2Buser_1&user_id=-user_2' +
        '&query=jane+%26+co+%3D+100%25&banned=false&created_at_after=1700000000000&provider=oauth_google' +
        '&provider_user_id=1&limit=500&offset=0&starting_after=user_0&order_by=%2Bcreated_at',
    },
    answer: [],
    output: { users: [] },
  },
  count: {
    input: { lastSignInAtBefore: 5, organizationId: ['+org_1'], banned: true },
    request: {
      method: 'GET',
      url: '/users/count?organization_id=%2Borg_1&banned=true&last_sign_in_at_before=5',
    },
    answer: { object: 'total_count', total_count: 2000 },
    output: { total: 2000 },
  },
  get: {
    input: { userId },
    request: { method: 'GET', url: '/users/user_1' },
    answer: wireUser,
    output: user,
  },
  create: {
    input: {
      user: {
        emailAddress: ['jane@example.com'],
        firstName: 'Jane',
        lastName: null,
        skipPasswordChecks: false,
        createOrganizationsLimit: 0,
        createdAt: '2026-01-02T03:04:05Z',
        publicMetadata: awkwardMetadata,
      },
    },
    request: {
      method: 'POST',
      url: '/users',
      body:
        '{"first_name":"Jane","last_name":null,"skip_password_checks":false,"create_organizations_limit":0,' +
        `"created_at":"2026-01-02T03:04:05Z","public_metadata":${awkwardMetadataText},"email_address":["jane@example.com"]}`,
    },
    answer: wireUser,
    output: user,
  },
  update: {
    input: {
      userId,
      changes: { username: 'jane', totpSecret: null, backupCodes: ['one'], signOutOfOtherSessions: true },
    },
    request: {
      method: 'PATCH',
      url: '/users/user_1',
      body: '{"username":"jane","totp_secret":null,"backup_codes":["one"],"sign_out_of_other_sessions":true}',
    },
    answer: wireUser,
    output: user,
  },
  delete: {
    input: { userId },
    request: { method: 'DELETE', url: '/users/user_1' },
    answer: { object: 'user', id: 'user_1', deleted: true },
    output: { id: 'user_1', deleted: true },
  },
  ban: {
    input: { userId },
    request: { method: 'POST', url: '/users/user_1/ban' },
    answer: wireUser,
    output: user,
  },
  unban: {
    input: { userId },
    request: { method: 'POST', url: '/users/user_1/unban' },
    answer: wireUser,
    output: user,
  },
  lock: {
    input: { userId },
    request: { method: 'POST', url: '/users/user_1/lock' },
    answer: wireUser,
    output: user,
  },
  unlock: {
    input: { userId },
    request: { method: 'POST', url: '/users/user_1/unlock' },
    answer: wireUser,
    output: user,
  },
  setProfileImage: {
    input: { userId, contentType: 'image/png', base64: png },
    request: {
      method: 'POST',
      url: '/users/user_1/profile_image',
      contentType: /^multipart\/form-data; boundary=\S+$/,
    },
    answer: wireUser,
    output: user,
  },
  deleteProfileImage: {
    input: { userId },
    request: { method: 'DELETE', url: '/users/user_1/profile_image' },
    answer: wireUser,
    output: user,
  },
  updateMetadata: {
    input: { userId, publicMetadata: awkwardMetadata, unsafeMetadata: {} },
    request: {
      method: 'PATCH',
      url: '/users/user_1/metadata',
      body: `{"public_metadata":${awkwardMetadataText},"unsafe_metadata":{}}`,
    },
    answer: wireUser,
    output: user,
  },
  replaceMetadata: {
    input: { userId, privateMetadata: awkwardMetadata, publicMetadata: {} },
    request: {
      method: 'PUT',
      url: '/users/user_1/metadata',
      body: `{"public_metadata":{},"private_metadata":${awkwardMetadataText}}`,
    },
    answer: wireUser,
    output: user,
  },
  listOAuthAccessTokens: {
    input: { userId, provider: 'oauth_google', limit: 501, offset: 0 },
    request: { method: 'GET', url: '/users/user_1/oauth_access_tokens/oauth_google?limit=500&offset=0' },
    answer: [
      {
        external_account_id: 'eac_1',
        provider: 'oauth_google',
        token: 'live',
        scopes: ['email'],
        expires_at: null,
      },
    ],
    output: {
      tokens: [
        {
          externalAccountId: 'eac_1',
          provider: 'oauth_google',
          providerUserId: null,
          token: 'live',
          tokenSecret: null,
          idToken: null,
          label: null,
          scopes: ['email'],
          expiresAt: null,
        },
      ],
    },
  },
  listOrganizationMemberships: {
    input: { userId, limit: 1, offset: 0 },
    request: { method: 'GET', url: '/users/user_1/organization_memberships?limit=1&offset=0' },
    answer: { data: [], total_count: 7 },
    output: { memberships: [], total: 7 },
  },
  listOrganizationInvitations: {
    input: { userId, status: 'pending' },
    request: { method: 'GET', url: '/users/user_1/organization_invitations?status=pending' },
    answer: { data: [], total_count: 0 },
    output: { invitations: [], total: 0 },
  },
  verifyPassword: {
    input: { userId, password: 'pä"ss' },
    request: { method: 'POST', url: '/users/user_1/verify_password', body: '{"password":"pä\\"ss"}' },
    answer: { verified: true },
    output: { verified: true },
  },
  verifyTotp: {
    input: { userId, code: '012345' },
    request: { method: 'POST', url: '/users/user_1/verify_totp', body: '{"code":"012345"}' },
    answer: { verified: true, code_type: 'backup_code' },
    output: { verified: true, codeType: 'backup_code' },
  },
  disableMfa: {
    input: { userId },
    request: { method: 'DELETE', url: '/users/user_1/mfa' },
    answer: { user_id: 'user_1' },
    output: { userId },
  },
  deleteBackupCodes: {
    input: { userId },
    request: { method: 'DELETE', url: '/users/user_1/backup_code' },
    answer: { user_id: 'user_1' },
    output: { userId },
  },
  deleteTotp: {
    input: { userId },
    request: { method: 'DELETE', url: '/users/user_1/totp' },
    answer: { user_id: 'user_1' },
    output: { userId },
  },
  deletePasskey: {
    input: { userId, passkeyId: 'idn_1' },
    request: { method: 'DELETE', url: '/users/user_1/passkeys/idn_1' },
    answer: { object: 'passkey', id: 'idn_1', deleted: true },
    output: { id: 'idn_1', deleted: true },
  },
  deleteWeb3Wallet: {
    input: { userId, web3WalletId: 'idn_2' },
    request: { method: 'DELETE', url: '/users/user_1/web3_wallets/idn_2' },
    answer: { object: 'web3_wallet', id: 'idn_2', deleted: true },
    output: { id: 'idn_2', deleted: true },
  },
  deleteExternalAccount: {
    input: { userId, externalAccountId: 'eac_1' },
    request: { method: 'DELETE', url: '/users/user_1/external_accounts/eac_1' },
    answer: { object: 'external_account', id: 'eac_1', deleted: true },
    output: { id: 'eac_1', deleted: true },
  },
  createEmailAddress: {
    input: {
      userId,
      emailAddress: 'jane+2@example.com',
      verified: false,
      primary: true,
      notifyPrimaryEmailAddressChanged: true,
    },
    request: {
      method: 'POST',
      url: '/email_addresses',
      body:
        '{"user_id":"user_1","email_address":"jane+2@example.com","verified":false,"primary":true,' +
        '"notify_primary_email_address_changed":true}',
    },
    answer: wireEmailAddress,
    output: emailAddress,
  },
  updateEmailAddress: {
    input: { userId, emailAddressId: 'idn_3', verified: true, notifyPrimaryEmailAddressChanged: false },
    request: {
      method: 'PATCH',
      url: '/email_addresses/idn_3',
      body: '{"verified":true,"notify_primary_email_address_changed":false}',
    },
    answer: wireEmailAddress,
    output: emailAddress,
  },
  deleteEmailAddress: {
    input: { userId, emailAddressId: 'idn_3' },
    request: { method: 'DELETE', url: '/email_addresses/idn_3' },
    answer: { object: 'email_address', id: 'idn_3', deleted: true },
    output: { id: 'idn_3', deleted: true },
  },
  replaceEmailAddress: {
    input: {
      userId,
      emailAddress: 'jane+2@example.com',
      identificationStatus: 'reserved',
      notifyPrimaryEmailAddressChanged: true,
    },
    request: {
      method: 'PUT',
      url: '/users/user_1/email_address',
      body:
        '{"email_address":"jane+2@example.com","identification_status":"reserved",' +
        '"notify_primary_email_address_changed":true}',
    },
    answer: wireEmailAddress,
    output: emailAddress,
  },
  createPhoneNumber: {
    input: {
      userId,
      phoneNumber: '+15555550100',
      verified: true,
      primary: false,
      reservedForSecondFactor: true,
    },
    request: {
      method: 'POST',
      url: '/phone_numbers',
      body:
        '{"user_id":"user_1","phone_number":"+15555550100","verified":true,"primary":false,' +
        '"reserved_for_second_factor":true}',
    },
    answer: wirePhoneNumber,
    output: phoneNumber,
  },
  updatePhoneNumber: {
    input: { userId, phoneNumberId: 'idn_4', verified: true, primary: true, reservedForSecondFactor: false },
    request: {
      method: 'PATCH',
      url: '/phone_numbers/idn_4',
      body: '{"verified":true,"primary":true,"reserved_for_second_factor":false}',
    },
    answer: wirePhoneNumber,
    output: phoneNumber,
  },
  deletePhoneNumber: {
    input: { userId, phoneNumberId: 'idn_4' },
    request: { method: 'DELETE', url: '/phone_numbers/idn_4' },
    answer: { object: 'phone_number', id: 'idn_4', deleted: true },
    output: { id: 'idn_4', deleted: true },
  },
  replacePhoneNumber: {
    input: { userId, phoneNumber: '+15555550100', identificationStatus: 'unverified' },
    request: {
      method: 'PUT',
      url: '/users/user_1/phone_number',
      body: '{"phone_number":"+15555550100","identification_status":"unverified"}',
    },
    answer: wirePhoneNumber,
    output: phoneNumber,
  },
  listSessions: {
    input: { userId, status: 'active', limit: 501, offset: 0 },
    request: {
      method: 'GET',
      url: '/sessions?user_id=user_1&status=active&limit=500&offset=0&paginated=true',
    },
    answer: { data: [wireSession], total_count: 7 },
    output: { sessions: [session], total: 7 },
  },
  revokeSession: {
    input: { userId, sessionId: 'sess_1' },
    request: { method: 'POST', url: '/sessions/sess_1/revoke' },
    answer: wireSession,
    output: session,
  },
  createSignInToken: {
    input: { userId, expiresInSeconds: 600 },
    request: {
      method: 'POST',
      url: '/sign_in_tokens',
      body: '{"user_id":"user_1","expires_in_seconds":600}',
    },
    answer: wireLink('sit_1', 'sign_in_token'),
    output: link('sit_1'),
  },
  revokeSignInToken: {
    input: { userId, signInTokenId: 'sit_1' },
    request: { method: 'POST', url: '/sign_in_tokens/sit_1/revoke' },
    answer: { ...wireLink('sit_1', 'sign_in_token'), status: 'revoked', url: null },
    output: { ...link('sit_1'), status: 'revoked', url: null },
  },
  createActorToken: {
    input: {
      userId,
      actor: { sub: 'user_support', note: 'Ticket 7' },
      expiresInSeconds: 60,
      sessionMaxDurationInSeconds: 1800,
    },
    request: {
      method: 'POST',
      url: '/actor_tokens',
      body:
        '{"user_id":"user_1","actor":{"sub":"user_support","note":"Ticket 7"},"expires_in_seconds":60,' +
        '"session_max_duration_in_seconds":1800}',
    },
    answer: { ...wireLink('act_1', 'actor_token'), actor: awkwardMetadata },
    output: { ...link('act_1'), actor: awkwardMetadata },
  },
  revokeActorToken: {
    input: { userId, actorTokenId: 'act_1' },
    request: { method: 'POST', url: '/actor_tokens/act_1/revoke' },
    answer: { ...wireLink('act_1', 'actor_token'), actor: { sub: 'user_support' } },
    output: { ...link('act_1'), actor: { sub: 'user_support' } },
  },
  createTotp: {
    input: { userId },
    request: { method: 'POST', url: '/users/user_1/totp' },
    answer: {
      object: 'totp',
      id: 'totp_1',
      secret: 'MADEUPSECRET',
      uri: 'otpauth://totp/x?secret=MADEUPSECRET',
    },
    output: { secret: 'MADEUPSECRET', uri: 'otpauth://totp/x?secret=MADEUPSECRET' },
  },
};

export const operationNames = Object.keys(samples) as OperationName[];
