/** What was typed as an address or a number: tidied, and refused when it cannot be one. Clerk has the last word. */
export type ContactKind = 'email' | 'phone';

export interface Entered {
  /** As it would be sent. */
  value: string;
  /** One sentence for the field; null when nothing speaks against it. */
  problem: string | null;
}

/** E.164: a plus, a country code that never begins with 0, at most 15 digits in all. */
const e164 = /^\+[1-9]\d{6,14}$/;

function phone(typed: string): Entered {
  const value = typed.replace(/[\s().\-/\u00a0\u2010-\u2015]/gu, '');
  if (value === '') return { value, problem: 'Type a phone number.' };
  if (e164.test(value)) return { value, problem: null };
  if (/[^\d+]/.test(value) || value.lastIndexOf('+') > 0)
    return { value, problem: 'A phone number has digits only, and a plus in front.' };
  if (value.startsWith('00'))
    return { value, problem: `Write + for the leading 00: +${value.slice(2).replace(/^0+/, '')}.` };
  if (!value.startsWith('+'))
    return { value, problem: 'Begin with + and the country code, e.g. +1 for the United States.' };
  if (value.startsWith('+0')) return { value, problem: 'No country code begins with 0.' };
  return value.length < 8
    ? { value, problem: 'This is too short for a number with its country code.' }
    : { value, problem: 'This is too long: a number has at most 15 digits with its country code.' };
}

function email(typed: string): Entered {
  const value = typed.trim();
  if (value === '') return { value, problem: 'Type an e-mail address.' };
  if (/\s/u.test(value)) return { value, problem: 'An e-mail address has no spaces.' };
  const at = value.lastIndexOf('@');
  if (at <= 0 || at === value.length - 1)
    return { value, problem: 'An e-mail address has a name, an @ and a domain.' };
  return { value, problem: null };
}

export function readEntered(kind: ContactKind, typed: string): Entered {
  return kind === 'email' ? email(typed) : phone(typed);
}

export const entryHints: Readonly<Record<ContactKind, string | undefined>> = {
  email: undefined,
  phone: 'With + and the country code (E.164), e.g. +1 555 555 0100. Spaces and dashes are left out.',
};
