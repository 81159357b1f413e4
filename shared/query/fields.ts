/**
 * The fields of the query language: what each is called, means and takes. The parser, its suggestions, the
 * completion and the help on screen all read this table. Knows no users.
 */
import {
  choiceFields,
  flags,
  textFields,
  things,
  timeFields,
  type ChoiceField,
  type Flag,
  type MetadataKind,
  type TextField,
  type Thing,
  type TimeField,
} from './query.ts';

export type FieldName = TextField | ChoiceField | Flag | TimeField | 'has' | 'no';
export type FieldKind = 'text' | 'choice' | 'flag' | 'time' | 'thing';

export interface FieldInfo {
  name: FieldName;
  kind: FieldKind;
  /** Other names, as {@link plainName} makes them. */
  aliases: readonly string[];
  /** One line, for completion and help. */
  means: string;
  examples: readonly string[];
  /** What it takes; empty where it takes anything. */
  values: readonly string[];
}

const info = (
  name: FieldName,
  kind: FieldKind,
  means: string,
  examples: readonly string[],
  aliases: readonly string[] = [],
  values: readonly string[] = [],
): FieldInfo => ({ name, kind, aliases, means, examples, values });

const yesNo = ['yes', 'no'];

/** In the order in which they are offered. */
export const fieldTable: readonly FieldInfo[] = [
  info(
    'email',
    'text',
    'Any e-mail address',
    ['email:jane', 'email:@acme.com', 'email:=jane@acme.com'],
    ['mail', 'emailaddress', 'emails', 'mailaddress'],
  ),
  info('name', 'text', 'First and last name', ['name:jane', 'name:"jane doe"'], ['fullname']),
  info(
    'status',
    'choice',
    'Active, banned or locked',
    ['status:banned,locked'],
    ['is', 'state'],
    ['active', 'banned', 'locked'],
  ),
  info(
    'created',
    'time',
    'When they signed up',
    ['created:>2026-01-01', 'created:2026-01..2026-03', 'created:<7d'],
    ['createdat', 'signup', 'signedup', 'signupdate', 'joined', 'registered', 'since'],
  ),
  info(
    'active',
    'time',
    'When they were last active',
    ['active:<30d', 'active:>90d', 'active:never'],
    ['lastactive', 'lastactiveat', 'seen', 'lastseen'],
  ),
  info(
    'signin',
    'time',
    'When they last signed in',
    ['signin:>90d', 'signin:yesterday'],
    ['lastsignin', 'lastsigninat', 'signedin', 'lastlogin', 'login'],
  ),
  info('updated', 'time', 'When they last changed', ['updated:today'], ['updatedat', 'changed', 'modified']),
  info(
    'has',
    'thing',
    'Who has something',
    ['has:passkey', 'has:mfa,passkey', 'has:public.plan'],
    ['with'],
    things,
  ),
  info(
    'no',
    'thing',
    'Who has none of it',
    ['no:password', 'no:private.crm.id'],
    ['without', 'hasnot', 'hasno'],
    things,
  ),
  info(
    'mfa',
    'choice',
    'The second factor',
    ['mfa:no', 'mfa:totp'],
    ['2fa', 'twofactor', 'secondfactor'],
    ['yes', 'no', 'totp', 'backup_code', 'other', 'none'],
  ),
  info(
    'provider',
    'choice',
    'A connected account',
    ['provider:google', 'provider:google,github'],
    ['oauth', 'externalaccount', 'social', 'connection', 'connectedaccount'],
  ),
  info(
    'domain',
    'choice',
    'The domain of the primary e-mail',
    ['domain:acme.com'],
    ['emaildomain', 'maildomain'],
  ),
  info('banned', 'flag', 'Who is banned', ['banned', 'banned:no'], ['isbanned', 'blocked'], yesNo),
  info('locked', 'flag', 'Who is locked out', ['locked', 'locked:no'], ['islocked', 'lockedout'], yesNo),
  info(
    'verified',
    'flag',
    'Whether the primary e-mail is verified',
    ['verified:no'],
    ['emailverified', 'isverified'],
    yesNo,
  ),
  info('username', 'text', 'The username', ['username:jane'], ['user', 'nick', 'nickname']),
  info(
    'phone',
    'text',
    'Any phone number',
    ['phone:+4917'],
    ['tel', 'telephone', 'mobile', 'phonenumber', 'phones'],
  ),
  info('externalid', 'text', 'The external id', ['externalid:crm-882'], ['extid', 'external']),
  info('id', 'text', 'The user id', ['id:user_2bQ7'], ['userid']),
  info('firstname', 'text', 'The first name', ['firstname:jane'], ['first', 'givenname', 'forename']),
  info('lastname', 'text', 'The last name', ['lastname:doe'], ['last', 'familyname', 'surname']),
  info('wallet', 'text', 'Any web3 wallet', ['wallet:0x71c'], ['web3', 'web3wallet', 'wallets']),
  info('lang', 'choice', 'The language', ['lang:de', 'lang:pt-br'], ['locale', 'language']),
];

