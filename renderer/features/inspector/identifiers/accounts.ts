/** A user's accounts elsewhere: at OAuth providers, and through a company's own sign-in. Knows no screen. */
import type { User } from '../../../../shared/models/user.ts';
import { providerName } from '../user-facts.ts';
import { emailContacts, phoneContacts, type Contact } from './contacts.ts';

export type ExternalAccount = User['externalAccounts'][number];
export type CompanyAccount = User['enterpriseAccounts'][number];

/** A provider of the instance's own making is called by the name it was given there. */
export function accountProviderName(provider: string): string {
  return providerName(provider.replace(/^oauth_(?=custom_)|^oauth_token_/, ''));
}

/** What the API calls a provider in the path to its tokens; some accounts carry `google` for `oauth_google`. */
export function providerKey(provider: string): string {
  return provider.startsWith('oauth_') ? provider : `oauth_${provider}`;
}

/** Who the user is there, in the words that say most. */
export function accountIdentifier(account: ExternalAccount): string {
  const { emailAddress, username, phoneNumber, label, providerUserId } = account;
  const name = [account.firstName, account.lastName].filter(Boolean).join(' ');
  return emailAddress || username || phoneNumber || label || name || providerUserId || account.id;
}

/** E.g. `Google account jane@acme.com`. */
export function accountWords(account: ExternalAccount): string {
  return `${accountProviderName(account.provider)} account ${accountIdentifier(account)}`;
}

/** Clerk lists an account over SAML twice: as what it was and as what it is called now. Once is enough. */
export function companyAccounts(user: User): CompanyAccount[] {
  const known = user.enterpriseAccounts;
  const old = user.samlAccounts.filter(
    (account) =>
      !known.some(
        ({ id, emailAddress, provider }) =>
          id === account.id || (emailAddress === account.emailAddress && provider === account.provider),
      ),
  );
  return [...known, ...old];
}

export interface Link {
  words: string;
  /** Of the entry that it leads to; null when the user has no such entry. */
  entryId: string | null;
}

/** Clerk links by the id of the account's identification; older answers by that of the account. */
function isLinkTo(link: { id: string }, account: ExternalAccount): boolean {
  return (
    link.id === account.id || (account.identificationId !== null && link.id === account.identificationId)
  );
}

/** What an address or number came from and hangs on. */
export function linksOf(contact: Contact, user: User): Link[] {
  return contact.linkedTo.map((link) => {
    const account = user.externalAccounts.find((each) => isLinkTo(link, each));
    if (account) return { words: accountWords(account), entryId: account.id };
    const company = companyAccounts(user).find(
      ({ id, emailAddress }) => id === link.id || emailAddress === contact.value,
    );
    if (company && /saml|enterprise/.test(link.type))
      return { words: companyWords(company), entryId: company.id };
    return { words: `${accountProviderName(link.type)} account`, entryId: null };
  });
}

/** The addresses and numbers that came from an account. */
export function contactsLinkedTo(account: ExternalAccount, user: User): Contact[] {
  return [...emailContacts(user), ...phoneContacts(user)].filter((contact) =>
    contact.linkedTo.some((link) => isLinkTo(link, account)),
  );
}

export function companyName(account: CompanyAccount): string {
  return account.connectionName || accountProviderName(account.provider);
}

function companyWords(account: CompanyAccount): string {
  return `${companyName(account)} account ${account.emailAddress ?? account.providerUserId ?? ''}`.trim();
}
