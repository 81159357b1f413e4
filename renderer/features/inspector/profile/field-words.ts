/** A field's value in words, as people read it: for a choice between two of them. */
import type { User } from '../../../../shared/models/user.ts';
import { dateTimeWords, numberWords } from '../../../ui/time-words.ts';
import { identifierOf } from './profile-changes.ts';
import { fieldKinds, valueOf, type ProfileField } from './profile-draft.ts';

export function fieldWords(field: ProfileField, entered: string | boolean, user: User): string {
  const value = valueOf(field, entered);
  if (value === undefined) return String(entered);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return field === 'createOrganizationsLimit' ? 'not set' : 'nothing';
  if (typeof value === 'number') return value === 0 ? 'no limit' : numberWords(value);
  if (fieldKinds[field] === 'identifier') return identifierOf(user, value) ?? value;
  return fieldKinds[field] === 'time' ? dateTimeWords(Date.parse(value)) : value;
}
