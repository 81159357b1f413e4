/** A new user before anything that was sent about it is put in. */
import type { JsonObject } from '../../../shared/models/json.ts';
import type { ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';

type Metadata = { public_metadata: JsonObject; private_metadata: JsonObject; unsafe_metadata: JsonObject };

/** Has nothing yet that it could be told by. */
export function emptyRecord(state: ServerState, sequence: number, metadata: Metadata): UserRecord {
  const now = state.now();
  return {
    sequence,
    user: {
      id: state.store.context.identifiers.userId(sequence),
      object: 'user',
      external_id: null,
      primary_email_address_id: null,
      primary_phone_number_id: null,
      primary_web3_wallet_id: null,
      username: null,
      first_name: null,
      last_name: null,
      locale: null,
      ...metadata,
      email_addresses: [],
      phone_numbers: [],
      web3_wallets: [],
      passkeys: [],
      password_enabled: false,
      totp_enabled: false,
      backup_code_enabled: false,
      mfa_enabled_at: null,
      mfa_disabled_at: null,
      password_last_updated_at: null,
      external_accounts: [],
      saml_accounts: [],
      enterprise_accounts: [],
      last_sign_in_at: null,
      banned: false,
      deprovisioned: false,
      verification_attempts_remaining: 100,
      updated_at: now,
      created_at: now,
      delete_self_enabled: true,
      create_organization_enabled: true,
      create_organizations_limit: null,
      last_active_at: null,
      legal_accepted_at: null,
      bypass_client_trust: false,
      scim: null,
    },
    password: null,
    totpSecret: null,
    backupCodes: [],
    image: null,
    lock: null,
  };
}
