/** A form while the user changes elsewhere: nothing that a person has not seen is overwritten. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf, noExtras } from '../../../../../renderer/features/inspector/profile/profile-changes.ts';
import {
  draftOf,
  isSame,
  profileFields,
} from '../../../../../renderer/features/inspector/profile/profile-draft.ts';
import {
  beginForm,
  choose,
  conflictsOf,
  takeCurrent,
  type ProfileForm,
} from '../../../../../renderer/features/inspector/profile/profile-merge.ts';
import { makeUser } from '../make-user.ts';
import { changedDraft, userArbitrary } from './user-arbitrary.ts';

const jane = makeUser('u1', { firstName: 'Jane', lastName: 'Doe', passwordLastUpdatedAt: 1 });
const elsewhere = { ...jane, firstName: 'Janine', lastName: 'Roe' };
const typing = (more: Partial<ProfileForm['draft']>): ProfileForm => {
  const form = beginForm(jane);
  return { ...form, draft: { ...form.draft, ...more } };
};

describe('a change elsewhere', () => {
  test('of what was not touched follows silently', () => {
    const form = takeCurrent(typing({ username: 'jane' }), elsewhere);
    expect(form.draft).toMatchObject({ firstName: 'Janine', lastName: 'Roe', username: 'jane' });
    expect(conflictsOf(form, '')).toEqual([]);
    expect(changesOf(form.current, form.draft, noExtras)).toEqual({ username: 'jane' });
  });

  test('of what was touched is a conflict, until one is chosen', () => {
    const form = takeCurrent(typing({ firstName: 'Janet' }), elsewhere);
    expect(conflictsOf(form, '')).toEqual(['firstName']);
    expect(form.draft.firstName).toBe('Janet');

    const mine = choose(form, 'firstName', 'mine');
    expect(conflictsOf(mine, '')).toEqual([]);
    expect(changesOf(mine.current, mine.draft, noExtras)).toEqual({ firstName: 'Janet' });
    // What is newer still was not chosen over.
    expect(conflictsOf(takeCurrent(mine, { ...elsewhere, firstName: 'Joan' }), '')).toEqual(['firstName']);

    const theirs = choose(form, 'firstName', 'current');
    expect(conflictsOf(theirs, '')).toEqual([]);
    expect(theirs.draft.firstName).toBe('Janine');
    expect(changesOf(theirs.current, theirs.draft, noExtras)).toEqual({});
  });

  test('to what was wanted here, too, is none', () => {
    const form = takeCurrent(typing({ firstName: 'Janine' }), elsewhere);
    expect(conflictsOf(form, '')).toEqual([]);
    expect(changesOf(form.current, form.draft, noExtras)).toEqual({});
  });

  test('that is taken back is none any more', () => {
    const form = takeCurrent(takeCurrent(typing({ firstName: 'Janet' }), elsewhere), jane);
    expect(conflictsOf(form, '')).toEqual([]);
    expect(changesOf(form.current, form.draft, noExtras)).toEqual({ firstName: 'Janet' });
  });

  test('of the password counts when one is to be set', () => {
    const form = takeCurrent(typing({}), { ...jane, passwordLastUpdatedAt: 2 });
    expect(conflictsOf(form, '')).toEqual([]);
    expect(conflictsOf(form, 'correct horse')).toEqual(['password']);
    expect(conflictsOf(choose(form, 'password', 'mine'), 'correct horse')).toEqual([]);
  });
});

test('a copy that says the same does not take away the blank that is just being typed', () => {
  expect(takeCurrent(typing({ firstName: 'Jane ' }), jane).draft.firstName).toBe('Jane ');
});

test('nothing is sent over a value that was not seen, and nothing that was typed is lost', () => {
  const twoSides = userArbitrary.chain((user) =>
    fc.tuple(fc.constant(user), changedDraft(draftOf(user)), userArbitrary),
  );
  fc.assert(
    fc.property(twoSides, ([user, { draft, changed }, now]) => {
      const begun = beginForm(user);
      const form = takeCurrent({ ...begun, draft }, now);
      const conflicts = new Set(conflictsOf(form, ''));
      const sent = new Set(Object.keys(changesOf(form.current, form.draft, noExtras)));
      for (const field of profileFields) {
        const wasTouched = changed.includes(field);
        const hasMoved = !isSame(field, form.current[field], begun.seen[field]);
        if (wasTouched) expect(form.draft[field]).toBe(draft[field]);
        else expect(sent.has(field)).toBe(false);
        if (sent.has(field) && hasMoved) expect(conflicts.has(field)).toBe(true);
      }
      const chosen = [...conflicts].reduce((kept, field) => choose(kept, field, 'mine'), form);
      expect(conflictsOf(chosen, '')).toEqual([]);
      expect(changesOf(chosen.current, chosen.draft, noExtras)).toEqual(
        changesOf(form.current, form.draft, noExtras),
      );
    }),
  );
});
