/** Sessions in words. */
import { describe, expect, test } from 'vitest';
import {
  actorOf,
  deviceWords,
  liveFirst,
  placeWords,
  sessionFilters,
  statusLooks,
} from '../../../../../renderer/features/inspector/sessions/session-words.ts';
import { makeActivity, makeSession } from './make-session.ts';

describe('the device', () => {
  test.each([
    [
      { browserName: 'Chrome', browserVersion: '118.0.5993.88', deviceType: 'Macintosh' },
      'Chrome 118 on Mac',
    ],
    [{ browserName: 'Firefox', browserVersion: null, deviceType: 'Windows' }, 'Firefox on Windows'],
    [
      { browserName: 'Mobile Safari', browserVersion: '17.1', deviceType: 'iPhone' },
      'Mobile Safari 17 on iPhone',
    ],
    [{ browserName: 'Chrome', browserVersion: '120', deviceType: 'X11' }, 'Chrome 120 on Linux'],
    [{ browserName: 'Edge', browserVersion: 'beta', deviceType: null }, 'Edge'],
    [{ browserName: null, browserVersion: '3', deviceType: 'Android', isMobile: true }, 'Android'],
    [{ browserName: '', browserVersion: '', deviceType: '', isMobile: true }, 'A phone or tablet'],
    [
      { browserName: 'Safari', browserVersion: '17', deviceType: null, isMobile: true },
      'Safari 17 on a phone or tablet',
    ],
    [{ browserName: 'Unknown', browserVersion: null, deviceType: 'unknown' }, 'Unknown device'],
    [{ browserName: 'Chrome', browserVersion: null, deviceType: 'constructor' }, 'Chrome on constructor'],
  ])('%o is %s', (activity, words) => {
    expect(deviceWords(makeActivity(activity))).toBe(words);
  });

  test('of which nothing is known', () => {
    expect(deviceWords(null)).toBe('Unknown device');
  });
});

describe('the place', () => {
  test.each([
    [{ city: 'Athens', country: 'GR' }, 'Athens, Greece'],
    [{ city: 'Athens', country: 'Greece' }, 'Athens, Greece'],
    [{ city: null, country: 'gb' }, 'United Kingdom'],
    [{ city: 'Unknown', country: '' }, null],
    [{ city: 'Zürich', country: null }, 'Zürich'],
    [{ city: 'Nowhere', country: 'zz' }, 'Nowhere, Unknown Region'],
  ])('%o is %s', (place, words) => {
    expect(placeWords(makeActivity(place))).toBe(words);
  });

  test('of which nothing is known', () => {
    expect(placeWords(null)).toBeNull();
  });
});

test('a status that Clerk adds shows under its own name', () => {
  expect(statusLooks('paused')).toEqual({ words: 'paused', tone: 'neutral' });
  expect(statusLooks('toString').words).toBe('toString');
  expect(statusLooks(null).words).toBe('Unknown');
  expect(statusLooks('active')).toEqual({ words: 'Active', tone: 'ok' });
});

test('every status of Clerk can be chosen', () => {
  expect(sessionFilters.map(({ value }) => value).sort()).toEqual([
    'abandoned',
    'active',
    'all',
    'ended',
    'expired',
    'pending',
    'removed',
    'replaced',
    'revoked',
  ]);
});

test('live sessions come first, each kind in its order', () => {
  const sessions = [
    makeSession('a', { status: 'ended' }),
    makeSession('b', { status: 'active' }),
    makeSession('c', { status: 'revoked' }),
    makeSession('d', { status: 'pending' }),
    makeSession('e', { status: 'active' }),
  ];
  expect(liveFirst(sessions).map(({ id }) => id)).toEqual(['b', 'd', 'e', 'a', 'c']);
});

test.each([
  [null, null],
  [
    { sub: 'user_1', note: ' Ticket 7 ' },
    { sub: 'user_1', note: ' Ticket 7 ' },
  ],
  [
    { sub: 'user_1', note: ' ' },
    { sub: 'user_1', note: null },
  ],
  [{ sub: 3 }, { sub: 'somebody whom the session does not name', note: null }],
])('the actor %o', (actor, words) => {
  expect(actorOf({ actor })).toEqual(words);
});
