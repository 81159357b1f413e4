/**
 * What is certainly wrong with a draft, before anything is sent. Never stricter than Clerk: what depends on
 * the instance's settings is Clerk's to say.
 */
import { readJsonObject } from '../../ui/json/json-object.ts';
import { readEntered, type ContactKind } from '../shell/entered-contact.ts';
import { sizeOf } from '../shell/metadata-size.ts';
import { limitToSend, plainTotpSecret, timeToSend } from './draft-to-user.ts';
import type { DraftField, DraftIdentifier, UserDraft } from './user-draft.ts';

/** By field; of one line among several: `emailAddress.1`. */
export type FieldProblems = Record<string, string>;

const base32 = /^[A-Z2-7]+$/;

/** Empty lines are none. */
function lineProblems(
  field: 'emailAddress' | 'phoneNumber',
  kind: ContactKind,
  lines: readonly DraftIdentifier[],
): FieldProblems {
  const problems: FieldProblems = {};
  const seen = new Set<string>();
  lines.forEach((line, index) => {
    if (line.value.trim() === '') return;
    const { value, problem } = readEntered(kind, line.value);
    const same = value.toLowerCase();
    const twice = `This ${kind === 'email' ? 'address' : 'number'} stands here twice.`;
    if (problem !== null) problems[`${field}.${index}`] = problem;
    else if (seen.has(same)) problems[`${field}.${index}`] = twice;
    seen.add(same);
  });
  return problems;
}

function timeProblem(local: string): string | null {
  return local === '' || timeToSend(local) !== undefined
    ? null
    : 'A date and a time are needed, with all their parts.';
}

function zoneProblem(zone: string): string | null {
  if (zone.trim() === '') return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone.trim() });
    return null;
  } catch {
    return 'There is no such time zone. They are named like Europe/Zurich.';
  }
}

function metadataProblem(text: string): string | null {
  if (text.trim() === '') return null;
  const { value, marks } = readJsonObject(text);
  if (value === null) {
    const mark = marks.find(({ severity }) => severity === 'error');
    return mark
      ? `Line ${mark.start.line}, column ${mark.start.column}: ${mark.message}`
      : 'This is not an object of JSON.';
  }
  const { bytes, state } = sizeOf(value);
  return state === 'over'
    ? `Clerk keeps 8 KB of each kind: these are ${(bytes / 1024).toFixed(1)} KB. Shorten it.`
    : null;
}

export function problemsOf(draft: UserDraft): FieldProblems {
  const problems: FieldProblems = {
    ...lineProblems('emailAddress', 'email', draft.emailAddress),
    ...lineProblems('phoneNumber', 'phone', draft.phoneNumber),
  };
  const note = (field: DraftField, problem: string | null) => {
    if (problem !== null) problems[field] = problem;
  };
  if (draft.password !== '' && draft.passwordDigest.trim() !== '') {
    note('passwordDigest', 'There is a password above already: give one of the two.');
  }
  if (draft.passwordDigest.trim() !== '' && draft.passwordHasher === '') {
    note('passwordHasher', 'Choose what the digest was made with.');
  }
  const secret = plainTotpSecret(draft.totpSecret);
  if (secret !== '' && !base32.test(secret)) {
    note('totpSecret', 'A secret is base32: the letters A to Z and the digits 2 to 7.');
  }
  note('timezone', zoneProblem(draft.timezone));
  note('createdAt', timeProblem(draft.createdAt));
  note('legalAcceptedAt', timeProblem(draft.legalAcceptedAt));
  if (
    draft.createOrganizationsLimit.trim() !== '' &&
    limitToSend(draft.createOrganizationsLimit) === undefined
  ) {
    note('createOrganizationsLimit', 'A whole number. 0 means no limit.');
  }
  for (const field of ['publicMetadata', 'privateMetadata', 'unsafeMetadata'] as const) {
    note(field, metadataProblem(draft[field]));
  }
  return problems;
}
