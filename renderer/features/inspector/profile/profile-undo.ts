/** The way back from a change of a profile: which fields can be put back, and when that would undo others' work. */
import type { User } from '../../../../shared/models/user.ts';
import type { UserUpdate } from '../../../../shared/models/user-input.ts';
import { draftOf, profileFields, valueOf, type FieldValue, type ProfileField } from './profile-draft.ts';

/**
 * What brings the former values back, as far as the API can: a password is not known any more, a primary
 * identifier cannot become none, and what was never dated stays dated. Null: nothing can be put back.
 */
export function changesBack(changes: UserUpdate, before: User): UserUpdate | null {
  const former = exactValues(before);
  const back: Partial<Record<ProfileField, FieldValue>> = {};
  for (const field of profileFields) {
    if (changes[field] === undefined) continue;
    const value = former[field];
    if (value === null && cannotBecomeNothing.has(field)) continue;
    back[field] = value;
  }
  return Object.keys(back).length === 0 ? null : (back as UserUpdate);
}

const cannotBecomeNothing: ReadonlySet<ProfileField> = new Set([
  'primaryEmailAddressId',
  'primaryPhoneNumberId',
  'primaryWeb3WalletId',
  'createdAt',
]);

/** The fields to be put back that are not any more what they were `written` to be. */
export function changedSince(back: UserUpdate, written: User, now: User): ProfileField[] {
  const [then, today] = [exactValues(written), exactValues(now)];
  return profileFields.filter((field) => back[field] !== undefined && then[field] !== today[field]);
}

/** As Clerk has them, texts with their blanks and times to the millisecond. */
function exactValues(user: User): Record<ProfileField, FieldValue> {
  const draft = draftOf(user);
  const values = Object.fromEntries(
    profileFields.map((field) => {
      const entered = draft[field];
      return [
        field,
        typeof entered === 'string' && entered !== '' ? entered : (valueOf(field, entered) ?? null),
      ];
    }),
  ) as Record<ProfileField, FieldValue>;
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...values,
    createOrganizationsLimit: user.createOrganizationsLimit,
    createdAt: time(user.createdAt),
    legalAcceptedAt: time(user.legalAcceptedAt),
  };
}
