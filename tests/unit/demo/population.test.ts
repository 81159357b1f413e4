/** Made-up users: the same again from the same seed, unlike each other, and found by what they have. */
import { describe, expect, test } from 'vitest';
import { generateRecord } from '../../../electron/demo/population/generated-record.ts';
import {
  createPopulationContext,
  GeneratedSketch,
} from '../../../electron/demo/population/generated-sketch.ts';
import { createIdentifiers } from '../../../electron/demo/population/identifiers.ts';
import { cultures } from '../../../electron/demo/population/names.ts';
import { createPermutation } from '../../../electron/demo/population/permutation.ts';
import { createTimeline } from '../../../electron/demo/population/timeline.ts';
import { sketchOf } from '../../../electron/demo/store/user-record.ts';
import { createUserStore } from '../../../electron/demo/store/user-store.ts';

const now = Date.UTC(2026, 10, 23, 12);
const yearMs = 365 * 86_400_000;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a permutation', () => {
  test.each([1, 2, 7, 100, 4096, 5000])('of %i numbers hits each once and can be undone', (size) => {
    const permutation = createPermutation(size, 42);
    const images = numbers(size).map((value) => permutation.forward(value));
    expect(images.toSorted((a, b) => a - b)).toEqual(numbers(size));
    expect(images.map((image) => permutation.backward(image))).toEqual(numbers(size));
  });
});

describe('ids', () => {
  const identifiers = createIdentifiers(1);

  test('look like Clerk’s, differ, and lead back', () => {
    const ids = numbers(5000).map((sequence) => identifiers.userId(sequence));
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => /^user_2[0-9A-Za-z]{26}$/.test(id))).toBe(true);
    expect(ids.map((id) => identifiers.sequenceOf(id))).toEqual(numbers(5000));
  });

  test('of what a user has differ, and lead back to the user', () => {
    const ids = numbers(5000).map((sequence) => identifiers.ownedId('idn', sequence, 10 + (sequence % 3)));
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => /^idn_2[0-9A-Za-z]{26}$/.test(id))).toBe(true);
    expect(ids.map((id) => identifiers.ownerOf(id))).toEqual(numbers(5000));
    // Nothing in them shows at sight that they belong together.
    const topics = numbers(200).map((topic) => identifiers.ownedId('sess', 7, topic).slice(14, 20));
    expect(new Set(topics).size).toBe(200);
    for (const wrong of ['', 'idn_x', 'idn_2----------------------', `${ids[0] ?? ''}x`]) {
      expect(identifiers.ownerOf(wrong), wrong).toBeNull();
    }
  });

  test('of nobody lead nowhere', () => {
    const id = identifiers.userId(7);
    for (const wrong of [
      '',
      'user_x',
      `${id}x`,
      id.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
      id.replace('_', '-'),
    ]) {
      expect(identifiers.sequenceOf(wrong), wrong).toBeNull();
    }
    expect(createIdentifiers(2).sequenceOf(id)).toBeNull();
  });
});

describe('sign-ups', () => {
  const timeline = createTimeline(20_000, 1, now);
  const times = numbers(20_000).map((index) => timeline.createdAt(index));

  test('never go back in time; some share a moment; most are recent', () => {
    expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
    expect(times[0]).toBeGreaterThan(now - 3 * yearMs - 86_400_000);
    expect(times.at(-1)).toBeLessThanOrEqual(now);
    const ties = times.filter((time, index) => time === times[index - 1]);
    expect(ties.length).toBeGreaterThan(20);
    expect(times.filter((time) => time > now - yearMs).length).toBeGreaterThan(8000);
  });

  test('countBefore counts those strictly before', () => {
    for (const index of [0, 1, 63, 64, 5000, 19_999]) {
      const time = times[index] ?? 0;
      expect(timeline.countBefore(time)).toBe(times.filter((each) => each < time).length);
      expect(timeline.countBefore(time + 1)).toBe(times.filter((each) => each <= time).length);
    }
    expect(timeline.countBefore(0)).toBe(0);
    expect(timeline.countBefore(now + 1)).toBe(20_000);
  });
});

describe('names', () => {
  test('have spellings that tell them apart', () => {
    const lastNames = cultures.flatMap((culture) => culture.lastNames.map((name) => name.latin));
    expect(new Set(lastNames).size).toBe(lastNames.length);
    for (const { firstNames } of cultures) {
      expect(new Set(firstNames.map((name) => name.latin)).size).toBe(firstNames.length);
    }
    const all = cultures.flatMap((culture) => [...culture.firstNames, ...culture.lastNames]);
    expect(all.filter((name) => !/^[a-z]+$/.test(name.latin))).toEqual([]);
  });
});

