/** The addresses, numbers, wallets, passkeys and accounts of a made-up user, in Clerk's shapes. */
import type {
  Verification,
  WireEmailAddress,
  WireEnterpriseAccount,
  WireExternalAccount,
  WirePasskey,
  WirePhoneNumber,
  WireSamlAccount,
  WireWeb3Wallet,
} from '../wire.ts';
import type { GeneratedSketch } from './generated-sketch.ts';
import { randomText } from './random.ts';

/** Which of a user's things an id belongs to; see Identifiers.childId. */
const child = {
  email: 10,
  phone: 20,
  wallet: 30,
  passkey: 40,
  account: 50,
  link: 60,
  saml: 70,
  enterprise: 80,
};

function childId(sketch: GeneratedSketch, prefix: string, topic: number): string {
  return sketch.context.identifiers.childId(prefix, sketch.sequence, topic);
}

/** Clerk's own calls name addresses and numbers by id alone. */
function identificationId(sketch: GeneratedSketch, topic: number): string {
  return sketch.context.identifiers.ownedId('idn', sketch.sequence, topic);
}

function verified(object: string, strategy: string): Verification {
  return {
    object,
    status: 'verified',
    strategy,
    attempts: object === 'verification_otp' ? 1 : null,
    expire_at: null,
  };
}

export function isScimManaged(sketch: GeneratedSketch): boolean {
  return sketch.chance(200) < 0.01 && sketch.emailAddresses.length > 0;
}

/** Users of an enterprise connection; those managed by SCIM all are. */
export function isEnterprise(sketch: GeneratedSketch): boolean {
  return isScimManaged(sketch) || (sketch.chance(201) < 0.03 && sketch.emailAddresses.length > 0);
}

export function emailAddresses(sketch: GeneratedSketch): WireEmailAddress[] {
  const accounts = sketch.externalAccounts;
  return sketch.emailAddresses.map((address, place) => {
    const account = place === 0 ? accounts[0] : undefined;
    return {
      id: identificationId(sketch, child.email + place),
      object: 'email_address',
      email_address: address,
      reserved: false,
      verification: emailVerification(sketch, place, account?.provider),
      linked_to:
        account === undefined ? [] : [{ type: account.provider, id: childId(sketch, 'eac', child.account) }],
      matches_sso_connection: place === 0 && isEnterprise(sketch),
      created_at: sketch.createdAt,
      updated_at: sketch.createdAt,
    };
  });
}

function emailVerification(
  sketch: GeneratedSketch,
  place: number,
  provider: string | undefined,
): Verification | null {
  if (place === 0 && isScimManaged(sketch)) return verified('verification_scim', 'scim');
  if (place === 0 && provider !== undefined) return verified('verification_from_oauth', `from_${provider}`);
  const value = sketch.chance(210 + place);
  if (value < 0.06) {
    const status = value < 0.04 ? 'unverified' : 'expired';
    return {
      object: 'verification_otp',
      status,
      strategy: 'email_code',
      attempts: 0,
      expire_at: sketch.createdAt + 600_000,
    };
  }
  if (value < 0.07) return null;
  if (value < 0.2) return verified('verification_admin', 'admin');
  if (value < 0.3) return verified('verification_email_link', 'email_link');
  if (value < 0.35) return verified('verification_ticket', 'ticket');
  return verified('verification_otp', 'email_code');
}

export function phoneNumbers(sketch: GeneratedSketch, secondFactor: boolean): WirePhoneNumber[] {
  return sketch.phoneNumbers.map((number, place) => ({
    id: identificationId(sketch, child.phone + place),
    object: 'phone_number',
    phone_number: number,
    reserved_for_second_factor: secondFactor && place === 0,
    default_second_factor: secondFactor && place === 0,
    reserved: false,
    verification:
      sketch.chance(220 + place) < 0.08
        ? {
            object: 'verification_otp',
            status: 'unverified',
            strategy: 'phone_code',
            attempts: 0,
            expire_at: null,
          }
        : verified('verification_otp', 'phone_code'),
    linked_to: [],
    backup_codes: null,
    created_at: sketch.createdAt,
    updated_at: sketch.createdAt,
  }));
}

export function web3Wallets(sketch: GeneratedSketch): WireWeb3Wallet[] {
  return sketch.web3Wallets.map((wallet, place) => ({
    id: identificationId(sketch, child.wallet + place),
    object: 'web3_wallet',
    web3_wallet: wallet,
    verification: verified(
      'verification_web3',
      sketch.pick(
        ['web3_metamask_signature', 'web3_coinbase_wallet_signature', 'web3_okx_wallet_signature'],
        230,
      ),
    ),
    created_at: sketch.createdAt,
    updated_at: sketch.createdAt,
  }));
}

