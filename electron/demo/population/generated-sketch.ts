/**
 * The searchable side of a made-up user, each part computed when it is asked for; and the way back from
 * an exact e-mail address, phone number, username, … to the number of the user that has it.
 */
import type { UserSketch } from '../store/user-record.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import { cultures, longFirstName, longLastName, type Culture, type Name } from './names.ts';
import { createOrganizations, type Joiner, type Organizations } from './organizations.ts';
import { createPermutation, type Permutation } from './permutation.ts';
import { chance, hash32, pick, randomHex } from './random.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What all made-up users of a server have in common. */
export interface PopulationContext {
  size: number;
  seed: number;
  /** Unix ms of the server's start: nothing made up is later. */
  now: number;
  timeline: Timeline;
  identifiers: Identifiers;
  organizations: Organizations;
  joiner: Joiner | null;
  nameCodes: Permutation;
  numberCodes: Permutation;
  walletCodes: Permutation;
}

/** Enough seven-digit numbers for two per user. */
export const maximumPopulation = 5_000_000;

const pairs = cultures.map((culture) => culture.firstNames.length * culture.lastNames.length);
const pairCount = pairs.reduce((sum, count) => sum + count, 0);
const firstNameAt = new Map<string, { culture: number; place: number }[]>();
const lastNameAt = new Map<string, { culture: number; place: number }>();
cultures.forEach((culture, index) => {
  culture.firstNames.forEach((name, place) => {
    firstNameAt.set(name.latin, [...(firstNameAt.get(name.latin) ?? []), { culture: index, place }]);
  });
  culture.lastNames.forEach((name, place) => lastNameAt.set(name.latin, { culture: index, place }));
});

export function createPopulationContext(
  size: number,
  seed: number,
  now: number,
  joiner: Joiner | null = null,
): PopulationContext {
  const identifiers = createIdentifiers(seed);
  return {
    size,
    seed,
    now,
    timeline: createTimeline(size, seed, now),
    identifiers,
    organizations: createOrganizations(seed, now, identifiers, joiner),
    joiner,
    // The namesakes of a large population are told apart by a number, so small ones need none.
    nameCodes: createPermutation(pairCount * Math.max(1, Math.ceil(size / pairCount)), seed ^ 0x2b),
    numberCodes: createPermutation(10_000_000, seed ^ 0x3c),
    walletCodes: createPermutation(2 ** 32, seed ^ 0x4d),
  };
}

export const companyDomains = [
  'acme.com',
  'northwind.io',
  'contoso.example',
  'globex.example',
  'initech.example',
  'hooli.example',
  'umbrella.example',
  'wayne.example',
  'stark.example',
  'example.com',
  'example.org',
  'tanuki.example',
  'xn--bcher-kva.example',
  'mail.acme.com',
  'studio-nord.example',
  'students.contoso.example',
];
const freeDomains = [
  'gmail.com',
  'outlook.com',
  'proton.me',
  'icloud.com',
  'yahoo.co.jp',
  'web.de',
  'example.net',
];

const providers = [
  { provider: 'oauth_google', share: 0.3 },
  { provider: 'oauth_github', share: 0.12 },
  { provider: 'oauth_microsoft', share: 0.08 },
  { provider: 'oauth_apple', share: 0.06 },
];

const dayMs = 86_400_000;

/** Topics of {@link chance}: one number per question asked of a user. */
const topic = {
  identity: 1,
  domain: 2,
  pattern: 3,
  secondEmail: 4,
  phone: 5,
  wallet: 6,
  externalId: 7,
  username: 8,
  naming: 9,
  long: 10,
  banned: 20,
  signIn: 21,
  never: 22,
  active: 23,
  updated: 24,
  provider: 30,
  tag: 40,
};

export class GeneratedSketch implements UserSketch {
  readonly sequence: number;
  readonly context: PopulationContext;

  constructor(context: PopulationContext, sequence: number) {
    this.context = context;
    this.sequence = sequence;
  }

  /** A number in [0, 1) that answers one question about this user, always the same. */
  chance(question: number): number {
    return chance(this.context.seed, this.sequence, question);
  }

  pick<T>(list: readonly T[], question: number): T {
    return pick(list, this.context.seed, this.sequence, question);
  }

