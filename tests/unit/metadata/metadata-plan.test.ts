/** What keeps a draft of metadata from being sent, and what of it goes out. */
import { expect, test } from 'vitest';
import { planOf, valuesToSend } from '../../../renderer/features/inspector/metadata/metadata-plan.ts';

const kinds = ['public', 'private', 'unsafe'] as const;
const current = { public: { plan: 'free' }, private: { id: 1 }, unsafe: {} };
const none = { public: '{}', private: '{}', unsafe: '{}' };
const large = JSON.stringify({ text: 'x'.repeat(8 * 1024) });

test.each([
  [{ public: '{"plan":', private: '{' }, /error in the public and private metadata/],
  [{ unsafe: large }, /unsafe metadata would be larger/],
  [{ public: large, unsafe: '{' }, /error in the unsafe metadata/],
  [{ public: '{"plan":"free","gone":null}' }, /changes nothing yet/],
])('%o is not sent', (typed, obstacle) => {
  expect(planOf('merge', { ...none, ...typed }, current, kinds).obstacle).toMatch(obstacle);
});

test('only what changes goes out, and nothing that is not visible', () => {
  const plan = planOf('merge', { public: '{"plan":"pro"}', private: '{"id":2}', unsafe: '{}' }, current, [
    'public',
    'unsafe',
  ]);
  expect(plan.obstacle).toBeNull();
  expect(valuesToSend(plan)).toEqual({ public: { plan: 'pro' } });
});

test('what is there already is no replacement', () => {
  const texts = { public: '{ "plan": "free" }', private: '{"id":1}', unsafe: '{}' };
  expect(planOf('replace', texts, current, kinds).obstacle).toMatch(/nothing changes/);
});
