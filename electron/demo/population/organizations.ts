/** The made-up organizations and who belongs to them. Knows users only by their number. */
import type { Identifiers } from './identifiers.ts';
import { chance, hash32 } from './random.ts';

export interface DemoOrganization {
  id: string;
  name: string;
  slug: string;
  createdAt: number;
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

export function createOrganizations(seed: number, now: number, identifiers: Identifiers): Organizations {
  const all = names.map((name, index) => ({
    id: identifiers.childId('org', index, 77),
    name,
    slug:
      name
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^a-z]+/g, '-')
        .replace(/^-+|-+$/g, '') || `organization-${index + 1}`,
    createdAt: Math.floor(now - yearMs * (1 + 2 * chance(seed, index, 78))),
  }));

  return {
    all,
    of(sequence) {
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
