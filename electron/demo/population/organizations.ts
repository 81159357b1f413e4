/** The made-up organizations and who belongs to them. Knows users only by their number. */
import type { Identifiers } from './identifiers.ts';
import { chance, hash32 } from './random.ts';

export interface DemoOrganization {
  id: string;
  name: string;
  slug: string;
  createdAt: number;
}

/** A user who belongs to, or was invited to, as many organizations as a test wants. */
export interface Joiner {
  sequence: number;
  /** 0: as many as anybody. */
  memberships: number;
  invitations: number;
}

export interface Organizations {
  all: readonly DemoOrganization[];
  /** The organizations that a made-up user belongs to; users created later belong to none. */
  of(sequence: number): readonly DemoOrganization[];
}

const names = [
  'Acme',
  'Northwind Traders',
  'Contoso',
  'Globex',
  'Initech',
  'Hooli',
  'Umbrella Labs',
  'Wayne Enterprises',
  'Stark Industries',
  'Tanuki GmbH',
  'Studio Nord',
  '株式会社さくら',
  'Café Zürich',
  'Αθήνα Digital',
  'Полюс',
  'Nimbus Health',
  'Quokka Bank',
  'Lighthouse Schools',
  'Rosewood Press',
  'Ferrous Metals',
];

const yearMs = 365 * 24 * 3_600_000;

export function createOrganizations(
  seed: number,
  now: number,
  identifiers: Identifiers,
  joiner: Joiner | null,
): Organizations {
  const organizationOf = (name: string, index: number): DemoOrganization => ({
    id: identifiers.childId('org', index, 77),
    name,
    slug:
      name
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '') || `organization-${index + 1}`,
    createdAt: Math.floor(now - yearMs * (1 + 2 * chance(seed, index, 78))),
  });
  const all = names.map(organizationOf);
  /** Those that nobody but the joiner belongs to come after the common ones. */
  const joined = Array.from({ length: joiner?.memberships ?? 0 }, (_, index) =>
    organizationOf(index < names.length ? (names[index] ?? '') : `Chapter ${index + 1}`, index),
  );

  return {
    all,
    of(sequence) {
      if (sequence === joiner?.sequence && joined.length > 0) return joined;
      const value = chance(seed, sequence, 80);
      // Most belong to none or one; a few to more than fit on a page of ten.
      const count = value < 0.55 ? 0 : value < 0.9 ? 1 : value < 0.97 ? 2 : value < 0.99 ? 4 : 14;
      const start = hash32(seed, sequence, 81) % all.length;
      return Array.from({ length: count }, (_, place) => all[(start + place * 3) % all.length]).filter(
        (organization) => organization !== undefined,
      );
    },
  };
}
