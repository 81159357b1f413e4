/** What is said of JSON that is valid but is not sent as it stands there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonNotes, mayBeRounded } from '../../../renderer/ui/json/json-notes.ts';
import { readJson } from '../../../renderer/ui/json/read-json.ts';

function notes(text: string): string[] {
  const reading = readJson(text);
  if (!reading.ok) throw new Error(reading.problem.message);
  return jsonNotes(reading.node).map(
    ({ severity, from, to, message }) => `${severity} ${text.slice(from, to)}: ${message}`,
  );
}

describe('numbers', () => {
  test.each(['0', '-1', '1.5', '1e-7', '9007199254740991', '0.1', '5e-324'])(
    '%s is sent as it stands',
    (text) => {
      expect(notes(text)).toEqual([]);
    },
  );
  test.each([
    ['9007199254740993', 'warning', 'sent as 9007199254740992'],
    ['12345678901234567000', 'warning', 'may have been rounded'],
    ['0.1000000000000000055', 'warning', 'sent as 0.1'],
    ['1e-400', 'warning', 'sent as 0'],
    ['-0', 'warning', 'sent as 0'],
    ['-0.0', 'warning', 'sent as 0'],
    ['1e400', 'error', 'larger than any number'],
    ['1.0', 'info', 'sent as 1, the same'],
    ['1.50', 'info', 'sent as 1.5, the same'],
    ['1E2', 'info', 'sent as 100, the same'],
    ['1e+2', 'info', 'sent as 100, the same'],
  ])('%s: %s', (text, severity, words) => {
    const said = notes(`{"a": ${text}}`);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`${severity} ${text}: `);
    expect(said[0]).toContain(words);
  });

  test('nothing is said of a number that JSON.stringify wrote, unless it is beyond the exact ones', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const beyond = Number.isInteger(number) && !Number.isSafeInteger(number);
        expect(notes(JSON.stringify(number))).toHaveLength(beyond ? 1 : 0);
      }),
    );
  });
});

describe('keys', () => {
  test('a key that stands twice: the ones that do not count are pointed at', () => {
    expect(notes('{"a":1,"b":{"c":1,"c":2,"c":3},"a":2}')).toEqual([
      'warning "a": The key "a" stands here 2 times: only the last one counts.',
      'warning "c": The key "c" stands here 3 times: only the last one counts.',
      'warning "c": The key "c" stands here 3 times: only the last one counts.',
    ]);
  });

  test('a key that is a whole number and will not stay where it is', () => {
    expect(notes('{"b":1,"10":2,"9":3}')).toEqual([expect.stringContaining('info "9"')]);
    expect(notes('{"9":1,"10":2,"b":3}')).toEqual([]);
    expect(notes('{"b":1,"010":2,"4294967295":2,"-1":3,"1.5":4}')).toEqual([]);
  });

  test('says so exactly when JSON.parse moves a key', () => {
    const key = fc.constantFrom('a', 'b', '0', '1', '10', '01', '4294967294', '4294967295', '', '1e3');
    fc.assert(
      fc.property(fc.uniqueArray(key), (keys) => {
        const text = `{${keys.map((each) => `${JSON.stringify(each)}:1`).join(',')}}`;
        const moved = Object.keys(JSON.parse(text) as object).some((each, at) => each !== keys[at]);
        expect(notes(text)).toHaveLength(moved ? 1 : 0);
      }),
    );
  });
});

test('numbers that reading may have rounded are found at any depth', () => {
  expect(mayBeRounded({ a: [{ b: 9007199254740992 }] })).toBe(true);
  expect(mayBeRounded({ a: [{ b: 9007199254740991, c: 1.5, d: '9007199254740993', e: null }] })).toBe(false);
});
