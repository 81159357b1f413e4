/** One call of every operation on e-mail addresses and phone numbers. */
import type { OperationOutput } from '../../../electron/core/clerk/operations.ts';
import type { JsonObject } from '../../../shared/models/json.ts';
import type { Samples } from './sample.ts';

const userId = 'user_1';

const wireEmailAddress: JsonObject = {
  object: 'email_address',
  id: 'idn_3',
  email_address: 'jane+2@example.com',
  reserved: false,
  verification: { object: 'verification_admin', status: 'verified', strategy: 'admin', attempts: null },
  linked_to: [{ id: 'idn_9', type: 'oauth_google' }],
  matches_sso_connection: true,
  created_at: 1_700_000_000_000,
  updated_at: 1_700_000_000_001,
};
const emailAddress: OperationOutput<'createEmailAddress'> = {
  id: 'idn_3',
  emailAddress: 'jane+2@example.com',
  reserved: false,
  verification: { status: 'verified', strategy: 'admin', attempts: null, expireAt: null },
  linkedTo: [{ id: 'idn_9', type: 'oauth_google' }],
  matchesSsoConnection: true,
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_001,
};

const wirePhoneNumber: JsonObject = {
  object: 'phone_number',
  id: 'idn_4',
  phone_number: '+15555550100',
  reserved: true,
  reserved_for_second_factor: true,
  default_second_factor: true,
  verification: null,
  linked_to: [],
  created_at: 1,
  updated_at: 2,
};
const phoneNumber: OperationOutput<'createPhoneNumber'> = {
  id: 'idn_4',
  phoneNumber: '+15555550100',
  reserved: true,
  reservedForSecondFactor: true,
  defaultSecondFactor: true,
  verification: null,
  linkedTo: [],
  createdAt: 1,
  updatedAt: 2,
};

export const identifierSamples = {
  createEmailAddress: {
    input: {
      userId,
      emailAddress: 'jane+2@example.com',
      verified: false,
      primary: true,
      notifyPrimaryEmailAddressChanged: true,
    },
    request: {
      method: 'POST',
      url: '/email_addresses',
      body:
        '{"user_id":"user_1","email_address":"jane+2@example.com","verified":false,"primary":true,' +
        '"notify_primary_email_address_changed":true}',
    },
    answer: wireEmailAddress,
    output: emailAddress,
  },
  updateEmailAddress: {
    input: { userId, emailAddressId: 'idn_3', verified: true, notifyPrimaryEmailAddressChanged: false },
    request: {
      method: 'PATCH',
      url: '/email_addresses/idn_3',
      body: '{"verified":true,"notify_primary_email_address_changed":false}',
    },
    answer: wireEmailAddress,
    output: emailAddress,
  },
  deleteEmailAddress: {
    input: { userId, emailAddressId: 'idn_3' },
    request: { method: 'DELETE', url: '/email_addresses/idn_3' },
    answer: { object: 'email_address', id: 'idn_3', deleted: true },
    output: { id: 'idn_3', deleted: true },
  },
  replaceEmailAddress: {
    input: {
      userId,
      emailAddress: 'jane+2@example.com',
      identificationStatus: 'reserved',
      notifyPrimaryEmailAddressChanged: true,
    },
    request: {
      method: 'PUT',
      url: '/users/user_1/email_address',
      body:
        '{"email_address":"jane+2@example.com","identification_status":"reserved",' +
        '"notify_primary_email_address_changed":true}',
    },
    answer: wireEmailAddress,
    output: emailAddress,
  },
  createPhoneNumber: {
    input: {
      userId,
      phoneNumber: '+15555550100',
      verified: true,
      primary: false,
      reservedForSecondFactor: true,
    },
    request: {
      method: 'POST',
      url: '/phone_numbers',
      body:
        '{"user_id":"user_1","phone_number":"+15555550100","verified":true,"primary":false,' +
        '"reserved_for_second_factor":true}',
    },
    answer: wirePhoneNumber,
    output: phoneNumber,
  },
  updatePhoneNumber: {
    input: { userId, phoneNumberId: 'idn_4', verified: true, primary: true, reservedForSecondFactor: false },
    request: {
      method: 'PATCH',
      url: '/phone_numbers/idn_4',
      body: '{"verified":true,"primary":true,"reserved_for_second_factor":false}',
    },
    answer: wirePhoneNumber,
    output: phoneNumber,
  },
  deletePhoneNumber: {
    input: { userId, phoneNumberId: 'idn_4' },
    request: { method: 'DELETE', url: '/phone_numbers/idn_4' },
    answer: { object: 'phone_number', id: 'idn_4', deleted: true },
    output: { id: 'idn_4', deleted: true },
  },
  replacePhoneNumber: {
    input: { userId, phoneNumber: '+15555550100', identificationStatus: 'unverified' },
    request: {
      method: 'PUT',
      url: '/users/user_1/phone_number',
      body: '{"phone_number":"+15555550100","identification_status":"unverified"}',
    },
    answer: wirePhoneNumber,
    output: phoneNumber,
  },
} satisfies Partial<Samples>;
