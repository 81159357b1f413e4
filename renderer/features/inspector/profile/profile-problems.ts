/** What is wrong with fields: seen before anything is sent, or said by Clerk. Knows no layout. */
import type { Failure } from '../../../../shared/failure.ts';
import type { User } from '../../../../shared/models/user.ts';
import { refusedPasswordWords } from '../../shell/password-words.ts';
import { changedFields } from './profile-changes.ts';
import { profileFields, valueOf, type ProfileDraft } from './profile-draft.ts';
import type { ConflictField } from './profile-merge.ts';
import { primaryChoices } from './primary-choices.ts';

export type FieldProblems = Partial<Record<ConflictField, string>>;

/** Only of what would be sent: what Clerk has already is not this form's to judge. */
export function problemsOf(
  current: ProfileDraft,
  draft: ProfileDraft,
  user: User,
  now: number,
): FieldProblems {
  const problems: FieldProblems = {};
  for (const field of changedFields(current, draft)) {
    const value = valueOf(field, draft[field]);
    switch (field) {
      case 'createOrganizationsLimit':
        if (value === undefined) problems[field] = 'This is not a whole number.';
        break;
      case 'createdAt':
        if (typeof value !== 'string')
          problems[field] = 'A date and a time are needed: Clerk keeps one for every user.';
        else if (Date.parse(value) > now) problems[field] = 'This is in the future, which Clerk refuses.';
        break;
      case 'legalAcceptedAt':
        if (value === undefined)
          problems[field] = 'A date and a time are needed, with all their parts; or none.';
        break;
      case 'primaryEmailAddressId':
      case 'primaryPhoneNumberId':
      case 'primaryWeb3WalletId': {
        const choice = primaryChoices(field, user).find(({ id }) => id === value);
        if (!choice) problems[field] = 'This user does not have it any more. Choose another one.';
        else if (!choice.verified)
          problems[field] = 'Not verified any more, so it cannot be the primary one.';
        break;
      }
      default:
        break;
    }
  }
  return problems;
}

/** Where Clerk's words about a field belong when the field is no input of its own. */
const besides: Readonly<Record<string, ConflictField>> = {
  password: 'password',
  passwordDigest: 'password',
  skipPasswordChecks: 'password',
  signOutOfOtherSessions: 'password',
  notifyPrimaryEmailAddressChanged: 'primaryEmailAddressId',
};

const skip = '“Skip password checks”';

export function problemsIn(failure: Failure): FieldProblems {
  const problems: FieldProblems = {};
  for (const [path, words] of Object.entries(failure.fields ?? {})) {
    const name = path.replace(/^changes\./, '');
    const field = profileFields.find((one) => one === name) ?? besides[name];
    if (field !== undefined)
      problems[field] = field === 'password' ? refusedPasswordWords(failure, words, skip) : words;
  }
  return problems;
}
