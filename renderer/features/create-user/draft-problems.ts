/**
 * What is certainly wrong with a draft, before anything is sent. Never stricter than Clerk: what depends on
 * the instance's settings is Clerk's to say.
 */
import { readJsonObject } from '../../ui/json/json-object.ts';
import { limitToSend, plainPhoneNumber, plainTotpSecret, timeToSend } from './draft-to-user.ts';
import type { DraftField, DraftIdentifier, UserDraft } from './user-draft.ts';

/** By field; of one line among several: `emailAddress.1`. */
export type FieldProblems = Record<string, string>;

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const e164 = /^\+[1-9]\d{6,14}$/;
const base32 = /^[A-Z2-7]+$/;
const metadataBytes = 8192;

function lineProblems(
  field: 'emailAddress' | 'phoneNumber',
  lines: readonly DraftIdentifier[],
  { plain, fits, wrong, twice }: { plain(text: string): string; fits: RegExp; wrong: string; twice: string },
): FieldProblems {
  const problems: FieldProblems = {};
  const seen = new Set<string>();
  lines.forEach((line, index) => {
    const value = plain(line.value).toLowerCase();
    if (value === '') return;
    if (!fits.test(value)) problems[`${field}.${index}`] = wrong;
    else if (seen.has(value)) problems[`${field}.${index}`] = twice;
    seen.add(value);
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
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  return bytes > metadataBytes
    ? `Clerk keeps 8 KB of each kind: these are ${(bytes / 1024).toFixed(1)} KB. Shorten it.`
    : null;
}

export function problemsOf(draft: UserDraft): FieldProblems {
  const problems: FieldProblems = {
    ...lineProblems('emailAddress', draft.emailAddress, {
      plain: (text) => text.trim(),
      fits: emailShape,
      wrong: 'This is not an e-mail address: jane@example.com is one.',
      twice: 'This address stands here twice.',
    }),
    ...lineProblems('phoneNumber', draft.phoneNumber, {
      plain: plainPhoneNumber,
      fits: e164,
      wrong: 'Write it with + and the country code: +15555550100.',
      twice: 'This number stands here twice.',
    }),
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
