/** How an identifier came to be verified, or did not, in words. Knows no screen. */
import type { Verification } from '../../../../shared/models/user.ts';
import { accountProviderName } from './accounts.ts';

const strategies: Readonly<Record<string, string>> = {
  admin: 'an administrator',
  email_code: 'a code sent by e-mail',
  email_link: 'a link sent by e-mail',
  reset_password_email_code: 'a code for a new password',
  phone_code: 'a code sent by SMS',
  reset_password_phone_code: 'a code for a new password',
  ticket: 'an invitation',
  saml: 'single sign-on (SAML)',
  enterprise_sso: 'single sign-on',
  scim: 'the company directory (SCIM)',
  google_one_tap: 'Google One Tap',
  web3_metamask_signature: 'a signature with MetaMask',
  web3_base_signature: 'a signature with Base',
  web3_coinbase_wallet_signature: 'a signature with Coinbase Wallet',
  web3_okx_wallet_signature: 'a signature with OKX Wallet',
  web3_solana_signature: 'a signature with a Solana wallet',
};

/** `a code sent by e-mail`; null when Clerk named nothing. What is not known is called as Clerk calls it. */
export function strategyWords(strategy: string | null): string | null {
  if (!strategy) return null;
  if (Object.hasOwn(strategies, strategy)) return strategies[strategy] ?? null;
  const provider = /^(?:from_)?(oauth_.+)$/.exec(strategy)?.[1];
  return provider === undefined ? strategy.replaceAll('_', ' ') : accountProviderName(provider);
}

export interface StatusWords {
  words: string;
  tone: 'ok' | 'warn' | 'neutral';
  /** For hover, where the word alone leaves a question. */
  title?: string;
}

export function statusWords(of: { verification: Verification | null; reserved?: boolean }): StatusWords {
  const { verification, reserved } = of;
  if (verification?.status === 'verified') return { words: 'Verified', tone: 'ok' };
  if (reserved) {
    return {
      words: 'Reserved',
      tone: 'neutral',
      title: 'Usable for signing in, kept from others, not verified',
    };
  }
  switch (verification?.status) {
    case 'expired':
      return { words: 'Expired', tone: 'warn', title: 'The verification was not finished in time' };
    case 'failed':
      return { words: 'Failed', tone: 'warn', title: 'The verification failed' };
    case 'transferable':
      return {
        words: 'Transferable',
        tone: 'warn',
        title: 'Waits to be taken over by a sign-in that was not finished',
      };
    default:
      return { words: 'Unverified', tone: 'warn' };
  }
}

/** One line under the value: `By a code sent by e-mail`, `Awaits a code sent by e-mail`. Null: nothing to add. */
export function howWords(verification: Verification | null): string | null {
  if (verification === null) return null;
  const by = strategyWords(verification.strategy);
  if (by === null) return null;
  switch (verification.status) {
    case 'verified':
      return `By ${by}`;
    case 'expired':
      return `Not in time by ${by}`;
    case 'failed':
      return `Failed by ${by}`;
    default:
      return `Awaits ${by}`;
  }
}
