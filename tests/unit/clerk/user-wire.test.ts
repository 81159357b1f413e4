import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accessTokenFromWire,
  invitationFromWire,
  membershipFromWire,
} from '../../../electron/core/clerk/organization-wire.ts';
import { userFromWire } from '../../../electron/core/clerk/user-wire.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import {
  oauthAccessTokenSchema,
  organizationInvitationSchema,
  organizationMembershipSchema,
} from '../../../shared/models/organization.ts';
import { userSchema } from '../../../shared/models/user.ts';

describe('a whole user', () => {
  const verification = {
    object: 'verification_otp',
    status: 'verified',
    strategy: 'email_code',
    attempts: 1,
    expire_at: 5,
  };
  const read = { status: 'verified', strategy: 'email_code', attempts: 1, expireAt: 5 };
  const enterprise = {
    id: 'ent_1',
    provider: 'saml_okta',
    active: true,
    email_address: 'j@corp.example',
    provider_user_id: 'p1',
    last_authenticated_at: 9,
    verification,
  };
  const enterpriseRead = {
    id: 'ent_1',
    provider: 'saml_okta',
    active: true,
    emailAddress: 'j@corp.example',
    firstName: null,
    lastName: null,
    providerUserId: 'p1',
    lastAuthenticatedAt: 9,
    verification: read,
  };
  const wire: JsonObject = {
    id: 'user_1',
    external_id: 'e1',
    username: 'jane',
    first_name: 'Jane',
    last_name: 'Doe',
    locale: 'de-DE',
    timezone: 'Europe/Berlin',
    primary_email_address_id: 'idn_e',
    primary_phone_number_id: 'idn_p',
    primary_web3_wallet_id: 'idn_w',
    image_url: 'https://img.example/1',
    has_image: true,
    public_metadata: { a_b: 1 },
    private_metadata: { c: 2 },
    unsafe_metadata: { d: 3 },
    email_addresses: [
      {
        id: 'idn_e',
        email_address: 'j@example.com',
        reserved: true,
        verification,
        linked_to: [{ id: 'eac_1', type: 'oauth_google' }],
        matches_sso_connection: true,
        created_at: 1,
        updated_at: 2,
      },
    ],
    phone_numbers: [
      {
        id: 'idn_p',
        phone_number: '+491',
        reserved: true,
        reserved_for_second_factor: true,
        default_second_factor: true,
        verification: null,
        linked_to: [],
        created_at: 1,
        updated_at: 2,
      },
    ],
    web3_wallets: [{ id: 'idn_w', web3_wallet: '0x1', verification, created_at: 1, updated_at: 2 }],
    passkeys: [{ id: 'idn_k', name: 'Mac', last_used_at: 3, verification }],
    external_accounts: [
      {
        id: 'eac_1',
        provider: 'oauth_google',
        identification_id: 'idn_x',
        provider_user_id: 'g1',
        approved_scopes: 'email',
        email_address: 'j@gmail.example',
        first_name: 'J',
        last_name: 'D',
        username: 'jd',
        phone_number: '+492',
        image_url: 'https://img.example/2',
        label: 'work',
        public_metadata: { x: 1 },
        verification,
        created_at: 1,
        updated_at: 2,
      },
    ],
    saml_accounts: [{ ...enterprise, saml_connection: { name: 'Okta' } }],
    enterprise_accounts: [{ ...enterprise, protocol: 'oauth', enterprise_connection: { name: 'Corp' } }],
    password_enabled: true,
    two_factor_enabled: true,
    totp_enabled: true,
    backup_code_enabled: true,
    mfa_enabled_at: 11,
    mfa_disabled_at: 12,
    password_last_updated_at: 13,
    banned: true,
    locked: true,
    deprovisioned: true,
    lockout_expires_in_seconds: 14,
    verification_attempts_remaining: 15,
    delete_self_enabled: true,
    create_organization_enabled: true,
    create_organizations_limit: 0,
    bypass_client_trust: true,
    scim: { directory_id: 'dir_1', directory_enabled: true, external_id: 's1' },
    created_at: 16,
    updated_at: 17,
    last_sign_in_at: 18,
    last_active_at: 19,
    legal_accepted_at: 20,
    field_of_tomorrow: ['kept'],
  };

  it('has every known field by its name, and all the rest in raw', () => {
    const user = userFromWire(wire);
    expect(user).toEqual({
      id: 'user_1',
      externalId: 'e1',
      username: 'jane',
      firstName: 'Jane',
      lastName: 'Doe',
      locale: 'de-DE',
      timezone: 'Europe/Berlin',
      primaryEmailAddressId: 'idn_e',
      primaryPhoneNumberId: 'idn_p',
      primaryWeb3WalletId: 'idn_w',
      imageUrl: 'https://img.example/1',
      hasImage: true,
      publicMetadata: { a_b: 1 },
      privateMetadata: { c: 2 },
      unsafeMetadata: { d: 3 },
      emailAddresses: [
        {
          id: 'idn_e',
          emailAddress: 'j@example.com',
          reserved: true,
          verification: read,
          linkedTo: [{ id: 'eac_1', type: 'oauth_google' }],
          matchesSsoConnection: true,
          createdAt: 1,
          updatedAt: 2,
        },
      ],
      phoneNumbers: [
        {
          id: 'idn_p',
          phoneNumber: '+491',
          reserved: true,
          reservedForSecondFactor: true,
          defaultSecondFactor: true,
          verification: null,
          linkedTo: [],
          createdAt: 1,
          updatedAt: 2,
        },
      ],
      web3Wallets: [{ id: 'idn_w', web3Wallet: '0x1', verification: read, createdAt: 1, updatedAt: 2 }],
      passkeys: [{ id: 'idn_k', name: 'Mac', lastUsedAt: 3, verification: read }],
      externalAccounts: [
        {
          id: 'eac_1',
          provider: 'oauth_google',
          identificationId: 'idn_x',
          providerUserId: 'g1',
          approvedScopes: 'email',
          emailAddress: 'j@gmail.example',
          firstName: 'J',
          lastName: 'D',
          username: 'jd',
          phoneNumber: '+492',
          imageUrl: 'https://img.example/2',
          label: 'work',
          publicMetadata: { x: 1 },
          verification: read,
          createdAt: 1,
          updatedAt: 2,
        },
      ],
      samlAccounts: [{ ...enterpriseRead, protocol: 'saml', connectionName: 'Okta' }],
      enterpriseAccounts: [{ ...enterpriseRead, protocol: 'oauth', connectionName: 'Corp' }],
      passwordEnabled: true,
      twoFactorEnabled: true,
      totpEnabled: true,
      backupCodeEnabled: true,
      mfaEnabledAt: 11,
      mfaDisabledAt: 12,
      passwordLastUpdatedAt: 13,
      banned: true,
      locked: true,
      deprovisioned: true,
      lockoutExpiresInSeconds: 14,
      verificationAttemptsRemaining: 15,
      deleteSelfEnabled: true,
      createOrganizationEnabled: true,
      createOrganizationsLimit: 0,
      bypassClientTrust: true,
      scim: { directoryId: 'dir_1', directoryEnabled: true, externalId: 's1' },
      createdAt: 16,
      updatedAt: 17,
      lastSignInAt: 18,
      lastActiveAt: 19,
      legalAcceptedAt: 20,
      raw: wire,
    });
    expect(user.raw).toBe(wire);
    expect(user.publicMetadata).toBe(wire.public_metadata);
  });
});

