/** Filters, orders and pages of the list, compared with the same done by hand over all users. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireUser } from '../../../electron/demo/wire.ts';
import { startDemoApi, type DemoApi, type DemoCall } from '../../harness/demo-api.ts';

const now = Date.UTC(2026, 10, 23, 12);
let api: DemoApi;
let all: WireUser[];

async function everybody(query: NonNullable<DemoCall['query']> = {}): Promise<WireUser[]> {
  const users: WireUser[] = [];
  for (;;) {
    const after = users.at(-1)?.id;
    const page = await api.users({
      ...query,
      limit: 100,
      ...(after === undefined ? {} : { starting_after: after }),
    });
    users.push(...page);
    if (page.length < 100) return users;
  }
}

const ids = (users: WireUser[]) => users.map((user) => user.id);

beforeAll(async () => {
  api = await startDemoApi({ users: 700, clock: { now: () => now } });
  // Edits, deletions and creations take part in everything below.
  const before = await everybody();
  for (const place of [0, 5, 99, 100, 350, 699])
    await api.call('DELETE', `/users/${before[place]?.id ?? ''}`);
  for (const place of [1, 101, 400]) {
    await api.call('PATCH', `/users/${before[place]?.id ?? ''}`, {
      body: { username: `edited_${place}`, locale: 'de-DE' },
    });
  }
  const [tied, moved] = [before[200], before[300]];
  const backdate = { created_at: new Date(tied?.created_at ?? 0).toISOString() };
  await api.user('PATCH', `/users/${moved?.id ?? ''}`, backdate);
  await api.user('POST', '/users', { email_address: ['new@acme.com'], first_name: 'Newest' });
  await api.user('POST', '/users', { email_address: ['old@acme.com'], first_name: 'Backdated', ...backdate });
  await api.user('POST', '/users', { email_address: ['first@acme.com'], created_at: '2001-01-01T00:00:00Z' });
  all = await everybody();
});

afterAll(() => api.server.close());

describe('pages', () => {
  test('by cursor bring each user once, newest first', () => {
    expect(all).toHaveLength(700 - 6 + 3);
    expect(new Set(ids(all)).size).toBe(all.length);
    expect(all.map((user) => user.created_at)).toEqual(
      all.map((user) => user.created_at).toSorted((a, b) => b - a),
    );
    expect(all[0]?.first_name).toBe('Newest');
    expect(all.at(-1)?.email_addresses[0]?.email_address).toBe('first@acme.com');
  });

  test('by cursor from the oldest on bring the same in reverse', async () => {
    expect(ids(await everybody({ order_by: 'created_at' }))).toEqual(ids(all).toReversed());
    expect(ids(await everybody({ order_by: '+created_at' }))).toEqual(ids(all).toReversed());
  });

  test('by cursor go on in the midst of users who signed up at the same moment', async () => {
    const ties = all.filter((user, place) => user.created_at === all[place + 1]?.created_at);
    expect(ties.length).toBeGreaterThan(5);
    for (const tie of ties) {
      const place = all.indexOf(tie);
      const [next] = await api.users({ starting_after: tie.id, limit: 1 });
      expect(next?.id).toBe(all[place + 1]?.id);
      const later = { starting_after: all[place + 1]?.id ?? '', order_by: '+created_at', limit: 1 };
      expect((await api.users(later))[0]?.id).toBe(tie.id);
    }
  });

  test('by offset bring the same', async () => {
    const users: WireUser[] = [];
    for (let offset = 0; offset < 800; offset += 150)
      users.push(...(await api.users({ limit: 150, offset })));
    expect(ids(users)).toEqual(ids(all));
    expect(await api.users({ offset: 5000 })).toEqual([]);
  });

  test('by cursor go on after a user that the filter leaves out', async () => {
    const banned = all.filter((user) => user.banned);
    const cursor = all.findIndex((user) => !user.banned && user.created_at < (banned[2]?.created_at ?? 0));
    const rest = await api.users({ banned: true, limit: 500, starting_after: all[cursor]?.id ?? '' });
    expect(ids(rest)).toEqual(ids(all.slice(cursor + 1).filter((user) => user.banned)));
    expect(rest.length).toBeGreaterThan(0);
  });

  test('have ten users by default, and also above 500', async () => {
    expect(await api.users()).toHaveLength(10);
    expect(await api.users({ limit: 500 })).toHaveLength(500);
    expect(await api.users({ limit: 501 })).toHaveLength(10);
  });

  test.each([
    [{ limit: 0 }, '422 form_param_value_invalid:limit'],
    [{ limit: 'many' }, '422 form_param_type_invalid:limit'],
    [{ offset: -1 }, '422 form_param_value_invalid:offset'],
    [{ order_by: 'shoe_size' }, '422 form_param_value_invalid:order_by'],
    [{ starting_after: 'user_nobody' }, '422 form_resource_not_found:starting_after'],
    [{ banned: 'yes' }, '422 form_param_type_invalid:banned'],
    [{ created_at_after: '2026-01-01' }, '422 form_param_invalid_date:created_at_after'],
    [{ provider: 'oauth_google' }, '400 missing_query_parameter:provider_user_id'],
    [
      { user_id: Array.from({ length: 101 }, (_, index) => `user_${index}`) },
      '422 form_param_array_size_exceeded:user_id',
    ],
  ])('%j is refused', async (query, refusal) => {
    expect(await api.refusal('GET', '/users', { query })).toBe(refusal);
  });

  test('by cursor are refused with another order, with an offset, and after a deleted user', async () => {
    const cursor = all[3]?.id ?? '';
    const refused = '422 form_param_value_invalid:starting_after';
    expect(
      await api.refusal('GET', '/users', { query: { starting_after: cursor, order_by: '-updated_at' } }),
    ).toBe(refused);
    expect(await api.refusal('GET', '/users', { query: { starting_after: cursor, offset: 1 } })).toBe(
      refused,
    );
    expect((await api.users({ starting_after: cursor, offset: 0 }))[0]?.id).toBe(all[4]?.id);
    const { id } = await api.user('POST', '/users', { username: 'short_lived' });
    await api.call('DELETE', `/users/${id}`);
    expect(await api.refusal('GET', '/users', { query: { starting_after: id } })).toBe(
      '422 form_resource_not_found:starting_after',
    );
  });
});

describe('orders', () => {
  const primary = <T extends { id: string }>(list: T[], id: string | null) =>
    list.find((each) => each.id === id);
  const keys: Record<string, (user: WireUser) => string | number | null> = {
    created_at: (user) => user.created_at,
    updated_at: (user) => user.updated_at,
    email_address: (user) =>
      primary(user.email_addresses, user.primary_email_address_id)?.email_address ?? null,
    web3wallet: (user) => user.web3_wallets[0]?.web3_wallet ?? null,
    first_name: (user) => user.first_name?.toLowerCase() ?? null,
    last_name: (user) => user.last_name?.toLowerCase() ?? null,
    phone_number: (user) => primary(user.phone_numbers, user.primary_phone_number_id)?.phone_number ?? null,
    username: (user) => user.username?.toLowerCase() ?? null,
    last_active_at: (user) => user.last_active_at,
    last_sign_in_at: (user) => user.last_sign_in_at,
  };

  test.each(Object.keys(keys).flatMap((name) => [`+${name}`, `-${name}`]))('%s', async (order) => {
    const key = keys[order.slice(1)];
    if (key === undefined) throw new Error('No such order');
    const pages = [
      await api.users({ order_by: order, limit: 500 }),
      await api.users({ order_by: order, limit: 500, offset: 500 }),
    ];
    const users = pages.flat();
    expect(ids(users).toSorted()).toEqual(ids(all).toSorted());
    const found = users.map(key);
    const present = found.filter((value) => value !== null);
    const sorted = present.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    // Users without a value come last in both directions.
    expect(found).toEqual([
      ...(order.startsWith('-') ? sorted.toReversed() : sorted),
      ...Array.from({ length: found.length - present.length }, () => null),
    ]);
  });

  test('only the first one counts', async () => {
    const users = await api.users({ order_by: ['-username', '+created_at'], limit: 5 });
    expect(users).toEqual(await api.users({ order_by: '-username', limit: 5 }));
  });
});

describe('filters', () => {
  const day = 86_400_000;
  const middle = () => all[300]?.created_at ?? 0;
  const some = <T>(list: T[], at: number) => list[at % list.length];

  /** What is asked, and by hand: which users those are. */
  const cases: Record<
    string,
    () => [query: NonNullable<DemoCall['query']>, by: (user: WireUser) => boolean]
  > = {
    'e-mail addresses': () => {
      const wanted = all.filter((user) => user.email_addresses.length > 1).slice(0, 3);
      const emails = wanted.map((user) => some(user.email_addresses, 1)?.email_address ?? '');
      return [
        { email_address: [...emails.map((email) => email.toUpperCase()), 'nobody@acme.com'] },
        (user) => wanted.includes(user),
      ];
    },
    'a created e-mail address': () => [
      { email_address: ['old@acme.com'] },
      (user) => user.email_addresses[0]?.email_address === 'old@acme.com',
    ],
    'phone numbers': () => {
      const phone = all.find((user) => user.phone_numbers.length === 2)?.phone_numbers[1]?.phone_number ?? '';
      return [
        { phone_number: [phone] },
        (user) => user.phone_numbers.some((each) => each.phone_number === phone),
      ];
    },
    usernames: () => [
      { username: ['edited_1', 'edited_400'] },
      (user) => /^edited_(1|400)$/.test(user.username ?? ''),
    ],
    wallets: () => {
      const wallet = all.find((user) => user.web3_wallets.length > 0)?.web3_wallets[0]?.web3_wallet ?? '';
      return [{ web3_wallet: [wallet] }, (user) => user.web3_wallets[0]?.web3_wallet === wallet];
    },
    'user ids': () => {
      const wanted = [all[0]?.id ?? '', all[50]?.id ?? '', 'user_nobody'];
      return [{ user_id: wanted }, (user) => wanted.includes(user.id)];
    },
    'user ids with a plus sign': () => [
      { user_id: [`+${all[7]?.id ?? ''}`] },
      (user) => user.id === all[7]?.id,
    ],
    'user ids to leave out': () => {
      const unwanted = [all[0]?.id ?? '', all[50]?.id ?? ''];
      return [{ user_id: unwanted.map((id) => `-${id}`) }, (user) => !unwanted.includes(user.id)];
    },
    'a user id that nobody has': () => [{ user_id: ['user_nobody'] }, () => false],
    'external ids, in and out': () => {
      const [one, other] = all.filter((user) => user.external_id !== null);
      return [
        {
          external_id: [
            `+${one?.external_id ?? ''}`,
            other?.external_id ?? '',
            `-${other?.external_id ?? ''}`,
          ],
        },
        (user) => user.id === one?.id,
      ];
    },
    'a query in an e-mail address': () => [
      { email_address_query: 'NORTHWIND' },
      (user) => emails(user).includes('northwind'),
    ],
    'a query in a phone number': () => [
      { phone_number_query: '55500' },
      (user) => phones(user).includes('55500'),
    ],
    'a query in a username': () => [
      { username_query: 'DIT' },
      (user) => (user.username ?? '').includes('dit'),
    ],
    'a query in a name': () => [{ name_query: 'an' }, (user) => names(user).includes('an')],
    'a query in a full name': () => {
      const user = all.find((each) => each.first_name !== null && each.last_name !== null);
      const name = `${user?.first_name ?? ''} ${user?.last_name ?? ''}`;
      return [{ name_query: name }, (each) => `${each.first_name ?? ''} ${each.last_name ?? ''}` === name];
    },
    'a query in Japanese': () => [{ query: '佐藤' }, (user) => names(user).includes('佐藤')],
    'a query anywhere': () => [
      { query: 'Ko' },
      (user) =>
        [
          names(user),
          emails(user),
          phones(user),
          user.username ?? '',
          user.id,
          user.web3_wallets[0]?.web3_wallet ?? '',
        ].some((value) => value.toLowerCase().includes('ko')),
    ],
    banned: () => [{ banned: true }, (user) => user.banned],
    'not banned': () => [{ banned: false }, (user) => !user.banned],
    'created after': () => [{ created_at_after: middle() }, (user) => user.created_at > middle()],
    'created before': () => [{ created_at_before: middle() }, (user) => user.created_at < middle()],
    'created between': () => [
      { created_at_after: middle() - 90 * day, created_at_before: middle() },
      (user) => user.created_at > middle() - 90 * day && user.created_at < middle(),
    ],
    'active before': () => [
      { last_active_at_before: now - 100 * day },
      (user) => user.last_active_at !== null && user.last_active_at < now - 100 * day,
    ],
    'active after': () => [
      { last_active_at_after: now - 10 * day },
      (user) => user.last_active_at !== null && user.last_active_at > now - 10 * day,
    ],
    'signed in before': () => [
      { last_sign_in_at_before: now - 300 * day },
      (user) => user.last_sign_in_at !== null && user.last_sign_in_at < now - 300 * day,
    ],
    'signed in after': () => [
      { last_sign_in_at_after: now - 30 * day },
      (user) => user.last_sign_in_at !== null && user.last_sign_in_at > now - 30 * day,
    ],
    'a provider’s user': () => {
      const account = all.find((user) => user.external_accounts.length > 0)?.external_accounts[0];
      return [
        { provider: account?.provider ?? '', provider_user_id: [account?.provider_user_id ?? ''] },
        (user) => user.external_accounts.some((each) => each.id === account?.id),
      ];
    },
    'several at once': () => [
      { query: 'a', banned: false, created_at_after: middle(), user_id: [`-${all[2]?.id ?? ''}`] },
      (user) =>
        !user.banned &&
        user.created_at > middle() &&
        user.id !== all[2]?.id &&
        [
          names(user),
          emails(user),
          phones(user),
          user.username ?? '',
          user.id,
          user.web3_wallets[0]?.web3_wallet ?? '',
        ].some((value) => value.toLowerCase().includes('a')),
    ],
  };

  const names = (user: WireUser) =>
    [user.first_name, user.last_name]
      .filter((name) => name !== null)
      .join(' ')
      .toLowerCase();
  const emails = (user: WireUser) => user.email_addresses.map((each) => each.email_address).join('\n');
  const phones = (user: WireUser) => user.phone_numbers.map((each) => each.phone_number).join('\n');

  test.each(Object.keys(cases))('%s', async (name) => {
    const [query, by] = cases[name]?.() ?? [{}, () => true];
    const expected = ids(all.filter(by));
    if (name !== 'a user id that nobody has') expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(all.length);
    expect(ids(await everybody(query))).toEqual(expected);
    expect(ids(await api.users({ ...query, limit: 500, order_by: '+created_at' }))).toEqual(
      expected.toReversed().slice(0, 500),
    );
    expect(await api.count(query)).toBe(expected.length);
    const byName = await api.users({ ...query, limit: 500, order_by: '-last_name' });
    if (expected.length <= 500) expect(ids(byName).toSorted()).toEqual(expected.toSorted());
  });

  test('organizations, in and out', async () => {
    const members = new Map<string, string[]>();
    for (const user of all.slice(0, 200)) {
      const { body } = await api.call('GET', `/users/${user.id}/organization_memberships`, {
        query: { limit: 100 },
      });
      for (const { organization } of (body as { data: { organization: { id: string } }[] }).data) {
        members.set(organization.id, [...(members.get(organization.id) ?? []), user.id]);
      }
    }
    const [organizationId = '', some = []] = [...members].find(([, list]) => list.length > 3) ?? [];
    const found = ids(await everybody({ organization_id: [organizationId] }));
    expect(found.filter((id) => ids(all.slice(0, 200)).includes(id))).toEqual(some);
    const others = ids(await everybody({ organization_id: [`-${organizationId}`] }));
    expect(found.length + others.length).toBe(all.length);
  });

  test('in square brackets are no filters: everybody is listed, as at Clerk', async () => {
    const query = { 'user_id[0]': all[5]?.id ?? '', 'user_id[]': all[6]?.id ?? '' };
    expect(ids(await everybody(query))).toEqual(ids(all));
    expect(await api.count(query)).toBe(all.length);
  });

  test('without a value are no filters', async () => {
    expect(await api.count({ query: '', banned: '' })).toBe(all.length);
  });

  test('see a change at once', async () => {
    const banned = await api.count({ banned: true });
    const target = all.find((user) => !user.banned && user.scim === null)?.id ?? '';
    await api.user('POST', `/users/${target}/ban`);
    expect(await api.count({ banned: true })).toBe(banned + 1);
    await api.user('POST', `/users/${target}/unban`);
    expect(await api.count({ banned: true })).toBe(banned);
  });
});
