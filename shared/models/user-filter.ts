/** The filters of `users.list` and `users.count`: flat fields, as Clerk's query parameters. */
import { z } from 'zod';

/** Clerk takes at most 100 values per filter. */
const values = z.array(z.string().max(512)).max(100);
/** Unix milliseconds. */
const time = z.number().int();

export const userFilterShape = {
  emailAddress: values.optional(),
  phoneNumber: values.optional(),
  /** An entry may start with `+` (include) or `-` (exclude); so may those of the next two. */
  externalId: values.optional(),
  userId: values.optional(),
  organizationId: values.optional(),
  username: values.optional(),
  web3Wallet: values.optional(),
  query: z.string().max(1000).optional(),
  emailAddressQuery: z.string().max(1000).optional(),
  phoneNumberQuery: z.string().max(1000).optional(),
  usernameQuery: z.string().max(1000).optional(),
  nameQuery: z.string().max(1000).optional(),
  banned: z.boolean().optional(),
  lastActiveAtBefore: time.optional(),
  lastActiveAtAfter: time.optional(),
  createdAtBefore: time.optional(),
  createdAtAfter: time.optional(),
  lastSignInAtBefore: time.optional(),
  lastSignInAtAfter: time.optional(),
  /** Only together with `providerUserId`. */
  provider: z.string().max(200).optional(),
  providerUserId: values.optional(),
};

export const userOrderFields = [
  'created_at',
  'updated_at',
  'email_address',
  'web3wallet',
  'first_name',
  'last_name',
  'phone_number',
  'username',
  'last_active_at',
  'last_sign_in_at',
] as const;

/** One of {@link userOrderFields}, with `+` or `-` before it; without, `+` is meant. */
export const userOrderSchema = z
  .string()
  .refine(
    (value) => (userOrderFields as readonly string[]).includes(value.replace(/^[+-]/, '')),
    `Expected one of ${userOrderFields.join(', ')}, with + or - before it`,
  );
