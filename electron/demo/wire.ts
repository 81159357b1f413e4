/** The shapes that travel: Clerk's Backend API, version 2026-05-12, as far as users go. Pure types. */
import type { JsonObject } from '../../shared/models/json.ts';

export type Verification = {
  object: string;
  status: 'unverified' | 'verified' | 'failed' | 'expired' | 'transferable';
  strategy: string;
  attempts: number | null;
  expire_at: number | null;
};

export type WireEmailAddress = {
  id: string;
  object: 'email_address';
  email_address: string;
  reserved: boolean;
  verification: Verification | null;
  linked_to: { type: string; id: string }[];
  matches_sso_connection: boolean;
  created_at: number;
  updated_at: number;
};

export type WirePhoneNumber = {
  id: string;
  object: 'phone_number';
  phone_number: string;
  reserved_for_second_factor: boolean;
  default_second_factor: boolean;
  reserved: boolean;
  verification: Verification | null;
  linked_to: { type: string; id: string }[];
  backup_codes: string[] | null;
  created_at: number;
  updated_at: number;
};

export type WireWeb3Wallet = {
  id: string;
  object: 'web3_wallet';
  web3_wallet: string;
  verification: Verification | null;
  created_at: number;
  updated_at: number;
};

export type WirePasskey = {
  id: string;
  object: 'passkey';
  name: string;
  last_used_at: number;
  verification: Verification | null;
};

export type WireExternalAccount = {
  object: 'external_account' | 'google_account';
  id: string;
  provider: string;
  identification_id: string;
  provider_user_id: string;
  approved_scopes: string;
  email_address: string;
  email_address_verified: boolean | null;
  first_name: string;
  last_name: string;
  avatar_url: string;
  image_url: string | null;
  username: string | null;
  phone_number: string | null;
  public_metadata: JsonObject;
  label: string | null;
  created_at: number;
  updated_at: number;
  verification: Verification | null;
};

export type WireSamlAccount = {
  id: string;
  object: 'saml_account';
  provider: string;
  active: boolean;
  email_address: string;
  first_name: string | null;
  last_name: string | null;
  provider_user_id: string | null;
  last_authenticated_at: number | null;
  public_metadata: JsonObject;
  verification: Verification | null;
  saml_connection: JsonObject | null;
};

export type WireEnterpriseAccount = {
  id: string;
  object: 'enterprise_account';
  protocol: 'oauth' | 'saml';
  provider: string;
  active: boolean;
  email_address: string;
  first_name: string | null;
  last_name: string | null;
  provider_user_id: string | null;
  enterprise_connection_id: string | null;
  public_metadata: JsonObject;
  verification: Verification | null;
  enterprise_connection: JsonObject | null;
  last_authenticated_at: number | null;
};

export type WireUser = {
  id: string;
  object: 'user';
  external_id: string | null;
  primary_email_address_id: string | null;
  primary_phone_number_id: string | null;
  primary_web3_wallet_id: string | null;
  username: string | null;
  first_name: string | null;
  last_name: string | null;
  locale: string | null;
  /** Newer than the description of 2026-05-12: there only once it was set. */
  timezone?: string | null;
  profile_image_url: string;
  image_url: string;
  has_image: boolean;
  public_metadata: JsonObject;
  private_metadata: JsonObject;
  unsafe_metadata: JsonObject;
  email_addresses: WireEmailAddress[];
  phone_numbers: WirePhoneNumber[];
  web3_wallets: WireWeb3Wallet[];
  passkeys: WirePasskey[];
  password_enabled: boolean;
  two_factor_enabled: boolean;
  totp_enabled: boolean;
  backup_code_enabled: boolean;
  mfa_enabled_at: number | null;
  mfa_disabled_at: number | null;
  password_last_updated_at: number | null;
  external_accounts: WireExternalAccount[];
  saml_accounts: WireSamlAccount[];
  enterprise_accounts: WireEnterpriseAccount[];
  last_sign_in_at: number | null;
  banned: boolean;
  locked: boolean;
  deprovisioned: boolean;
  lockout_expires_in_seconds: number | null;
  verification_attempts_remaining: number | null;
  updated_at: number;
  created_at: number;
  delete_self_enabled: boolean;
  create_organization_enabled: boolean;
  create_organizations_limit: number | null;
  last_active_at: number | null;
  legal_accepted_at: number | null;
  bypass_client_trust: boolean;
  scim: { directory_id: string; directory_enabled?: boolean; external_id: string | null } | null;
};

/** What is computed for each answer, and therefore not stored. */
export type ComputedField =
  | 'profile_image_url'
  | 'image_url'
  | 'has_image'
  | 'locked'
  | 'lockout_expires_in_seconds'
  | 'two_factor_enabled';

export type StoredUser = Omit<WireUser, ComputedField>;