describe('a population', () => {
  const context = createPopulationContext(30_000, 5, now);
  const records = numbers(2000).map((index) => generateRecord(context, index * 15));

  test('is the same from the same seed and clock, and another from another', () => {
    const again = createPopulationContext(30_000, 5, now);
    const other = createPopulationContext(30_000, 6, now);
    for (const index of [0, 1, 29_999]) {
      expect(generateRecord(again, index)).toEqual(generateRecord(context, index));
      expect(generateRecord(other, index).user.id).not.toBe(generateRecord(context, index).user.id);
    }
  });

  test('says the same of a user in short and in full', () => {
    for (const record of records) {
      const brief = new GeneratedSketch(context, record.sequence);
      const full = sketchOf(record, brief.organizationIds);
      for (const name of Object.keys(full) as (keyof typeof full)[])
        expect(brief[name], name).toEqual(full[name]);
    }
  });

  test('shares no identifier, and each leads back to its user', () => {
    const store = createUserStore(context);
    const emails = new Set<string>();
    let count = 0;
    for (let sequence = 0; sequence < context.size; sequence += 1) {
      const user = new GeneratedSketch(context, sequence);
      for (const email of user.emailAddresses) {
        emails.add(email);
        count += 1;
      }
      if (sequence % 10 !== 0) continue;
      for (const email of user.emailAddresses) expect(store.find('email_address', email)).toEqual([sequence]);
      for (const phone of user.phoneNumbers) expect(store.find('phone_number', phone)).toEqual([sequence]);
      for (const wallet of user.web3Wallets) expect(store.find('web3_wallet', wallet)).toEqual([sequence]);
      if (user.username !== null) expect(store.find('username', user.username)).toEqual([sequence]);
      if (user.externalId !== null) expect(store.find('external_id', user.externalId)).toEqual([sequence]);
      for (const account of user.externalAccounts) {
        expect(store.find('provider_user_id', account.providerUserId)).toContain(sequence);
      }
    }
    expect(emails.size).toBe(count);
  });

  test('has every kind of user that a screen must cope with', () => {
    const kinds: Record<string, (record: (typeof records)[number]) => boolean> = {
      banned: ({ user }) => user.banned,
      'locked for good': ({ lock }) => lock !== null && lock.until === null,
      'locked for a while': ({ lock }) => lock !== null && lock.until !== null,
      TOTP: ({ user }) => user.totp_enabled,
      'backup codes': ({ user }) => user.backup_code_enabled,
      'a phone as second factor': ({ user }) =>
        user.phone_numbers.some((phone) => phone.reserved_for_second_factor),
      passkey: ({ user }) => user.passkeys.length > 0,
      wallet: ({ user }) => user.web3_wallets.length > 0,
      Google: ({ user }) => user.external_accounts.some((each) => each.provider === 'oauth_google'),
      GitHub: ({ user }) => user.external_accounts.some((each) => each.provider === 'oauth_github'),
      Microsoft: ({ user }) => user.external_accounts.some((each) => each.provider === 'oauth_microsoft'),
      Apple: ({ user }) => user.external_accounts.some((each) => each.provider === 'oauth_apple'),
      'SAML and enterprise': ({ user }) =>
        user.saml_accounts.length > 0 && user.enterprise_accounts.length > 0,
      SCIM: ({ user }) => user.scim !== null,
      'no name': ({ user }) => user.first_name === null && user.last_name === null,
      'no e-mail address': ({ user }) => user.email_addresses.length === 0,
      'two e-mail addresses': ({ user }) => user.email_addresses.length === 2,
      'an unverified e-mail address': ({ user }) =>
        user.email_addresses[0]?.verification?.status === 'unverified',
      'a very long name': ({ user }) => (user.last_name?.length ?? 0) > 90,
      'never signed in': ({ user }) => user.last_sign_in_at === null && user.last_active_at === null,
      image: ({ image }) => image !== null,
      'no image': ({ image }) => image === null,
      'a plan': ({ user }) => user.public_metadata.plan === 'pro',
      seats: ({ user }) => typeof user.public_metadata.seats === 'number',
      'a lot of metadata': ({ user }) => JSON.stringify(user.public_metadata).length > 3000,
      'private metadata': ({ user }) => user.private_metadata.crm !== undefined,
      Japanese: ({ user }) => /\p{Script=Han}|\p{Script=Katakana}/u.test(user.last_name ?? ''),
      Arabic: ({ user }) => /\p{Script=Arabic}/u.test(user.last_name ?? ''),
      Cyrillic: ({ user }) => /\p{Script=Cyrillic}/u.test(user.last_name ?? ''),
      Devanagari: ({ user }) => /\p{Script=Devanagari}/u.test(user.last_name ?? ''),
      Hangul: ({ user }) => /\p{Script=Hangul}/u.test(user.last_name ?? ''),
      Greek: ({ user }) => /\p{Script=Greek}/u.test(user.last_name ?? ''),
      Vietnamese: ({ user }) => user.last_name === 'Nguyễn',
    };
    const missing = Object.entries(kinds).filter(([, is]) => !records.some(is));
    expect(missing.map(([name]) => name)).toEqual([]);
    expect(
      records.every(({ user }) => user.last_active_at === null || user.last_active_at % 86_400_000 === 0),
    ).toBe(true);
    expect(records.every(({ user }) => user.updated_at >= user.created_at && user.updated_at <= now)).toBe(
      true,
    );
    expect(records.every(({ user }) => Buffer.byteLength(JSON.stringify(user.public_metadata)) <= 8192)).toBe(
      true,
    );
  });
});
