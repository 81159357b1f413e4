/** What a user may do with the account and with organizations, in a few words. */
import type { User } from '../../../../shared/models/user.ts';
import { countWords } from '../../../ui/time-words.ts';

export function rightsWords(user: User): string | null {
  const rights: string[] = [];
  if (user.deleteSelfEnabled) rights.push('delete their account');
  if (user.createOrganizationEnabled) {
    const limit = user.createOrganizationsLimit;
    rights.push(
      limit === null || limit === 0 ? 'create organizations' : `create ${countWords(limit, 'organization')}`,
    );
  }
  if (user.bypassClientTrust) rights.push('sign in on new devices unchecked');
  return rights.length === 0 ? null : rights.join(', ');
}
