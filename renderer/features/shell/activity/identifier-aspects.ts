/** Whether the identifiers of a user are now as a write wanted them: e-mail addresses, phone numbers, others. */
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import type { User } from '../../../../shared/models/user.ts';
import { missing, told, valueOf, type Aspect, type AspectReader } from './aspect.ts';

export function gone(what: string, field: string, idsOf: (user: User) => (string | null)[]): AspectReader {
  return (entry, user) => {
    const id = valueOf(entry, field);
    if (typeof id !== 'string') return [];
    return told(!idsOf(user).includes(id), `does not have this ${what} any more`, `still has this ${what}`);
  };
}

interface Identifier {
  id: string | null;
  value: string;
  isPrimary: boolean;
  isVerified: boolean;
  isSecondFactor: boolean;
}

export function emailsOf(user: User): Identifier[] {
  return user.emailAddresses.map(({ id, emailAddress, verification }) => ({
    id,
    value: emailAddress,
    isPrimary: id !== null && id === user.primaryEmailAddressId,
    isVerified: verification?.status === 'verified',
    isSecondFactor: false,
  }));
}

export function phonesOf(user: User): Identifier[] {
  return user.phoneNumbers.map(({ id, phoneNumber, verification, reservedForSecondFactor }) => ({
    id,
    value: phoneNumber,
    isPrimary: id !== null && id === user.primaryPhoneNumberId,
    isVerified: verification?.status === 'verified',
    isSecondFactor: reservedForSecondFactor,
  }));
}

/** What was said of the identifier beside itself, as far as it was said. */
function identifierMarks(entry: WriteEntry, { isPrimary, isVerified, isSecondFactor }: Identifier): Aspect[] {
  const marks: [field: string, is: boolean, word: string][] = [
    ['verified', isVerified, 'verified'],
    ['primary', isPrimary, 'the primary one'],
    ['reservedForSecondFactor', isSecondFactor, 'reserved for the second factor'],
  ];
  return marks.flatMap(([field, is, word]) => {
    const wanted = valueOf(entry, field);
    // Clerk has no way to make the primary one none: `false` leaves it as it is.
    if (typeof wanted !== 'boolean' || (field === 'primary' && !wanted)) return [];
    const words = (state: boolean) => `it is ${state ? '' : 'not '}${word}`;
    return [{ holds: is === wanted, is: words(wanted), isNot: words(!wanted) }];
  });
}

export function added(what: string, field: string, all: (user: User) => Identifier[]): AspectReader {
  return (entry, user) => {
    const value = valueOf(entry, field);
    if (typeof value !== 'string') return [];
    const found = all(user).find((one) => one.value.toLowerCase() === value.toLowerCase());
    return [
      ...told(found !== undefined, `has the ${what} ${value}`, `does not have the ${what} ${value}`),
      ...(found === undefined ? [] : identifierMarks(entry, found)),
    ];
  };
}

export function changed(what: string, field: string, all: (user: User) => Identifier[]): AspectReader {
  return (entry, user) => {
    const found = all(user).find(({ id }) => id !== null && id === valueOf(entry, field));
    return found === undefined
      ? missing(`does not have this ${what} any more`)
      : identifierMarks(entry, found);
  };
}

export function replaced(
  what: string,
  many: string,
  field: string,
  all: (user: User) => Identifier[],
): AspectReader {
  return (entry, user) => {
    const value = valueOf(entry, field);
    if (typeof value !== 'string') return [];
    const values = all(user).map((one) => one.value.toLowerCase());
    const isOnly = values.length === 1 && values[0] === value.toLowerCase();
    if (isOnly || values.includes(value.toLowerCase())) {
      return told(isOnly, `has ${value} as the only ${what}`, `has other ${many} beside ${value}`);
    }
    return missing(`does not have the ${what} ${value}`);
  };
}
