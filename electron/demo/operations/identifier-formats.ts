/** How identifiers must look, and how they are kept. Knows no users. */

export type IdentifierKind = 'email_address' | 'phone_number' | 'web3_wallet';

const formats: Record<IdentifierKind, { pattern: RegExp; what: string; keep: (text: string) => string }> = {
  email_address: {
    pattern: /^[^\s@<>(),;:"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    what: 'a valid e-mail address',
    keep: (text) => text.trim().toLowerCase(),
  },
  phone_number: {
    pattern: /^\+[1-9]\d{6,14}$/,
    what: 'a phone number in E.164 format',
    keep: (text) => text.replace(/[\s().-]/g, ''),
  },
  web3_wallet: {
    pattern: /^(0x[0-9a-fA-F]{40}|[1-9A-HJ-NP-Za-km-z]{32,44})$/,
    what: 'a valid wallet address',
    keep: (text) => text,
  },
};

/** As it is stored; not yet checked. */
export function keptForm(kind: IdentifierKind, text: string): string {
  return formats[kind].keep(text);
}

/** What is wrong with a value in its kept form, or null. */
export function formatProblem(kind: IdentifierKind, value: string): string | null {
  return formats[kind].pattern.test(value) ? null : `${kind} must be ${formats[kind].what}.`;
}
