/** Writes of unknown outcome: what is claimed about them after a look, and what is not. */
import { bridge, instance, Refusal } from '../users/fake-bridge.ts';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import AuditEntry from '../../../../renderer/features/audit/AuditEntry.vue';
import { findingWords, methodWords } from '../../../../renderer/features/audit/entry-words.ts';
import type { WriteEntry } from '../../../../shared/models/audit.ts';
import { makeUser } from '../inspector/make-user.ts';

const entry: WriteEntry = {
  entryId: 'e1',
  instanceId: instance.instanceId,
  method: 'users.ban',
  userId: 'user_1',
  subject: 'jane@acme.com',
  operator: 'jo',
  changes: [],
  state: 'unknown',
  sentAt: 1_000_000,
  endedAt: null,
  message: 'The connection broke before an answer came.',
  traceId: null,
};

describe('what a look tells', () => {
  test.each([
    ['users.ban', { banned: true }, 'is banned now: it was done'],
    ['users.ban', { banned: false }, 'is not banned now: it was most likely not done'],
    ['users.unban', { banned: false }, 'it was done'],
    ['users.lock', { locked: false }, 'most likely not done'],
    ['users.disableMfa', { twoFactorEnabled: false }, 'it was done'],
    ['users.deleteTotp', { totpEnabled: true }, 'most likely not done'],
    ['users.delete', {}, 'still there: it was not deleted'],
    ['users.create', {}, 'user_1'],
    ['users.update', { updatedAt: 1_000_001 }, 'was changed after this was sent'],
    ['users.update', { updatedAt: 999_999 }, 'was not changed since'],
    ['users.update', { updatedAt: null }, 'read again'],
  ])('%s with %o: %s', (method, user, words) => {
    expect(findingWords({ ...entry, method }, makeUser('user_1', user))).toContain(words);
  });

  test.each([
    ['users.delete', 'it was deleted'],
    ['users.create', 'most likely not created'],
    ['users.ban', 'nothing can be told'],
  ])('%s without a user: %s', (method, words) => {
    expect(findingWords({ ...entry, method }, null)).toContain(words);
  });
});

test('a call without words is told by its name', () => {
  expect(methodWords('users.ban')).toBe('Ban');
  expect(methodWords('users.somethingNew')).toBe('users.somethingNew');
  expect(methodWords('constructor')).toBe('constructor');
});

describe('an entry', () => {
  beforeEach(() => bridge.reset());
  const show = () => mount(AuditEntry, { props: { entry }, global: { plugins: [createPinia()] } });

  test('is checked on request, and says what was found', async () => {
    bridge.answers['audit.check'] = () => ({
      entry: { ...entry, state: 'checked' },
      user: makeUser('user_1', { banned: true }),
    });
    const item = show();
    expect(item.text()).toContain('Outcome unknown');
    await item.get('button').trigger('click');
    await flushPromises();
    expect(bridge.callsOf('audit.check')).toMatchObject([{ entryId: 'e1' }]);
    expect(item.text()).toContain('Checked');
    expect(item.text()).toContain('This user is banned now: it was done.');
  });

  test('that cannot be checked stays unknown', async () => {
    bridge.answers['audit.check'] = () => new Refusal('offline', 'There is no connection.');
    const item = show();
    await item.get('button').trigger('click');
    await flushPromises();
    expect(item.text()).toContain('Outcome unknown');
    expect(item.get('[role=alert]').text()).toContain('There is no connection.');
  });
});
