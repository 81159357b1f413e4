/** What will be sent, line by line, for reading before the button is pressed. Secrets are not in it. */
import type { UserCreate } from '../../../shared/models/user-input.ts';
import { countWords } from '../../ui/time-words.ts';
import { fieldLabels } from './form-sections.ts';
import type { DraftField } from './user-draft.ts';

export interface SentLine {
  field: DraftField;
  label: string;
  values: string[];
  mono: boolean;
}

/** Of one length, whatever it stands for. */
const mask = '••••••••';

type Status = 'verified' | 'reserved';

function withStatus(values: readonly string[], statuses: readonly Status[] | undefined): string[] {
  return values.map((value, index) => (statuses?.[index] === 'reserved' ? `${value} (reserved)` : value));
}

function valuesOf(field: DraftField, user: UserCreate, hidePrivate: boolean): string[] {
  const value = user[field];
  switch (field) {
    case 'emailAddress':
      return withStatus(user.emailAddress ?? [], user.emailAddressIdentificationStatus);
    case 'phoneNumber':
      return withStatus(user.phoneNumber ?? [], user.phoneNumberIdentificationStatus);
    case 'web3Wallet':
      return user.web3Wallet ?? [];
    case 'password':
    case 'passwordDigest':
    case 'totpSecret':
      return [mask];
    case 'backupCodes':
      return [countWords(user.backupCodes?.length ?? 0, 'code')];
    case 'privateMetadata':
      return [
        hidePrivate
          ? countWords(Object.keys(user.privateMetadata ?? {}).length, 'key')
          : JSON.stringify(value),
      ];
    case 'publicMetadata':
    case 'unsafeMetadata':
      return [JSON.stringify(value)];
    default:
      return [typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)];
  }
}

const monospaced = new Set<DraftField>([
  'web3Wallet',
  'externalId',
  'createdAt',
  'legalAcceptedAt',
  'publicMetadata',
  'privateMetadata',
  'unsafeMetadata',
]);

export function linesToSend(user: UserCreate, options: { hidePrivate: boolean }): SentLine[] {
  return (Object.keys(fieldLabels) as DraftField[])
    .filter((field) => user[field] !== undefined)
    .map((field) => ({
      field,
      label: fieldLabels[field],
      values: valuesOf(field, user, options.hidePrivate),
      mono: monospaced.has(field),
    }));
}