const passkeyNames = [
  'iCloud Keychain',
  'MacBook Pro',
  'Windows Hello',
  'YubiKey 5C',
  'Pixel 9',
  '1Password',
];

export function passkeys(sketch: GeneratedSketch): WirePasskey[] {
  const count = sketch.chance(240) < 0.02 ? 2 : sketch.chance(240) < 0.08 ? 1 : 0;
  return Array.from({ length: count }, (_, place) => ({
    id: identificationId(sketch, child.passkey + place),
    object: 'passkey',
    name: sketch.pick(passkeyNames, 241 + place),
    last_used_at: sketch.lastSignInAt ?? sketch.createdAt,
    verification: { ...verified('verification_passkey', 'passkey'), nonce: 'nonce' },
  }));
}

const scopes: Record<string, string> = {
  oauth_google: 'email https://www.googleapis.com/auth/userinfo.email openid profile',
  oauth_github: 'read:user user:email',
  oauth_microsoft: 'email offline_access openid profile User.Read',
  oauth_apple: 'email name',
};

export function externalAccounts(sketch: GeneratedSketch): WireExternalAccount[] {
  return sketch.externalAccounts.map(({ provider, providerUserId }, place) => ({
    object: provider === 'oauth_google' ? 'google_account' : 'external_account',
    id: childId(sketch, 'eac', child.account + place),
    provider,
    identification_id: identificationId(sketch, child.link + place),
    provider_user_id: providerUserId,
    approved_scopes: scopes[provider] ?? '',
    email_address: sketch.emailAddresses[0] ?? '',
    email_address_verified: sketch.chance(250 + place) < 0.1 ? null : true,
    first_name: sketch.firstName ?? '',
    last_name: sketch.lastName ?? '',
    avatar_url: '',
    image_url: null,
    username:
      provider === 'oauth_github'
        ? (sketch.username ?? `dev-${randomText(6, 1, sketch.sequence, 251)}`)
        : null,
    phone_number: null,
    public_metadata: {},
    label: null,
    created_at: sketch.createdAt,
    updated_at: sketch.createdAt,
    verification: {
      object: 'verification_oauth',
      status: 'verified',
      strategy: provider,
      attempts: null,
      expire_at: sketch.createdAt + 600_000,
    },
  }));
}

function connection(sketch: GeneratedSketch, protocol: 'saml' | 'oauth') {
  const domain = sketch.emailAddresses[0]?.split('@')[1] ?? 'example.com';
  const created = sketch.context.timeline.createdAt(0);
  return {
    id: sketch.context.identifiers.childId(protocol === 'saml' ? 'samlc' : 'entconn', 0, domain.length + 90),
    name: `${domain} single sign-on`,
    domains: [domain],
    active: true,
    provider: protocol === 'saml' ? 'saml_okta' : 'oauth_google',
    sync_user_attributes: true,
    allow_subdomains: false,
    allow_idp_initiated: false,
    disable_additional_identifications: false,
    created_at: created,
    updated_at: created,
  };
}

function enterpriseShape(sketch: GeneratedSketch) {
  return {
    active: true,
    email_address: sketch.emailAddresses[0] ?? '',
    first_name: sketch.firstName,
    last_name: sketch.lastName,
    provider_user_id: sketch.emailAddresses[0] ?? null,
    last_authenticated_at: sketch.lastSignInAt,
    public_metadata: {},
  };
}

export function samlAccounts(sketch: GeneratedSketch): WireSamlAccount[] {
  if (!isEnterprise(sketch)) return [];
  return [
    {
      id: childId(sketch, 'samlacc', child.saml),
      object: 'saml_account',
      provider: 'saml_okta',
      ...enterpriseShape(sketch),
      verification: verified('verification_saml', 'saml'),
      saml_connection: connection(sketch, 'saml'),
    },
  ];
}

export function enterpriseAccounts(sketch: GeneratedSketch): WireEnterpriseAccount[] {
  if (!isEnterprise(sketch)) return [];
  const connected = connection(sketch, 'saml');
  return [
    {
      id: childId(sketch, 'entacc', child.enterprise),
      object: 'enterprise_account',
      protocol: 'saml',
      provider: 'saml_okta',
      ...enterpriseShape(sketch),
      enterprise_connection_id: connected.id,
      verification: verified('verification_saml', 'saml'),
      enterprise_connection: { ...connected, protocol: 'saml', logo_public_url: null },
    },
  ];
}
