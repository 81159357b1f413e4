/** What the small forms say of what will be sent, and where a failure belongs. Knows no form. */
import type { Failure } from '../../../../shared/failure.ts';
import type { ContactKind } from '../../shell/entered-contact.ts';

/** The path of the value in the call's input, as failures name it. */
export const inputField: Readonly<Record<ContactKind, string>> = {
  email: 'emailAddress',
  phone: 'phoneNumber',
};

/** `e-mail address = jane@acme.com, verified = yes, primary = no`. */
export function sentWords(sent: Readonly<Record<string, string | boolean>>): string {
  return Object.entries(sent)
    .map(([name, value]) => `${name} = ${typeof value === 'string' ? value : value ? 'yes' : 'no'}`)
    .join(', ');
}

/** The failure, unless the field shows it all: a trace id is worth showing in any case. */
export function outsideFields(failure: Failure | null, kind: ContactKind): Failure | null {
  if (failure === null) return null;
  const onField = failure.fields?.[inputField[kind]] !== undefined;
  const elsewhere = Object.keys(failure.fields ?? {}).some((field) => field !== inputField[kind]);
  return onField && !elsewhere && failure.traceId === undefined ? null : failure;
}
