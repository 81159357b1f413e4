/** Ban, unban, lock, unlock and delete from the screen: what they say, do, refuse and take back. */

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { behindRoster } from './behind-roster.ts';
import { findUser, isPlain } from './find-user.ts';
import { inspector, openSynced, openUser, searchField, statusBar, userRows } from './roster-page.ts';

test.use({ demoOptions: { users: 120 }, clerkUsers: 60 });

const notice = (page: Page, words: string | RegExp) =>
  page.locator('[data-sonner-toast]').filter({ hasText: words });

/** Opens the question of a button in the footer. */
async function ask(opened: Locator, action: string): Promise<Locator> {
  await opened
    .getByRole('group', { name: /^Actions on / })
    .getByRole('button', { name: `${action}…` })
    .click();
  const question = opened.page().getByRole('dialog', { name: new RegExp(`^${action} `) });
  await expect(question).toBeVisible();
  return question;
}

test('bans and unbans, and takes either back', { tag: '@electron' }, async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, isPlain);
  const isBanned = async () => (await api.users.get({ instanceId, userId: user.id })).banned;
  const opened = await openUser(page, user.id);

  const question = await ask(opened, 'Ban');
  await expect(question).toContainText('All of their sessions are revoked');
  await expect(question).toContainText('cannot sign in until they are unbanned');
  await question.getByRole('button', { name: 'Ban user' }).dblclick();
  await expect(notice(page, 'is banned.')).toBeVisible();
  await expect(opened.getByRole('button', { name: 'Unban…' })).toBeVisible();
  await expect(userRows(page).first()).toContainText('Banned');
  expect(await isBanned()).toBe(true);
  expect(demo.stats.byOperation['BanUser']).toBe(1);

  await notice(page, 'is banned.').getByRole('button', { name: 'Undo' }).click();
  await expect(notice(page, 'is not banned any more.')).toBeVisible();
  await expect(opened.getByRole('button', { name: 'Ban…' })).toBeVisible();
  expect(await isBanned()).toBe(false);

  await (await ask(opened, 'Ban')).getByRole('button', { name: 'Ban user' }).click();
  const unban = await ask(opened, 'Unban');
  await expect(unban).toContainText('stay ended');
  await unban.getByRole('button', { name: 'Unban user' }).click();
  await expect(opened.getByRole('button', { name: 'Ban…' })).toBeVisible();
  expect(await isBanned()).toBe(false);
});

test('locks and unlocks, and says until when', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, isPlain);
  const isLocked = async () => (await api.users.get({ instanceId, userId: user.id })).locked;
  const opened = await openUser(page, user.id);

  const question = await ask(opened, 'Lock');
  await expect(question).toContainText('Sessions that are open go on.');
  await question.getByRole('button', { name: 'Lock user' }).click();
  await expect(notice(page, /is locked until \d/)).toBeVisible();
  await expect(opened.getByRole('button', { name: 'Unlock…' })).toBeVisible();
  expect(await isLocked()).toBe(true);
  const unlock = await ask(opened, 'Unlock');
  await expect(unlock).toContainText(/Locked now. For \d+ more minutes, until/);
  await unlock.getByRole('button', { name: 'Unlock user' }).click();
  await expect(notice(page, 'is not locked any more.')).toBeVisible();
  expect(await isLocked()).toBe(false);
  await notice(page, 'is not locked any more.').getByRole('button', { name: 'Undo' }).click();
  await expect(opened.getByRole('button', { name: 'Unlock…' })).toBeVisible();
  expect(await isLocked()).toBe(true);
});