export interface ThingInfo {
  name: Thing;
  aliases: readonly string[];
  means: string;
}

const thing = (name: Thing, means: string, aliases: readonly string[] = []): ThingInfo => ({
  name,
  means,
  aliases,
});

export const thingTable: readonly ThingInfo[] = [
  thing('mfa', 'A second factor', ['2fa', 'twofactor', 'secondfactor']),
  thing('totp', 'An authenticator app', ['authenticator', 'authenticatorapp']),
  thing('backupcodes', 'Backup codes', ['backupcode', 'backup']),
  thing('passkey', 'A passkey', ['passkeys']),
  thing('password', 'A password'),
  thing('image', 'A profile picture', ['photo', 'picture', 'avatar', 'profileimage']),
  thing('phone', 'A phone number', ['tel', 'telephone', 'mobile', 'phonenumber', 'phones']),
  thing('email', 'An e-mail address', ['mail', 'emailaddress', 'emails']),
  thing('username', 'A username'),
  thing('externalid', 'An external id', ['extid', 'external']),
  thing('wallet', 'A web3 wallet', ['web3', 'web3wallet', 'wallets']),
  thing('organization', 'A membership of an organization', [
    'organizations',
    'organisation',
    'organisations',
    'org',
    'orgs',
  ]),
  thing('name', 'A first or last name'),
  thing('provider', 'A connected account', [
    'providers',
    'oauth',
    'social',
    'externalaccount',
    'connectedaccount',
  ]),
  thing('lang', 'A language', ['language', 'locale']),
  thing('active', 'Has ever been active', ['lastactive', 'lastactiveat']),
  thing('signin', 'Has ever signed in', ['lastsignin', 'lastsigninat', 'login']),
];

export const metadataTable: readonly { name: MetadataKind; means: string; examples: readonly string[] }[] = [
  { name: 'public', means: 'Public metadata', examples: ['public.plan:pro', 'public.plan:pro*'] },
  { name: 'private', means: 'Private metadata', examples: ['private.score:>10', 'private.score:5..10'] },
  { name: 'unsafe', means: 'Unsafe metadata', examples: ['unsafe.tags:beta', 'unsafe."a key":yes'] },
];

/** `external_id`, `External-Id` and `externalId` are the same name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[_-]/gu, '');
}

function byName<Info extends { name: string; aliases: readonly string[] }>(table: readonly Info[]) {
  return new Map(table.flatMap((one) => [one.name, ...one.aliases].map((name) => [name, one] as const)));
}
const fieldsByName = byName(fieldTable);
const thingsByName = byName(thingTable);

export function findField(name: string): FieldInfo | null {
  return fieldsByName.get(plainName(name)) ?? null;
}

export function findThing(name: string): Thing | null {
  return thingsByName.get(plainName(name))?.name ?? null;
}

/** The name to suggest for a misspelt one; null when none is close. */
export function nearestField(name: string): FieldName | null {
  const near = nearest(plainName(name), [...fieldsByName.keys()]);
  return near === null ? null : (fieldsByName.get(near)?.name ?? null);
}

export function nearestThing(name: string): Thing | null {
  const near = nearest(plainName(name), [...thingsByName.keys()]);
  return near === null ? null : (thingsByName.get(near)?.name ?? null);
}

export function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}
export const isTextField = (name: string) => isOneOf(textFields, name);
export const isChoiceField = (name: string) => isOneOf(choiceFields, name);
export const isTimeField = (name: string) => isOneOf(timeFields, name);
export const isFlag = (name: string) => isOneOf(flags, name);

/** The closest of them, when it is close: one slip in a short word, two in a long one, none in a tiny one. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length < 4 || word.length > 30) return null;
  let best: string | null = null;
  let bestSlips = word.length < 7 ? 2 : 3;
  for (const candidate of candidates) {
    if (candidate.length < 3 || Math.abs(candidate.length - word.length) >= bestSlips) continue;
    const slips = slipsBetween(word, candidate);
    if (slips < bestSlips) [best, bestSlips] = [candidate, slips];
  }
  return best;
}

/** Letters missing, added, changed or swapped with the next. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      }
      row.push(slips);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
