/** A made-up user in full, from its number alone: the same number gives the same user again. */
import type { UserRecord } from '../store/user-record.ts';
import {
  emailAddresses,
  enterpriseAccounts,
  externalAccounts,
  isScimManaged,
  passkeys,
  phoneNumbers,
  samlAccounts,
  web3Wallets,
} from './generated-identities.ts';
import { privateMetadata, publicMetadata, unsafeMetadata } from './generated-metadata.ts';
import { GeneratedSketch, type PopulationContext } from './generated-sketch.ts';
import { hash32, randomHex } from './random.ts';

/** The password of every made-up user that has one. */
export const demoPassword = 'correct-horse-battery-staple';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function generateRecord(context: PopulationContext, sequence: number): UserRecord {
  const sketch = new GeneratedSketch(context, sequence);
  const emails = emailAddresses(sketch);
  const totp = sketch.chance(100) < 0.14;
  const backupCodes = totp && sketch.chance(101) < 0.7;
  const phones = phoneNumbers(sketch, sketch.chance(102) < 0.06);
  const wallets = web3Wallets(sketch);
  const mfa = totp || phones.some((phone) => phone.reserved_for_second_factor);
  const hadMfa = !mfa && sketch.chance(103) < 0.02;
  const hasPassword = sketch.chance(104) < 0.65;
  const created = sketch.createdAt;
  const updated = sketch.updatedAt;
  const locked = sketch.chance(105) < 0.015;
  const lockedForGood = sketch.chance(106) < 0.5;
  return {
    sequence,
    user: {
      id: sketch.id,
      object: 'user',
      external_id: sketch.externalId,
      primary_email_address_id: emails[0]?.id ?? null,
      primary_phone_number_id: phones[0]?.id ?? null,
      primary_web3_wallet_id: wallets[0]?.id ?? null,
      username: sketch.username,
      first_name: sketch.firstName,
      last_name: sketch.lastName,
      locale: sketch.chance(107) < 0.4 ? sketch.person.culture.locale : null,
      public_metadata: publicMetadata(sketch),
      private_metadata: privateMetadata(sketch),
      unsafe_metadata: unsafeMetadata(sketch),
      email_addresses: emails,
      phone_numbers: phones,
      web3_wallets: wallets,
      passkeys: passkeys(sketch),
      password_enabled: hasPassword,
      totp_enabled: totp,
      backup_code_enabled: backupCodes,
      mfa_enabled_at: mfa || hadMfa ? created : null,
      mfa_disabled_at: hadMfa ? updated : null,
      password_last_updated_at: hasPassword ? created : null,
      external_accounts: externalAccounts(sketch),
      saml_accounts: samlAccounts(sketch),
      enterprise_accounts: enterpriseAccounts(sketch),
      last_sign_in_at: sketch.lastSignInAt,
      banned: sketch.banned,
      deprovisioned: sketch.chance(108) < 0.003,
      verification_attempts_remaining: locked ? 0 : 100,
      updated_at: updated,
      created_at: created,
      delete_self_enabled: sketch.chance(109) < 0.95,
      create_organization_enabled: sketch.chance(110) < 0.9,
      create_organizations_limit: sketch.chance(111) < 0.05 ? 3 : null,
      last_active_at: sketch.lastActiveAt,
      legal_accepted_at: sketch.chance(112) < 0.6 ? created : null,
      bypass_client_trust: sketch.chance(113) < 0.01,
      scim: isScimManaged(sketch)
        ? {
            directory_id: context.identifiers.childId('dir', 0, 95),
            directory_enabled: true,
            external_id: randomHex(16, context.seed, sequence, 114),
          }
        : null,
    },
    password: hasPassword ? { hasher: 'plain', digest: demoPassword } : null,
    totpSecret: totp ? totpSecret(context, sequence) : null,
    backupCodes: backupCodes
      ? Array.from({ length: 10 }, (_, place) => randomHex(8, context.seed, sequence, 120 + place))
      : [],
    image: sketch.chance(115) < 0.35 ? { kind: 'drawn' } : null,
    lock: locked ? { until: lockedForGood ? null : context.now + 86_400_000 } : null,
  };
}

/** 160 bits in base32. */
function totpSecret(context: PopulationContext, sequence: number): string {
  let secret = '';
  for (let place = 0; place < 32; place += 1) {
    secret += base32[hash32(context.seed, sequence, 500 + place) % 32] ?? '';
  }
  return secret;
}