  get id(): string {
    return this.context.identifiers.userId(this.sequence);
  }

  get person(): { culture: Culture; first: Name; last: Name; suffix: string } {
    const code = this.context.nameCodes.forward(this.sequence);
    let rest = code % pairCount;
    let index = 0;
    while (rest >= (pairs[index] ?? Infinity)) {
      rest -= pairs[index] ?? 0;
      index += 1;
    }
    const culture = cultures[index];
    const first = culture?.firstNames[rest % culture.firstNames.length];
    const last = culture?.lastNames[Math.floor(rest / culture.firstNames.length)];
    if (culture === undefined || first === undefined || last === undefined) throw new Error('No such name');
    const namesake = Math.floor(code / pairCount);
    return { culture, first, last, suffix: namesake === 0 ? '' : String(namesake) };
  }

  get firstName(): string | null {
    if (this.chance(topic.naming) < 0.07) return null;
    if (this.chance(topic.long) < 0.004) return longFirstName;
    return this.person.first.written;
  }

  get lastName(): string | null {
    if (this.chance(topic.naming) < 0.1) return null;
    if (this.chance(topic.long) < 0.004) return longLastName;
    return this.person.last.written;
  }

  /** Every user can be addressed somehow: `email` for most, else a phone, a username or a wallet only. */
  private get addressing(): 'email' | 'phone' | 'username' | 'wallet' {
    const value = this.chance(topic.identity);
    if (value < 0.03) return 'phone';
    if (value < 0.04) return 'username';
    return value < 0.05 ? 'wallet' : 'email';
  }

  get username(): string | null {
    if (this.addressing !== 'username' && this.chance(topic.username) > 0.45) return null;
    const { first, last, suffix } = this.person;
    return this.chance(topic.pattern) < 0.5
      ? `${first.latin}_${last.latin}${suffix}`
      : `${last.latin}-${first.latin}${suffix}`;
  }

  get emailAddresses(): readonly string[] {
    if (this.addressing !== 'email') return [];
    const { first, last, suffix } = this.person;
    const atWork = this.chance(topic.domain) < 0.6;
    const domain = this.pick(atWork ? companyDomains : freeDomains, topic.domain + 100);
    const separator = this.pick(['.', '.', '.', '_', '-'], topic.pattern + 100);
    const tag = this.chance(topic.tag) < 0.02 ? '+clerk' : '';
    const emails = [`${first.latin}${separator}${last.latin}${suffix}${tag}@${domain}`];
    if (this.chance(topic.secondEmail) < 0.15) {
      emails.push(`${last.latin}.${first.latin}${suffix}@${this.pick(freeDomains, topic.secondEmail + 100)}`);
    }
    return emails;
  }

  get phoneNumbers(): readonly string[] {
    const count = this.chance(topic.phone) < 0.06 ? 2 : this.chance(topic.phone) < 0.42 ? 1 : 0;
    const phones: string[] = [];
    for (let place = 0; place < Math.max(count, this.addressing === 'phone' ? 1 : 0); place += 1) {
      // Area code 555 is nobody's: no real person's number is made up.
      const digits = String(this.context.numberCodes.forward(this.sequence * 2 + place)).padStart(7, '0');
      phones.push(`+1555${digits}`);
    }
    return phones;
  }

  get web3Wallets(): readonly string[] {
    if (this.addressing !== 'wallet' && this.chance(topic.wallet) > 0.05) return [];
    const code = this.context.walletCodes.forward(this.sequence).toString(16).padStart(8, '0');
    return [`0x${code}${randomHex(32, this.context.seed, this.sequence, topic.wallet)}`];
  }

  get externalId(): string | null {
    const value = this.chance(topic.externalId);
    if (value < 0.45) return null;
    const digits = String(this.context.numberCodes.forward(this.sequence)).padStart(7, '0');
    return value < 0.6 ? `legacy:${digits}` : `cus_${digits}`;
  }

  get externalAccounts(): readonly { provider: string; providerUserId: string }[] {
    if (this.addressing !== 'email') return [];
    return providers
      .filter((each, index) => this.chance(topic.provider + index) < each.share)
      .map(({ provider }) => ({ provider, providerUserId: this.providerUserId(provider) }));
  }

