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

/** What users can be ordered by: the contract's name, and Clerk's. */
export const userOrderFields: Readonly<Record<string, string>> = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  emailAddress: 'email_address',
  web3Wallet: 'web3wallet',
  firstName: 'first_name',
  lastName: 'last_name',
  phoneNumber: 'phone_number',
  username: 'username',
  lastActiveAt: 'last_active_at',
  lastSignInAt: 'last_sign_in_at',
};

/**
 * One of {@link userOrderFields} by either name, with `+` or `-` before it; without, `+` is meant.
 * Becomes Clerk's spelling: the value names a field, so it is converted like one.
 */
export const userOrderSchema = z.string().transform((value, context) => {
  const sign = /^[+-]/.exec(value)?.[0] ?? '';
  const name = value.slice(sign.length);
  const wireName = Object.hasOwn(userOrderFields, name) ? userOrderFields[name] : name;
  if (wireName !== undefined && Object.values(userOrderFields).includes(wireName)) return sign + wireName;
  context.addIssue({
    code: 'custom',
    message: `Expected one of ${Object.keys(userOrderFields).join(', ')}, with + or - before it`,
  });
  return z.NEVER;
});
