/** What of a write can be seen on the user, by the call that it was. Claims nothing of what cannot be seen. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import type { User } from '../../../../shared/models/user.ts';
import { missing, told, type Aspect, type AspectReader } from './aspect.ts';
import { added, changed, emailsOf, gone, phonesOf, replaced } from './identifier-aspects.ts';
import { metadataAspects } from './metadata-aspects.ts';
import { profileAspects } from './profile-aspects.ts';

const readers: Readonly<Record<string, AspectReader>> = {
  'users.ban': (_, user) => told(user.banned, 'is banned', 'is not banned'),
  'users.unban': (_, user) => told(!user.banned, 'is not banned', 'is still banned'),
  'users.lock': (_, user) => told(user.locked, 'is locked', 'is not locked'),
  'users.unlock': (_, user) => told(!user.locked, 'is not locked', 'is still locked'),
  'users.update': profileAspects,
  'users.updateMetadata': metadataAspects,
  'users.replaceMetadata': metadataAspects,

  'users.removePassword': (_, user) => told(!user.passwordEnabled, 'has no password', 'still has a password'),
  'users.disableMfa': (_, user) =>
    told(!user.twoFactorEnabled, 'has no second factor', 'still has a second factor'),
  'users.createTotp': (_, user) =>
    told(user.totpEnabled, 'has an authenticator app', 'has no authenticator app'),
  // The secret is not kept, so one that was there before cannot be told from it.
  'totp.commit': profileAspects,
  'users.deleteTotp': (_, user) =>
    told(!user.totpEnabled, 'has no authenticator app', 'still has an authenticator app'),
  'users.deleteBackupCodes': (_, user) =>
    told(!user.backupCodeEnabled, 'has no backup codes', 'still has backup codes'),
  'users.deletePasskey': gone('passkey', 'passkeyId', (user) => user.passkeys.map(({ id }) => id)),
  'users.deleteWeb3Wallet': gone('wallet', 'web3WalletId', (user) => user.web3Wallets.map(({ id }) => id)),
  'users.deleteExternalAccount': gone('external account', 'externalAccountId', (user) =>
    user.externalAccounts.map(({ id }) => id),
  ),
  'users.deleteProfileImage': (_, user) =>
    told(!user.hasImage, 'has no profile image', 'still has a profile image'),
  // Which one it is cannot be seen: one that is there may be the picture of before.
  'users.setProfileImage': (_, user) => (user.hasImage ? [] : missing('has no profile image')),

  'users.createEmailAddress': added('e-mail address', 'emailAddress', emailsOf),
  'users.updateEmailAddress': changed('e-mail address', 'emailAddressId', emailsOf),
  'users.deleteEmailAddress': gone('e-mail address', 'emailAddressId', (user) =>
    user.emailAddresses.map(({ id }) => id),
  ),
  'users.replaceEmailAddress': replaced('e-mail address', 'e-mail addresses', 'emailAddress', emailsOf),
  'users.createPhoneNumber': added('phone number', 'phoneNumber', phonesOf),
  'users.updatePhoneNumber': changed('phone number', 'phoneNumberId', phonesOf),
  'users.deletePhoneNumber': gone('phone number', 'phoneNumberId', (user) =>
    user.phoneNumbers.map(({ id }) => id),
  ),
  'users.replacePhoneNumber': replaced('phone number', 'phone numbers', 'phoneNumber', phonesOf),
};

export function aspectsOf(entry: WriteEntry, user: User): Aspect[] {
  const read = Object.hasOwn(readers, entry.method) ? readers[entry.method] : undefined;
  return read === undefined ? [] : read(entry, user);
}