test(
  'deletes, says what is lost, and goes on to the next',
  { tag: '@electron' },
  async ({ roster, demo }) => {
    const { page, api } = roster;
    const instanceId = await openSynced(roster, demo, { protection: 'open' });
    const { rows } = await api.directory.query({ instanceId, limit: 3 });
    const [first, second] = rows.map(({ id }) => id);
    const isAt = (id?: string) => expect(inspector(page)).toHaveAccessibleName(`User ${id ?? ''}`);
    await userRows(page).first().click();
    await isAt(first);

    // What is being typed goes with the user: it is not asked about.
    await inspector(page).getByRole('button', { name: 'Edit', exact: true }).click();
    await inspector(page).getByLabel('First name').fill('Janet');
    const question = await ask(inspector(page), 'Delete');
    await expect(question).toContainText('This cannot be undone.');
    await expect(question).toContainText(/Their identifiers are lost: .*(e-mail address|phone number)/);
    await question.getByRole('button', { name: 'Delete user' }).click();
    await expect(notice(page, 'is deleted.')).toBeVisible();
    await expect(notice(page, 'is deleted.').getByRole('button', { name: 'Undo' })).toHaveCount(0);
    await isAt(second);
    await expect(page.getByText('119 users').first()).toBeVisible();
    await expect(api.users.get({ instanceId, userId: first ?? '' })).rejects.toThrow();

    // Without anybody else in the list, there is nothing left to show.
    const opened = await openUser(page, second ?? '');
    await (await ask(opened, 'Delete')).getByRole('button', { name: 'Delete user' }).click();
    await expect(inspector(page)).toHaveCount(0);
    await searchField(page).fill('');
    await expect(page.getByText('118 users').first()).toBeVisible();
  },
);

test('a double click does not lock and unlock', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);
  await opened.getByRole('button', { name: 'Lock…' }).dblclick();
  await page.getByRole('dialog').getByRole('button', { name: 'Lock user' }).dblclick();
  await expect(notice(page, 'is locked')).toBeVisible();
  await expect(opened.getByRole('button', { name: 'Unlock…' })).toBeVisible();
  expect(demo.stats.byOperation['LockUser']).toBe(1);
  expect(demo.stats.byOperation['UnlockUser']).toBeUndefined();
});

test('says why not when the user is gone, when Clerk wants a pause, and when it is on its way already', async ({
  roster,
  demo,
}) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);

  demo.faults.add({ kind: 'latency', ms: 1500 }, { operation: 'BanUser' });
  const elsewhere = api.users.ban({ instanceId, userId: user.id });
  await expect.poll(() => demo.stats.byOperation['BanUser']).toBe(1);
  await (await ask(opened, 'Ban')).getByRole('button', { name: 'Ban user' }).click();
  await expect(notice(page, 'It was not sent again.')).toBeVisible();
  await elsewhere;
  expect(demo.stats.byOperation['BanUser']).toBe(1);

  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60 }, { operation: 'LockUser' });
  await (await ask(opened, 'Lock')).getByRole('button', { name: 'Lock user' }).click();
  await expect(notice(page, 'was not locked.')).toContainText('asks for a pause');
});

test('a user who was deleted elsewhere is said to be gone', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);
  await expect(opened.getByText('Read from Clerk just now')).toBeVisible();
  await behindRoster(demo, 'DELETE', `/users/${user.id}`);
  await (await ask(opened, 'Ban')).getByRole('button', { name: 'Ban user' }).click();
  await expect(notice(page, 'was not banned.')).toContainText('deleted');
  await expect(opened.getByRole('button', { name: 'Ban…' })).toHaveCount(0);
});

test('offline, nothing can be blocked', async ({ roster, clerk }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, clerk);
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);
  await clerk.cutNetwork();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(statusBar(page)).toContainText('Offline');
  const actions = opened.getByRole('group', { name: /^Actions on / });
  for (const action of ['Lock…', 'Ban…', 'Delete…'])
    await expect(actions.getByRole('button', { name: action })).toBeDisabled();
  await expect(actions).toHaveAccessibleDescription(/^Offline/);
});

