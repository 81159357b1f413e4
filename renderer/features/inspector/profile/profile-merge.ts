/**
 * Keeps a form true while the user changes elsewhere: what was not touched follows silently, what was touched
 * here and there is a conflict until a person chooses. Knows no request and no screen.
 */
import type { User } from '../../../../shared/models/user.ts';
import { draftOf, isSame, profileFields, type ProfileDraft, type ProfileField } from './profile-draft.ts';

/** The password has no value that could be compared, only a time at which it was set. */
export type ConflictField = ProfileField | 'password';

export interface ProfileForm {
  /** What the person has seen, or chosen to write over: nothing else is overwritten. */
  seen: ProfileDraft;
  /** What Clerk had when it was read last. */
  current: ProfileDraft;
  /** What the person wants. */
  draft: ProfileDraft;
  seenPasswordAt: number | null;
  currentPasswordAt: number | null;
}

export function beginForm(user: User): ProfileForm {
  const draft = draftOf(user);
  return {
    seen: draft,
    current: draft,
    draft: { ...draft },
    seenPasswordAt: user.passwordLastUpdatedAt,
    currentPasswordAt: user.passwordLastUpdatedAt,
  };
}

/** The form after Clerk was read again. */
export function takeCurrent(form: ProfileForm, user: User): ProfileForm {
  const current = draftOf(user);
  const seen = { ...form.seen };
  const draft = { ...form.draft };
  for (const field of profileFields) {
    const wasTouched = !isSame(field, draft[field], form.seen[field]);
    if (wasTouched && !isSame(field, draft[field], current[field])) continue;
    // Not touched, or the same was wanted here and there.
    set(seen, field, current[field]);
    // Blanks that are being typed are no touch, and yet must not be taken away.
    if (!wasTouched && current[field] !== form.seen[field]) set(draft, field, current[field]);
  }
  return { ...form, seen, draft, current, currentPasswordAt: user.passwordLastUpdatedAt };
}

/** Fields that would be written over something that the person has not seen. */
export function conflictsOf(form: ProfileForm, password: string): ConflictField[] {
  const conflicts: ConflictField[] = profileFields.filter(
    (field) =>
      !isSame(field, form.current[field], form.seen[field]) &&
      !isSame(field, form.draft[field], form.current[field]),
  );
  if (password !== '' && form.seenPasswordAt !== form.currentPasswordAt) conflicts.push('password');
  return conflicts;
}

/** The person has seen what Clerk has, and wants this. */
export function choose(form: ProfileForm, field: ConflictField, which: 'mine' | 'current'): ProfileForm {
  if (field === 'password') return { ...form, seenPasswordAt: form.currentPasswordAt };
  const seen = { ...form.seen };
  const draft = { ...form.draft };
  set(seen, field, form.current[field]);
  if (which === 'current') set(draft, field, form.current[field]);
  return { ...form, seen, draft };
}

function set<F extends ProfileField>(draft: ProfileDraft, field: F, value: ProfileDraft[F]): void {
  draft[field] = value;
}
