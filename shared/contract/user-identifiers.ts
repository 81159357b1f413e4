/** Of the group `users`: the e-mail addresses and phone numbers of one user. */
import { z } from 'zod';
import { command } from '../contract-kit.ts';
import { emailAddressSchema, phoneNumberSchema } from '../models/user.ts';
import { deleted, id, write } from './user-call.ts';

const emailAddress = z.string().min(1).max(320);
/** E.164, e.g. `+15555550100`. */
const phoneNumber = z.string().min(1).max(40);
const flag = z.boolean().optional();
/** What the replacement is; `unverified` can lock the user out. Clerk's default: verified. */
const identificationStatus = z.enum(['verified', 'reserved', 'unverified']).optional();

export const userIdentifiers = {
  createEmailAddress: command(
    z.strictObject({
      ...write,
      emailAddress,
      verified: flag,
      primary: flag,
      notifyPrimaryEmailAddressChanged: flag,
    }),
    emailAddressSchema,
  ),
  updateEmailAddress: command(
    z.strictObject({
      ...write,
      emailAddressId: id,
      verified: flag,
      primary: flag,
      notifyPrimaryEmailAddressChanged: flag,
    }),
    emailAddressSchema,
  ),
  deleteEmailAddress: command(z.strictObject({ ...write, emailAddressId: id }), deleted),
  /** All other addresses of the user are deleted. */
  replaceEmailAddress: command(
    z.strictObject({
      ...write,
      emailAddress,
      identificationStatus,
      notifyPrimaryEmailAddressChanged: flag,
    }),
    emailAddressSchema,
  ),

  createPhoneNumber: command(
    z.strictObject({
      ...write,
      phoneNumber,
      verified: flag,
      primary: flag,
      reservedForSecondFactor: flag,
    }),
    phoneNumberSchema,
  ),
  updatePhoneNumber: command(
    z.strictObject({
      ...write,
      phoneNumberId: id,
      verified: flag,
      primary: flag,
      reservedForSecondFactor: flag,
    }),
    phoneNumberSchema,
  ),
  deletePhoneNumber: command(z.strictObject({ ...write, phoneNumberId: id }), deleted),
  /** All other numbers of the user are deleted. */
  replacePhoneNumber: command(
    z.strictObject({ ...write, phoneNumber, identificationStatus }),
    phoneNumberSchema,
  ),
};
