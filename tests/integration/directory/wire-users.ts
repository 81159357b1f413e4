/** Makes up users as the API sends them: plain wire JSON from a seed. Knows no server and no mirror. */
import type { JsonObject } from '../../../shared/models/json.ts';

export type Random = () => number;

/** Mulberry32: small, and the same numbers for the same seed everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}

const firstNames = 'Jane John Zoë Amélie Łukasz Søren İpek Ana María 太郎 さくら 민수 Ольга Ξένια أحمد'.split(
  ' ',
);
const lastNames = "Doe Smith O'Brien García-Márquez Müller Straße Nguyễn 田中 김 Иванова 王 Åkesson".split(
  ' ',
);
const domains = ['acme.com', 'example.org', 'mail.example.co.uk', 'gmail.com'];
const providers = ['oauth_google', 'oauth_github', 'google'];
const idCharacters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789';

export const epochMs = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

export function makeWireUser(number: number, random: Random, more: JsonObject = {}): JsonObject {
  const maybe = <T>(chance: number, make: () => T): T | null => (random() < chance ? make() : null);
  const firstName = maybe(0.85, () => pick(random, firstNames));
  const lastName = maybe(0.8, () => pick(random, lastNames));
  const email = maybe(
    0.9,
    () => `User${number}.${pick(random, ['jane', 'ops', 'x-y'])}@${pick(random, domains)}`,
  );
  const phone = maybe(0.4, () => `+1415${String(Math.floor(random() * 1e7)).padStart(7, '0')}`);
  const createdAt = epochMs + Math.floor(random() * 700 * dayMs);
  const totp = random() < 0.1;
  return {
    id: `user_${Array.from({ length: 20 }, () => pick(random, [...idCharacters])).join('')}${number}`,
    object: 'user',
    external_id: maybe(0.3, () => `crm-${String(number).padStart(6, '0')}`),
    username: maybe(0.3, () => `user_${number}`),
    first_name: firstName,
    last_name: lastName,
    has_image: random() < 0.5,
    image_url: `https://img.example.com/${number}`,
    primary_email_address_id: email === null ? null : `idn_e${number}`,
    email_addresses:
      email === null
        ? []
        : [
            { id: `idn_o${number}`, email_address: `old${number}@example.org`, verification: null },
            { id: `idn_e${number}`, email_address: email, verification: { status: 'verified' } },
          ],
    primary_phone_number_id: null,
    phone_numbers: phone === null ? [] : [{ id: `idn_p${number}`, phone_number: phone }],
    external_accounts: random() < 0.3 ? [{ id: `eac_${number}`, provider: pick(random, providers) }] : [],
    totp_enabled: totp,
    backup_code_enabled: totp && random() < 0.5,
    two_factor_enabled: totp || random() < 0.05,
    banned: random() < 0.05,
    locked: random() < 0.05,
    public_metadata: { plan: pick(random, ['free', 'pro']), number },
    created_at: createdAt,
    updated_at: createdAt + Math.floor(random() * 30 * dayMs),
    last_active_at: maybe(0.8, () => epochMs + Math.floor(random() * 700) * dayMs),
    last_sign_in_at: maybe(0.8, () => createdAt + Math.floor(random() * 100 * dayMs)),
    ...more,
  };
}

export function makeWireUsers(count: number, seed: number): JsonObject[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, number) => makeWireUser(number, random));
}
