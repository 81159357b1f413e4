/**
 * What Clerk's error codes mean, for people who know neither its API nor its codes. Knows no HTTP, no
 * operation, and nothing of what was sent.
 */
import type { ClerkErrorEntry } from './error-body.ts';

export interface RefusalWords {
  /** What is in the way: whole sentences. */
  why: string;
  /** What can be done about it. */
  todo?: string;
  /** For the field itself, where Clerk's own words do not help. */
  field?: string;
}

const nouns: Readonly<Record<string, string>> = {
  email_address: 'e-mail address',
  phone_number: 'phone number',
  web3_wallet: 'wallet',
  username: 'username',
  password: 'password',
  first_name: 'first name',
  last_name: 'last name',
  legal_accepted_at: 'acceptance of the legal terms',
  reserved_for_second_factor: 'second factor by phone',
};

function nounsOf({ params }: ClerkErrorEntry): string[] {
  const named = params.map((param) => /^\w+/.exec(param)?.[0] ?? '');
  return [...new Set(named.flatMap((name) => (Object.hasOwn(nouns, name) ? [nouns[name] ?? ''] : [])))];
}

function articled(noun: string): string {
  return /^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function listed(entry: ClerkErrorEntry, otherwise: string): string {
  const found = nounsOf(entry).map(articled);
  return found.length === 0 ? otherwise : found.join(' and ');
}

type Words = RefusalWords | ((entry: ClerkErrorEntry) => RefusalWords | undefined);

const switchedOff: Words = (entry) => ({
  why: `This instance does not take ${listed(entry, 'one of these fields')}: that is probably switched off in its settings, which Roster cannot see.`,
  todo: "Leave it out, or switch it on in Clerk's dashboard.",
  field: "Not taken by this instance: perhaps it is switched off in its settings in Clerk's dashboard.",
});

const wanted = (entry: ClerkErrorEntry): RefusalWords => ({
  why: `This instance wants ${listed(entry, 'something that is missing')}: its settings, which Roster cannot see, probably require it.`,
  todo: "Fill it in, or make it optional in Clerk's dashboard.",
  field: 'This instance wants it.',
});

const linkIsSpent = (kind: string, todo: string): RefusalWords => ({
  why: `This ${kind} cannot be revoked any more: it has been used, or was revoked already.`,
  todo,
});

const byDirectory: RefusalWords = {
  why: 'What you changed comes from a company directory (SCIM), and only that may change it.',
  todo: 'Change it in the directory.',
};

const betterPassword = 'Choose another one.';
const forcePassword = 'Choose another one, or skip the password checks if it must be this one.';
const settingsWant = "which this instance's settings want";

const wordsByCode: Readonly<Record<string, Words>> = {
  // The instance and its plan
  user_quota_exceeded: {
    why: 'This instance is full: its plan allows no more users (a development instance holds 100).',
    todo: 'Delete users, or change the plan.',
  },
  organization_not_enabled_in_instance: {
    why: 'Organizations are switched off in this instance.',
    todo: "They can be switched on in Clerk's dashboard.",
  },
  impersonation_limit_exceeded: {
    why: "The impersonations that this instance's plan includes are used up.",
    todo: 'Wait for the next billing period, or change the plan.',
  },
  not_allowed_access: {
    why: "This instance's restrictions keep this e-mail address or phone number out: an allow-list, a block-list, or a rule on sub-addresses.",
    todo: "Change the restrictions in Clerk's dashboard, or use another one.",
  },
  unsupported_country_code: { why: 'Clerk does not take phone numbers of this country at present.' },
  dev_monthly_email_limit_exceeded: {
    why: 'This development instance has sent all the e-mails that it may in a month.',
    todo: "Do it without a notification, or use Clerk's test addresses (name+clerk_test@…).",
  },

  // Who manages the user
  user_managed_by_scim: {
    why: 'This user is managed by a company directory (SCIM), and only that may delete it.',
    todo: 'Remove the user in the directory.',
  },
  attribute_managed_by_scim: byDirectory,
  deprovisioned: {
    why: 'A company directory has deprovisioned this user.',
    todo: 'Bring the user back in the directory first.',
  },
  resource_locked: {
    why: 'Something else is changing this at the same moment.',
    todo: 'Try again in a moment.',
  },

  // Passwords and codes
  form_password_pwned: {
    why: 'This password is known from a data breach elsewhere, so it is among the first that attackers try.',
    todo: forcePassword,
  },
  form_password_length_too_short: {
    why: 'This password is shorter than this instance allows.',
    todo: forcePassword,
  },
  form_password_length_too_long: {
    why: 'This password is longer than this instance allows.',
    todo: betterPassword,
  },
  form_password_size_in_bytes_exceeded: {
    why: 'This password is longer than Clerk can keep.',
    todo: betterPassword,
  },
  form_password_no_lowercase: {
    why: `This password has no lowercase letter, ${settingsWant}.`,
    todo: forcePassword,
  },
  form_password_no_uppercase: {
    why: `This password has no uppercase letter, ${settingsWant}.`,
    todo: forcePassword,
  },
  form_password_no_number: { why: `This password has no digit, ${settingsWant}.`, todo: forcePassword },
  form_password_no_special_char: {
    why: `This password has no special character, ${settingsWant}.`,
    todo: forcePassword,
  },
  form_password_not_strong_enough: {
    why: "This password is too easy to guess for this instance's settings.",
    todo: forcePassword,
  },
  form_password_matches_identifier: {
    why: "This password is the user's own e-mail address, phone number or username.",
    todo: betterPassword,
  },
  form_password_digest_invalid_code: {
    why: 'This password digest is not one that the chosen hasher makes.',
    todo: 'Check the digest and the hasher.',
  },
  no_password_set: { why: 'This user has no password.' },
  totp_disabled: { why: 'This user has no authenticator app set up, so there is no code to check.' },
  invalid_totp_secret_code: { why: 'This authenticator secret is not valid base32.' },

  // What users are known by
  form_identifier_exists: (entry) => ({
    why: `A user of this instance has this ${nounsOf(entry)[0] ?? 'identifier'} already.`,
    todo: 'Look for that user, or use another one.',
  }),
  form_data_missing: wanted,
  // Of anything else it is a parameter that the request lacks, which is nobody's setting.
  form_param_missing: (entry) => (nounsOf(entry).length > 0 ? wanted(entry) : undefined),
  form_param_unknown: switchedOff,
  form_param_format_invalid: (entry) => {
    const [noun] = nounsOf(entry);
    if (noun === 'e-mail address') return { why: 'This is not a valid e-mail address.' };
    if (noun !== 'phone number') return undefined;
    return {
      why: 'This is not a valid phone number.',
      todo: 'Write it with + and the country code, e.g. +15555550100.',
    };
  },
  form_username_invalid_length: { why: 'This username is shorter or longer than this instance allows.' },
  form_username_invalid_character: {
    why: 'This username has a character that this instance does not allow.',
  },
  form_username_needs_non_number_char: { why: 'A username cannot consist of digits alone.' },
  form_username_cannot_be_phone_number: { why: 'A username cannot be a phone number.' },
  form_verification_needed: {
    why: 'This is not verified yet, and only what is verified can be used for this.',
    todo: 'Mark it as verified first.',
  },
  form_resource_not_found: {
    why: 'Clerk does not find what this refers to: it may have been removed meanwhile.',
    todo: 'Read the user again.',
  },
  identification_deletion_failed: {
    why: 'This is the last thing that the user can be recognised by, and Clerk keeps it.',
    todo: 'Add another e-mail address, phone number or username first, or delete the user.',
  },
  last_required_identification_deletion_failed: {
    why: "This instance's settings want every user to have at least one of this kind, and this is the last one.",
    todo: 'Add another one first.',
  },
  delete_linked_identification_disallowed: {
    why: 'This belongs to an account that the user signs in with elsewhere (a connected account).',
    todo: 'Remove the connected account first.',
  },
  identification_update_failed: {
    why: 'The last thing that the user can be recognised by cannot become a second factor.',
    todo: 'Add another e-mail address or phone number first.',
  },
  identification_update_second_factor_unverified: {
    why: 'Only a verified phone number can be a second factor.',
    todo: 'Mark it as verified first.',
  },
  identification_create_second_factor_unverified: {
    why: 'Only a verified phone number can be a second factor.',
    todo: 'Add it as verified.',
  },
  form_disable_default_second_factor_not_allowed: {
    why: "This number is the user's default second factor.",
    todo: 'Make another factor the default first.',
  },

  // Metadata and pictures
  form_param_exceeds_allowed_size: (entry) =>
    entry.params.some((param) => param.includes('metadata'))
      ? { why: 'This is more metadata than Clerk keeps for a user: 8 KB of each kind.', todo: 'Shorten it.' }
      : undefined,
  image_too_large: {
    why: 'This image is larger than 10 MB, which Clerk refuses.',
    todo: 'Use a smaller one.',
  },

  // Links
  sign_in_token_cannot_be_revoked_code: linkIsSpent(
    'sign-in link',
    'If it was used, revoke the session that it started.',
  ),
  actor_token_cannot_be_revoked_code: linkIsSpent(
    'impersonation link',
    'If it was used, revoke the session that it started.',
  ),
};

/** Undefined for what Clerk says best itself. */
export function wordsOfCode(entry: ClerkErrorEntry): RefusalWords | undefined {
  const { code } = entry;
  if (code === undefined || !Object.hasOwn(wordsByCode, code)) return undefined;
  const words = wordsByCode[code];
  return typeof words === 'function' ? words(entry) : words;
}
