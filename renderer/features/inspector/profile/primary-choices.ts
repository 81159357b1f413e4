/** Which of a user's addresses, numbers or wallets can be the primary one, and why others cannot. */
import type { User, Verification } from '../../../../shared/models/user.ts';

export type PrimaryField = 'primaryEmailAddressId' | 'primaryPhoneNumberId' | 'primaryWeb3WalletId';

export interface PrimaryChoice {
  id: string;
  value: string;
  /** Clerk takes only verified ones. */
  verified: boolean;
  /** Why it cannot be chosen, in a word. */
  why: string | null;
}

function whyNot(verification: Verification | null, reserved: boolean): string | null {
  switch (verification?.status) {
    case 'verified':
      return null;
    case 'expired':
      return 'verification expired';
    case 'failed':
      return 'verification failed';
    default:
      return reserved ? 'reserved, not verified' : 'not verified';
  }
}

export function primaryChoices(field: PrimaryField, user: User): PrimaryChoice[] {
  const all =
    field === 'primaryEmailAddressId'
      ? user.emailAddresses.map((one) => ({ ...one, value: one.emailAddress }))
      : field === 'primaryPhoneNumberId'
        ? user.phoneNumbers.map((one) => ({ ...one, value: one.phoneNumber }))
        : user.web3Wallets.map((one) => ({ ...one, value: one.web3Wallet, reserved: false }));
  return all.flatMap(({ id, value, verification, reserved }) => {
    // Without an id there is nothing to send.
    if (id === null) return [];
    const why = whyNot(verification, reserved);
    return [{ id, value, verified: why === null, why }];
  });
}
