import { expect, it } from 'vitest';
import { userOrderSchema } from '../../../shared/models/user-filter.ts';

it.each([
  ['createdAt', 'created_at'],
  ['-createdAt', '-created_at'],
  ['+created_at', '+created_at'],
  ['-web3Wallet', '-web3wallet'],
  ['lastSignInAt', 'last_sign_in_at'],
])('orders by %s, which Clerk calls %s', (given, wire) => {
  expect(userOrderSchema.parse(given)).toBe(wire);
});

it.each(['', '-', '--createdAt', 'created', '__proto__', 'toString', 'created_at '])(
  'refuses %j',
  (given) => {
    expect(userOrderSchema.safeParse(given).success).toBe(false);
  },
);
