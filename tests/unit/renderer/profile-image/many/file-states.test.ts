/** Whom files are for, and what is to become of each. */
import { bridge, instanceId } from '../../users/fake-bridge.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  fileStates,
  type FileState,
  type ImageFile,
} from '../../../../../renderer/features/profile-image/many/file-states.ts';
import { matchNames, nameOfFile } from '../../../../../renderer/features/profile-image/many/match-files.ts';
import type { NameMatches } from '../../../../../shared/models/directory.ts';
import { makeRow } from '../../users/fake-directory.ts';

beforeEach(() => bridge.reset());

describe('the name of a file', () => {
  test.each([
    ['jane.png', 'jane'],
    ['jane.doe.JPEG', 'jane.doe'],
    ['jane@acme.com.webp', 'jane@acme.com'],
    // An ending that is no picture's belongs to the name.
    ['jane@acme.com', 'jane@acme.com'],
    ['crm-1', 'crm-1'],
    ['Zoe\u0301.png', 'Zo\u00e9'],
    [' jane .png', 'jane'],
    ['.png', ''],
  ])('%j is %j', (file, name) => {
    expect(nameOfFile({ name: file })).toBe(name);
  });
});

describe('names', () => {
  test('are asked for in batches, each once, and never too long', async () => {
    bridge.answers['directory.match'] = ({ names }) => ({
      matches: (names as string[]).map((name) => ({ name, users: [] })),
    });
    const names = Array.from({ length: 1100 }, (_, number) => `user_${number}`);
    const found = await matchNames(instanceId, [...names, 'user_0', '', 'x'.repeat(301)]);
    expect(found.size).toBe(1100);
    expect(bridge.callsOf('directory.match').map((call) => (call['names'] as string[]).length)).toEqual([
      500, 500, 100,
    ]);
  });
});

const jane = makeRow('user_jane', { hasImage: true });
const john = makeRow('user_john');
const matches = new Map<string, NameMatches>(
  [
    { name: 'jane', users: [{ as: 'username' as const, user: jane }] },
    { name: 'jane@acme.com', users: [{ as: 'email' as const, user: jane }] },
    { name: 'john', users: [{ as: 'username' as const, user: john }] },
    {
      name: 'both',
      users: [
        { as: 'externalId' as const, user: jane },
        { as: 'username' as const, user: john },
      ],
    },
  ].map((match) => [match.name, match]),
);

function statesOf(names: string[], unticked: number[] = [], refused: number[] = []): FileState[] {
  const files = names.map((name, key): ImageFile => ({ key, name, path: name, file: new File([], name) }));
  const refusal = { reason: 'empty' as const, message: 'Empty.' };
  const checks = new Map(
    files.map(({ key }) => [key, { refusal: refused.includes(key) ? refusal : null, drawable: true }]),
  );
  return fileStates(files, { checks, matches, unticked: new Set(unticked) });
}

const kinds = (states: FileState[]) => states.map(({ kind }) => kind);

describe('a file', () => {
  test('is ready, nobody’s, several users’, or refused', () => {
    const states = statesOf(['john', 'nobody', 'both', 'jane'], [], [3]);
    expect(kinds(states)).toEqual(['ready', 'nobody', 'several', 'refused']);
    expect(states[0]).toMatchObject({ user: john, as: 'username' });
    expect(states[2]).toMatchObject({ users: [jane, john] });
    expect(states[3]).toEqual({ kind: 'refused', message: 'Empty.' });
  });

  test('for a user who has another one is not sent until that is unticked', () => {
    const names = ['jane', 'john', 'jane@acme.com'];
    expect(kinds(statesOf(names))).toEqual(['duplicate', 'ready', 'duplicate']);
    expect(kinds(statesOf(names, [0]))).toEqual(['left-out', 'ready', 'ready']);
    expect(kinds(statesOf(names, [0, 2]))).toEqual(['left-out', 'ready', 'left-out']);
  });

  test('that is refused leaves the other one for the same user ready', () => {
    expect(kinds(statesOf(['jane', 'jane@acme.com'], [], [0]))).toEqual(['refused', 'ready']);
  });

  test('is not said to be nobody’s before that is known', () => {
    const files = [{ key: 0, name: 'x', path: 'x', file: new File([], 'x') }];
    const checks = new Map([[0, { refusal: null, drawable: true }]]);
    expect(kinds(fileStates(files, { checks, matches: null, unticked: new Set() }))).toEqual(['looking']);
    expect(kinds(fileStates(files, { checks: new Map(), matches, unticked: new Set() }))).toEqual([
      'looking',
    ]);
  });
});
