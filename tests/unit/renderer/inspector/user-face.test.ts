/** Who a user is at a glance: a row and the record it was made from say the same. */
import { expect, test } from 'vitest';
import { extractRow } from '../../../../electron/core/directory/extract-row.ts';
import { userFromWire } from '../../../../electron/core/clerk/user-wire.ts';
import { faceOfRow, faceOfUser } from '../../../../renderer/features/inspector/user-face.ts';
import { signInStatus } from '../../../../renderer/features/inspector/sign-in-status.ts';
import type { JsonObject } from '../../../../shared/models/json.ts';
import { makeRow } from '../users/fake-directory.ts';
import { makeEmail, makeUser } from './make-user.ts';

/** As the mirror makes a list's row of it. */
function rowOf(wire: JsonObject) {
  const row = extractRow(JSON.stringify(wire));
  if (!row) throw new Error('No user');
  const { userId, totp, backupCode, otherFactor, ...rest } = row;
  return makeRow(userId, { ...rest, mfa: totp || backupCode || otherFactor });
}

const email = (id: string, email_address: string) => ({ id, email_address, verification: null });
const phone = (id: string, phone_number: string) => ({ id, phone_number, verification: null });

test.each<[string, JsonObject]>([
  [
    'a name and an address',
    { first_name: 'Ada', last_name: 'Lovelace', email_addresses: [email('1', 'a@x.io')] },
  ],
  [
    'two addresses, the second primary',
    { primary_email_address_id: '2', email_addresses: [email('1', 'a@x.io'), email('2', 'b@x.io')] },
  ],
  ['a username only', { username: 'ada' }],
  ['a username and an address', { username: 'ada', email_addresses: [email('1', 'a@x.io')] }],
  ['a phone number', { first_name: ' ', phone_numbers: [phone('1', '+15550100')] }],
  ['nothing', {}],
  [
    'a ban, a lock and a second factor',
    { banned: true, locked: true, totp_enabled: true, two_factor_enabled: true },
  ],
  ['backup codes', { backup_code_enabled: true }],
  ['a picture', { has_image: true, image_url: 'https://img.clerk.com/1' }],
])('with %s', (_what, wire) => {
  const raw = { object: 'user', id: 'user_1', ...wire };
  expect(faceOfRow(rowOf(raw))).toEqual(faceOfUser(userFromWire(raw)));
});

test('the line below the name says something else than the name', () => {
  const known = { emailAddresses: [makeEmail('a@x.io')], username: 'ada' };
  expect(faceOfUser(makeUser('u1', known))).toMatchObject({ name: 'ada', contact: 'a@x.io' });
  expect(faceOfUser(makeUser('u1', { emailAddresses: [makeEmail('a@x.io')] }))).toMatchObject({
    name: 'a@x.io',
    contact: null,
  });
});

test('has three tags at most, the worst first', () => {
  const user = makeUser('u1', { banned: true, deprovisioned: true, locked: true, totpEnabled: true });
  expect(faceOfUser(user).tags.map(({ label }) => label)).toEqual(['Banned', 'Deprovisioned', 'Locked']);
});

test('says whether one can sign in, and what stands in the way, always in at least one line', () => {
  const now = Date.now();
  const titles = (more: Parameters<typeof makeUser>[1]) =>
    signInStatus(makeUser('u1', more), now, now).map(({ title }) => title);
  expect(titles({})).toEqual(['Can sign in']);
  expect(titles({ locked: true })).toEqual(['Locked']);
  expect(titles({ banned: true, locked: true, deprovisioned: true })).toEqual([
    'Banned',
    'Deprovisioned',
    'Locked',
  ]);
  const [open] = signInStatus(makeUser('u1', { verificationAttemptsRemaining: 1 }), now, now);
  expect(open?.detail).toBe('1 failed try left before a lock.');
  const lockedDetail = (left: number | null) =>
    signInStatus(makeUser('u1', { locked: true, verificationAttemptsRemaining: left }), now, now)[0]?.detail;
  expect(lockedDetail(null)).toMatch(/by itself\.$/);
  expect(lockedDetail(0)).toMatch(/by itself\. No try left\.$/);
  expect(lockedDetail(7)).toMatch(/7 failed tries left\.$/);
});