test.describe('in production', () => {
  test.use({ demoOptions: { users: 400, environment: 'production' } });

  test('what destroys wants the name of the instance, and is sent once', async ({ roster, demo }) => {
    const { page, api } = roster;
    const instanceId = await openSynced(roster, demo);
    const user = await findUser(roster, instanceId, isPlain);
    const opened = await openUser(page, user.id);
    const question = await ask(opened, 'Delete');
    const confirm = question.getByRole('button', { name: 'Delete user' });
    await expect(question).toContainText('production');
    await expect(confirm).toBeDisabled();
    await question.getByLabel('Type Acme to go on').fill('acme');
    await expect(confirm).toBeDisabled();
    await question.getByLabel('Type Acme to go on').fill('Acme ');
    await confirm.dblclick();
    await expect(notice(page, 'is deleted.')).toBeVisible();
    expect(demo.stats.byOperation['DeleteUser']).toBe(1);

    const other = await findUser(roster, instanceId, isPlain);
    await expect(api.users.delete({ instanceId, userId: other.id })).rejects.toThrow(/guarded/);
    expect(demo.stats.byOperation['DeleteUser']).toBe(1);
  });

  test('a user of a company directory cannot be deleted here', async ({ roster, demo }) => {
    const { page } = roster;
    const instanceId = await openSynced(roster, demo, { protection: 'open' });
    const managed = await findUser(roster, instanceId, ({ scim }) => scim !== null);
    const opened = await openUser(page, managed.id);
    await opened.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: /cannot be deleted here$/ });
    await expect(dialog).toContainText('company directory (SCIM)');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(opened.getByRole('button', { name: 'Delete…' })).toBeFocused();
    expect(demo.stats.byOperation['DeleteUser']).toBeUndefined();

    // Clerk does not always tell that a directory manages somebody.
    const user = await findUser(roster, instanceId, isPlain);
    const plain = await openUser(page, user.id);
    const error = { code: 'user_managed_by_scim', message: 'Managed', long_message: 'Managed by SCIM.' };
    demo.faults.add(
      { kind: 'respond', status: 409, body: { errors: [error], clerk_trace_id: 'trace_409' } },
      { operation: 'DeleteUser' },
    );
    await (await ask(plain, 'Delete')).getByRole('button', { name: 'Delete user' }).click();
    await expect(notice(page, 'was not deleted.')).toContainText('company directory (SCIM)');
    await expect(
      notice(page, 'was not deleted.').getByRole('button', { name: 'Copy trace id' }),
    ).toBeVisible();
    await expect(plain).toBeVisible();
  });

  test('a read-only instance offers nothing, and core sends nothing', async ({ roster, demo }) => {
    const { page, api } = roster;
    const instanceId = await openSynced(roster, demo, { protection: 'read-only' });
    const user = await findUser(roster, instanceId, isPlain);
    const opened = await openUser(page, user.id);
    const actions = opened.getByRole('group', { name: /^Actions on / });
    for (const action of ['Lock…', 'Ban…', 'Delete…'])
      await expect(actions.getByRole('button', { name: action })).toBeDisabled();
    await expect(actions).toHaveAccessibleDescription(/read-only/);
    for (const call of ['ban', 'unban', 'lock', 'unlock', 'delete'] as const)
      await expect(api.users[call]({ instanceId, userId: user.id })).rejects.toThrow(/read-only/);
    expect(demo.stats.byOperation['BanUser']).toBeUndefined();
  });
});

test.describe('where the plan lacks bans', () => {
  test.use({ demoOptions: { users: 60, unsupportedFeatures: ['ban_user'] } });

  test('what is missing is named, and a lock offered instead', async ({ roster, demo }) => {
    const { page, api } = roster;
    const instanceId = await openSynced(roster, demo, { protection: 'open' });
    const user = await findUser(roster, instanceId, isPlain);
    const opened = await openUser(page, user.id);
    await (await ask(opened, 'Ban')).getByRole('button', { name: 'Ban user' }).click();
    const refusal = page.getByRole('dialog', { name: /was not banned$/ });
    await expect(refusal).toContainText('ban_user');
    await expect(refusal).toContainText('Nothing was changed.');
    await refusal.getByRole('button', { name: 'Lock instead' }).click();
    await expect(notice(page, 'is locked until')).toBeVisible();
    const now = await api.users.get({ instanceId, userId: user.id });
    expect([now.banned, now.locked]).toEqual([false, true]);
  });
});

test.describe('where lockout is switched off', () => {
  test.use({ demoOptions: { users: 60, lockout: false } });

  test('the refusal of a lock says so', async ({ roster, demo }) => {
    const { page } = roster;
    const instanceId = await openSynced(roster, demo, { protection: 'open' });
    const user = await findUser(roster, instanceId, isPlain);
    const opened = await openUser(page, user.id);
    await (await ask(opened, 'Lock')).getByRole('button', { name: 'Lock user' }).click();
    await expect(notice(page, 'was not locked.')).toContainText('lockout is switched off');
    await expect(opened.getByRole('button', { name: 'Lock…' })).toBeVisible();
  });
});
