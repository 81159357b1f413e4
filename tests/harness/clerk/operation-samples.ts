/** One call of every operation: its input, the request it must become, and an answer with its value. */
import type { OperationName } from '../../../electron/core/clerk/operations.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { User } from '../../../shared/models/user.ts';
import { wholeImages } from '../whole-images.ts';
import { identifierSamples } from './identifier-samples.ts';
import { awkwardMetadata, awkwardMetadataText, type Samples } from './sample.ts';
import { sessionSamples } from './session-samples.ts';

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
const png = Buffer.from(wholeImages.png.bytes).toString('base64');

export const samples: Samples = {
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
  removePassword: {
    input: { userId, signOutOfOtherSessions: true },
    request: {
      method: 'POST',
      url: '/users/user_1/remove_password',
      body: '{"sign_out_of_other_sessions":true}',
    },
    answer: wireUser,
    output: user,
  },
  setPasswordCompromised: {
    input: { userId, revokeAllSessions: true },
    request: {
      method: 'POST',
      url: '/users/user_1/password/set_compromised',
      body: '{"revoke_all_sessions":true}',
    },
    answer: wireUser,
    output: user,
  },
  unsetPasswordCompromised: {
    input: { userId },
    request: { method: 'POST', url: '/users/user_1/password/unset_compromised' },
    answer: wireUser,
    output: user,
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
  ...identifierSamples,
  ...sessionSamples,
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
