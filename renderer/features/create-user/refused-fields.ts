/** Puts what Clerk says about fields to where they stand in the form. Knows no layout. */
import type { Failure } from '../../../shared/failure.ts';
import { refusedPasswordWords } from '../shell/password-words.ts';
import type { FieldProblems } from './draft-problems.ts';
import { isGiven, type DraftIdentifier, type UserDraft } from './user-draft.ts';

/** What is no field of the form by itself belongs to one. */
const besides: Readonly<Record<string, keyof UserDraft>> = {
  emailAddressIdentificationStatus: 'emailAddress',
  phoneNumberIdentificationStatus: 'phoneNumber',
};

const skip = '“Skip password checks” under Advanced';

/** The line that the words name, or the only one there is; null when they may be about any. */
function lineMeant(lines: readonly DraftIdentifier[], words: string): number | null {
  const given = lines.flatMap((line, index) => {
    const value = line.value.trim();
    return value === '' ? [] : [{ index, value: value.toLowerCase() }];
  });
  const named = given.filter(({ value }) => words.toLowerCase().includes(value));
  const meant = named.length === 1 ? named[0] : given.length === 1 ? given[0] : undefined;
  return meant?.index ?? null;
}

/** Answers to the fields of the form; what is about none of them stands in the failure's message alone. */
export function problemsIn(failure: Failure, draft: UserDraft): FieldProblems {
  const problems: FieldProblems = {};
  for (const [path, words] of Object.entries(failure.fields ?? {})) {
    const name = path.replace(/^user\./, '').replace(/\W.*$/, '');
    const field = besides[name] ?? name;
    if (!Object.hasOwn(draft, field)) continue;
    if (field === 'emailAddress' || field === 'phoneNumber') {
      const line = lineMeant(draft[field], words);
      problems[line === null ? field : `${field}.${line}`] = words;
    } else {
      problems[field] = field === 'password' ? refusedPasswordWords(failure, words, skip) : words;
    }
  }
  // One of several is missing: what is folded away need not be unfolded to say so once more.
  const isInSight = Object.keys(problems).some((path) => /^(emailAddress|phoneNumber|username)/.test(path));
  if (isInSight && !isGiven(draft.web3Wallet)) delete problems['web3Wallet'];
  return problems;
}
