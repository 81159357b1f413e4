/** Initials in any script, and the same colour each time. */
import { expect, test } from 'vitest';
import { avatarColor, badgeInitialsOf, initialsOf } from '../../../../renderer/ui/avatar-looks.ts';

test.each([
  ['Jane Doe', 'JD'],
  ['Jane van der Doe', 'JD'],
  ['sam', 'S'],
  ['田中 美咲', '田美'],
  ['Ана Петрова', 'АП'],
  ['jane.doe@acme.com', 'JC'],
  ['+49 151 23', '42'],
  ['(Bob) Smith', 'S'],
  ['', ''],
])('%s has the initials %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test.each([
  ['Acme', 'AC'],
  ['Acme staging', 'AS'],
  ['X', 'X'],
  ['acme.com', 'AC'],
])('an instance called %s has %s on its badge', (name, initials) => {
  expect(badgeInitialsOf(name)).toBe(initials);
});

test('a colour hangs on the seed alone, and seeds spread over the colours', () => {
  expect(avatarColor('user_1')).toBe(avatarColor('user_1'));
  const used = new Set(Array.from({ length: 200 }, (_, at) => avatarColor(`user_${at}`)));
  expect(used.size).toBe(8);
});