describe('lenient', () => {
  it('an empty object is a user of nulls, falses and nothings', () => {
    const { raw, ...rest } = userFromWire({});
    expect(raw).toEqual({});
    for (const value of Object.values(rest)) expect([null, false, '', [], {}]).toContainEqual(value);
    expect(userSchema.safeParse({ ...rest, raw }).success).toBe(true);
  });

  it('reads own properties only', () => {
    const json = Object.create({ banned: true, first_name: 'inherited' }) as JsonObject;
    expect(userFromWire(json)).toMatchObject({ banned: false, firstName: null });
  });

  it('whatever stands where, what comes out fits the contract', () => {
    const keys = [
      'id',
      'first_name',
      'email_addresses',
      'phone_numbers',
      'passkeys',
      'external_accounts',
      'saml_accounts',
      'scim',
      'banned',
      'created_at',
      'public_metadata',
      'verification',
      'linked_to',
      'organization',
      'permissions',
      'scopes',
      'public_organization_data',
      'saml_connection',
      '__proto__',
    ];
    const anything = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 8, noNullPrototype: true }),
      ),
    })).value;
    const json = fc.dictionary(fc.constantFrom(...keys), anything, { noNullPrototype: true });
    fc.assert(
      fc.property(json, (value) => {
        const object = value as JsonObject;
        const before = JSON.stringify(object);
        expect(userSchema.safeParse(userFromWire(object)).success).toBe(true);
        expect(organizationMembershipSchema.safeParse(membershipFromWire(object)).success).toBe(true);
        expect(organizationInvitationSchema.safeParse(invitationFromWire(object)).success).toBe(true);
        expect(oauthAccessTokenSchema.safeParse(accessTokenFromWire(object)).success).toBe(true);
        expect(JSON.stringify(userFromWire(object).raw)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});

describe('of organizations', () => {
  it('reads a membership', () => {
    const wire: JsonObject = {
      id: 'orgmem_1',
      role: 'org:admin',
      role_name: 'Admin',
      permissions: ['org:x', 7],
      organization: {
        id: 'org_1',
        name: 'Acme',
        slug: 'acme',
        image_url: 'https://img.example',
        members_count: 3,
      },
      public_metadata: { k: 1 },
      created_at: 1,
      updated_at: 2,
    };
    expect(membershipFromWire(wire)).toEqual({
      id: 'orgmem_1',
      role: 'org:admin',
      roleName: 'Admin',
      permissions: ['org:x'],
      organization: {
        id: 'org_1',
        name: 'Acme',
        slug: 'acme',
        imageUrl: 'https://img.example',
        membersCount: 3,
      },
      publicMetadata: { k: 1 },
      createdAt: 1,
      updatedAt: 2,
      raw: wire,
    });
  });

  it('reads an invitation', () => {
    const wire: JsonObject = {
      id: 'orginv_1',
      email_address: 'j@example.com',
      role: 'org:member',
      role_name: 'Member',
      status: 'pending',
      organization_id: 'org_1',
      public_organization_data: { name: 'Acme' },
      public_metadata: {},
      created_at: 1,
      updated_at: 2,
      expires_at: 3,
    };
    expect(invitationFromWire(wire)).toEqual({
      id: 'orginv_1',
      emailAddress: 'j@example.com',
      role: 'org:member',
      roleName: 'Member',
      status: 'pending',
      organizationId: 'org_1',
      organizationName: 'Acme',
      publicMetadata: {},
      createdAt: 1,
      updatedAt: 2,
      expiresAt: 3,
      raw: wire,
    });
  });
});
