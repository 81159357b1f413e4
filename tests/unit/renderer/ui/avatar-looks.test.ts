/** Initials in any script, and the same colour each time. */
import { expect, test } from 'vitest';
import { badgeInitialsOf, initialsOf } from '../../../../renderer/ui/avatar-looks.ts';

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
