/** Users as Clerk may hold them, and drafts as people may type them, for property tests of the profile. */
import fc from 'fast-check';
import {
  fieldKinds,
  isSame,
  profileFields,
  type ProfileDraft,
  type ProfileField,
} from '../../../../../renderer/features/inspector/profile/profile-draft.ts';
import type { User } from '../../../../../shared/models/user.ts';
import { makeEmail, makeUser } from '../make-user.ts';

const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('', ' ', ' Jane', 'Jane ', 'Zoë', 'محمد')));
const time = fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }));
const id = fc.option(fc.constantFrom('idn_a', 'idn_b', 'idn_c'));

export const userArbitrary: fc.Arbitrary<User> = fc
  .record({
    firstName: text,
    lastName: text,
    username: text,
    externalId: text,
    locale: text,
    timezone: text,
    primaryEmailAddressId: id,
    primaryPhoneNumberId: id,
    primaryWeb3WalletId: id,
    createOrganizationsLimit: fc.option(fc.nat(1000)),
    deleteSelfEnabled: fc.boolean(),
    createOrganizationEnabled: fc.boolean(),
    bypassClientTrust: fc.boolean(),
    createdAt: time,
    legalAcceptedAt: time,
    passwordLastUpdatedAt: time,
  })
  .map((fields) =>
    makeUser('u1', { ...fields, emailAddresses: [makeEmail('a@example.com', { id: 'idn_a' })] }),
  );

function entry(field: ProfileField): fc.Arbitrary<string | boolean> {
  switch (fieldKinds[field]) {
    case 'flag':
      return fc.boolean();
    case 'identifier':
      return fc.constantFrom('idn_a', 'idn_b', 'idn_c');
    case 'count':
      return fc.oneof(fc.constant(''), fc.nat(1000).map(String));
    case 'time':
      return fc
        .integer({ min: 2000, max: 2090 })
        .chain((year) => fc.constantFrom(`${year}-03-01T12:00:05`, `${year}-12-31T23:59`));
    default:
      return fc.string();
  }
}

/** A draft in which exactly these fields are other than in `current`. */
export function changedDraft(
  current: ProfileDraft,
): fc.Arbitrary<{ draft: ProfileDraft; changed: ProfileField[] }> {
  return fc.subarray(profileFields).chain((fields) =>
    fc
      .tuple(
        ...fields.map((field) => entry(field).filter((entered) => !isSame(field, entered, current[field]))),
      )
      .map((entries) => ({
        draft: { ...current, ...Object.fromEntries(fields.map((field, at) => [field, entries[at]])) },
        changed: fields,
      })),
  );
}
