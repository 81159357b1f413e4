/** What is typed into the form for a new user, as it is typed. Plain data: knows no API and no layout. */

export interface DraftIdentifier {
  /** Of the line, for as long as the form lives. */
  key: number;
  value: string;
  status: IdentifierStatus;
}

export type IdentifierStatus = 'verified' | 'reserved';

/** `default`: not sent, so it is as the instance's settings have it. */
export type Choice = 'default' | 'yes' | 'no';

/** Named like the fields that they become, so that what Clerk says of a field finds it. */
export interface UserDraft {
  firstName: string;
  lastName: string;
  emailAddress: DraftIdentifier[];
  phoneNumber: DraftIdentifier[];
  username: string;
  password: string;

  passwordDigest: string;
  passwordHasher: string;
  totpSecret: string;
  /** One in each line. */
  backupCodes: string;
  /** One in each line. */
  web3Wallet: string;

  externalId: string;
  locale: string;
  timezone: string;
  /** As UiDateTimeInput has it: in the time of this computer, without a zone. */
  createdAt: string;
  legalAcceptedAt: string;
  createOrganizationEnabled: Choice;
  createOrganizationsLimit: string;
  deleteSelfEnabled: Choice;

  publicMetadata: string;
  privateMetadata: string;
  unsafeMetadata: string;

  skipPasswordChecks: boolean;
  skipPasswordRequirement: boolean;
  skipUserRequirement: boolean;
  skipLegalChecks: boolean;
  bypassClientTrust: boolean;
  banned: boolean;
  locked: boolean;
}

export type DraftField = keyof UserDraft;

let lastKey = 0;

export function newIdentifier(): DraftIdentifier {
  lastKey += 1;
  return { key: lastKey, value: '', status: 'verified' };
}

export function emptyDraft(): UserDraft {
  return {
    firstName: '',
    lastName: '',
    emailAddress: [newIdentifier()],
    phoneNumber: [newIdentifier()],
    username: '',
    password: '',
    passwordDigest: '',
    passwordHasher: '',
    totpSecret: '',
    backupCodes: '',
    web3Wallet: '',
    externalId: '',
    locale: '',
    timezone: '',
    createdAt: '',
    legalAcceptedAt: '',
    createOrganizationEnabled: 'default',
    createOrganizationsLimit: '',
    deleteSelfEnabled: 'default',
    publicMetadata: '',
    privateMetadata: '',
    unsafeMetadata: '',
    skipPasswordChecks: false,
    skipPasswordRequirement: false,
    skipUserRequirement: false,
    skipLegalChecks: false,
    bypassClientTrust: false,
    banned: false,
    locked: false,
  };
}

/** What belongs to one person only; all else is a choice that the next one may share. */
const identity = [
  'firstName',
  'lastName',
  'emailAddress',
  'phoneNumber',
  'username',
  'password',
  'passwordDigest',
  'totpSecret',
  'backupCodes',
  'web3Wallet',
  'externalId',
  'createdAt',
] as const satisfies readonly DraftField[];

/** For the next user: without what the last one was known by, with what was chosen. */
export function clearIdentity(draft: UserDraft): void {
  const empty = emptyDraft();
  const statuses = {
    emailAddress: draft.emailAddress[0]?.status ?? 'verified',
    phoneNumber: draft.phoneNumber[0]?.status ?? 'verified',
  };
  Object.assign(draft, Object.fromEntries(identity.map((field) => [field, empty[field]])));
  for (const field of ['emailAddress', 'phoneNumber'] as const) {
    for (const line of draft[field]) line.status = statuses[field];
  }
}

/** What has been filled in: texts beyond blanks, choices that are not the default. */
export function isGiven(value: UserDraft[DraftField]): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.trim() !== '' && value !== 'default';
  return value.some((line) => line.value.trim() !== '');
}

export function givenFields(draft: UserDraft): DraftField[] {
  return (Object.keys(draft) as DraftField[]).filter((field) => isGiven(draft[field]));
}

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
