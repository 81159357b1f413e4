/**
 * The operations on a user's identifiers: e-mail addresses, phone numbers, wallets, external accounts.
 * Clerk finds an address or number by its own id, so whose it is must be known before. Knows no HTTP.
 */
import { deletedOf, parseEmailAddress, parsePhoneNumber } from './answers.ts';
import { inPath, pathsOf, write } from './operation-kinds.ts';
import type { OperationTable } from './operation.ts';
import { emailAddressFields, phoneNumberFields } from './user-fields.ts';
import { path, toBody } from './wire-request.ts';

export const identifierOperations = {
  createEmailAddress: {
    ...write,
    method: 'POST',
    path: () => '/email_addresses',
    body: (input) => toBody(emailAddressFields.create, input),
    parse: parseEmailAddress,
    fieldPaths: pathsOf(emailAddressFields.create),
  },
  updateEmailAddress: {
    ...write,
    method: 'PATCH',
    path: ({ emailAddressId }) => path`/email_addresses/${emailAddressId}`,
    body: (input) => toBody(emailAddressFields.update, input),
    parse: parseEmailAddress,
    fieldPaths: { email_address_id: 'emailAddressId', ...pathsOf(emailAddressFields.update) },
  },
  deleteEmailAddress: {
    ...write,
    method: 'DELETE',
    path: ({ emailAddressId }) => path`/email_addresses/${emailAddressId}`,
    parse: (answer, { emailAddressId }) => deletedOf(answer, emailAddressId),
    destructive: true,
    fieldPaths: { email_address_id: 'emailAddressId' },
  },
  /** Destructive, because it deletes every other address. */
  replaceEmailAddress: {
    ...write,
    method: 'PUT',
    path: ({ userId }) => path`/users/${userId}/email_address`,
    body: (input) => toBody(emailAddressFields.replace, input),
    parse: parseEmailAddress,
    destructive: true,
    fieldPaths: { ...inPath, ...pathsOf(emailAddressFields.replace) },
  },

  createPhoneNumber: {
    ...write,
    method: 'POST',
    path: () => '/phone_numbers',
    body: (input) => toBody(phoneNumberFields.create, input),
    parse: parsePhoneNumber,
    fieldPaths: pathsOf(phoneNumberFields.create),
  },
  updatePhoneNumber: {
    ...write,
    method: 'PATCH',
    path: ({ phoneNumberId }) => path`/phone_numbers/${phoneNumberId}`,
    body: (input) => toBody(phoneNumberFields.update, input),
    parse: parsePhoneNumber,
    fieldPaths: { phone_number_id: 'phoneNumberId', ...pathsOf(phoneNumberFields.update) },
  },
  deletePhoneNumber: {
    ...write,
    method: 'DELETE',
    path: ({ phoneNumberId }) => path`/phone_numbers/${phoneNumberId}`,
    parse: (answer, { phoneNumberId }) => deletedOf(answer, phoneNumberId),
    destructive: true,
    fieldPaths: { phone_number_id: 'phoneNumberId' },
  },
  /** Destructive, because it deletes every other number, and with one for the second factor that, too. */
  replacePhoneNumber: {
    ...write,
    method: 'PUT',
    path: ({ userId }) => path`/users/${userId}/phone_number`,
    body: (input) => toBody(phoneNumberFields.replace, input),
    parse: parsePhoneNumber,
    destructive: true,
    fieldPaths: { ...inPath, ...pathsOf(phoneNumberFields.replace) },
  },

  deleteWeb3Wallet: {
    ...write,
    method: 'DELETE',
    path: ({ userId, web3WalletId }) => path`/users/${userId}/web3_wallets/${web3WalletId}`,
    parse: (answer, { web3WalletId }) => deletedOf(answer, web3WalletId),
    destructive: true,
    fieldPaths: { ...inPath, web3_wallet_identification_id: 'web3WalletId' },
  },
  deleteExternalAccount: {
    ...write,
    method: 'DELETE',
    path: ({ userId, externalAccountId }) => path`/users/${userId}/external_accounts/${externalAccountId}`,
    parse: (answer, { externalAccountId }) => deletedOf(answer, externalAccountId),
    destructive: true,
    fieldPaths: { ...inPath, external_account_id: 'externalAccountId' },
  },
} satisfies Partial<OperationTable>;