  private providerUserId(provider: string): string {
    const { seed, numberCodes } = this.context;
    const digits = String(numberCodes.forward(this.sequence)).padStart(7, '0');
    if (provider === 'oauth_github') return `1${digits}`;
    if (provider === 'oauth_google') {
      return `1${String(hash32(seed, this.sequence, topic.provider + 50)).padStart(13, '0')}${digits}`;
    }
    if (provider === 'oauth_apple')
      return `000${randomHex(3, seed, this.sequence, 51)}.${randomHex(32, seed, this.sequence, 52)}.${digits}`;
    return `${randomHex(8, seed, this.sequence, 53)}-0000-4000-8000-00000${digits}`;
  }

  get organizationIds(): readonly string[] {
    return this.context.organizations.of(this.sequence).map((organization) => organization.id);
  }

  get banned(): boolean {
    return this.chance(topic.banned) < 0.02;
  }

  get createdAt(): number {
    return this.context.timeline.createdAt(this.sequence);
  }

  get updatedAt(): number {
    const lived = this.context.now - this.createdAt;
    return Math.floor(this.createdAt + lived * this.chance(topic.updated) ** 2);
  }

  get lastSignInAt(): number | null {
    if (this.chance(topic.never) < 0.08) return null;
    const lived = this.context.now - this.createdAt;
    // Half of the users came back within the last third of their time.
    return Math.floor(this.createdAt + lived * this.chance(topic.signIn) ** 0.6);
  }

  get lastActiveAt(): number | null {
    const signIn = this.lastSignInAt;
    if (signIn === null || this.chance(topic.never) < 0.1) return null;
    const active = signIn + (this.context.now - signIn) * this.chance(topic.active) * 0.5;
    return Math.floor(active / dayMs) * dayMs;
  }
}

/** The numbers of the users that may have this value; whoever asks must compare. */
export const candidates = {
  /** For e-mail addresses and usernames, both of which are made of the name. */
  byName(context: PopulationContext, text: string): number[] {
    const local = text.split('@')[0]?.replace(/\+.*$/, '') ?? '';
    const parts = /^([a-z]+)[._-]([a-z]+)(\d*)$/.exec(local);
    if (parts === null) return [];
    const [, left = '', right = '', digits = ''] = parts;
    const namesake = digits === '' ? 0 : Number(digits);
    const found: number[] = [];
    for (const [firstName, lastName] of [
      [left, right],
      [right, left],
    ] as const) {
      const last = lastNameAt.get(lastName);
      const first = firstNameAt.get(firstName)?.find((each) => each.culture === last?.culture);
      const culture = last === undefined ? undefined : cultures[last.culture];
      if (last === undefined || first === undefined || culture === undefined) continue;
      const before = pairs.slice(0, last.culture).reduce((sum, count) => sum + count, 0);
      const code = namesake * pairCount + before + last.place * culture.firstNames.length + first.place;
      if (code < pairCount * Math.max(1, Math.ceil(context.size / pairCount))) {
        found.push(context.nameCodes.backward(code));
      }
    }
    return found.filter((sequence) => sequence < context.size);
  },

  byPhoneNumber(context: PopulationContext, text: string): number[] {
    const digits = /^\+1555(\d{7})$/.exec(text)?.[1];
    if (digits === undefined) return [];
    return [Math.floor(context.numberCodes.backward(Number(digits)) / 2)].filter(
      (each) => each < context.size,
    );
  },

  /** For external ids and the ids that providers gave: both end in the user's seven digits. */
  byNumber(context: PopulationContext, text: string): number[] {
    const digits = /(\d{7})$/.exec(text)?.[1];
    if (digits === undefined) return [];
    return [context.numberCodes.backward(Number(digits))].filter((each) => each < context.size);
  },

  byWallet(context: PopulationContext, text: string): number[] {
    const code = /^0x([0-9a-f]{8})[0-9a-f]{32}$/.exec(text)?.[1];
    if (code === undefined) return [];
    return [context.walletCodes.backward(Number.parseInt(code, 16))].filter((each) => each < context.size);
  },
};
