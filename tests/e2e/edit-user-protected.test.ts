/** Editing a user who is changed elsewhere, managed by a directory, or in an instance that does not want it. */

import { expect, test } from '../harness/e2e-fixtures.ts';
import { behindRoster } from './behind-roster.ts';
import { findUser, isPlain } from './find-user.ts';
import { openSynced, openUser, statusBar } from './roster-page.ts';

test.use({ demoOptions: { users: 400, environment: 'production' }, clerkUsers: 60 });

test('what was changed elsewhere is never overwritten unseen', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);
  const profile = opened.getByRole('region', { name: 'Profile' });
  await profile.getByRole('button', { name: 'Edit', exact: true }).click();
  await profile.getByLabel('First name').fill('Janet');
  await profile.getByLabel('Last name').fill('Eyre');
  await behindRoster(demo, 'PATCH', `/users/${user.id}`, {
    first_name: 'Janine',
    last_name: 'Roe',
    external_id: 'crm-elsewhere',
  });
  const before = demo.stats.byOperation['UpdateUser'];
  await profile.getByRole('button', { name: 'Save' }).click();

  const first = profile.getByRole('group', { name: 'First name: changed elsewhere' });
  const last = profile.getByRole('group', { name: 'Last name: changed elsewhere' });
  await expect(first).toContainText(/Yours\s*Janet.*Clerk’s now\s*Janine/s);
  await expect(last).toContainText(/Yours\s*Eyre.*Clerk’s now\s*Roe/s);
  await expect(first.getByRole('button', { name: 'Keep yours' })).toBeFocused();
  await expect(profile.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(demo.stats.byOperation['UpdateUser']).toBe(before);
  // What was not touched here has come along.
  await expect(profile.getByLabel('External id')).toHaveValue('crm-elsewhere');

  await first.getByRole('button', { name: 'Keep yours' }).click();
  await last.getByRole('button', { name: 'Take it' }).click();
  await expect(profile.getByRole('group', { name: 'Will send' }).getByRole('term')).toHaveText([
    'first_name',
  ]);
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('[data-sonner-toast]')).toContainText('Janet Roe is saved.');
  expect(await api.users.get({ instanceId, userId: user.id })).toMatchObject({
    firstName: 'Janet',
    lastName: 'Roe',
    externalId: 'crm-elsewhere',
  });

  // Neither does the way back overwrite what somebody did since.
  await behindRoster(demo, 'PATCH', `/users/${user.id}`, { first_name: 'Joan' });
  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-sonner-toast]').filter({ hasText: 'was not undone' })).toContainText(
    'first name',
  );
  expect((await api.users.get({ instanceId, userId: user.id })).firstName).toBe('Joan');
});

test('what a company directory manages is explained', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, ({ scim }) => scim !== null);
  const opened = await openUser(page, user.id);
  const profile = opened.getByRole('region', { name: 'Profile' });
  await profile.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(profile.getByText(/SCIM.*manages this user/)).toBeVisible();
  await profile.getByLabel('First name').fill('Janet');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByRole('alert').filter({ hasText: 'Nothing was saved.' })).toContainText(
    'company directory (SCIM)',
  );
  await expect(profile.getByLabel('First name')).toHaveAttribute('aria-invalid', 'true');
});

test('a guarded instance wants its name before a username is removed', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  expect((await api.instances.list())[0]?.protection).toBe('guarded');
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.username !== null);
  const opened = await openUser(page, user.id);
  const profile = opened.getByRole('region', { name: 'Profile' });
  await profile.getByRole('button', { name: 'Edit: Username' }).click();
  await expect(profile.getByLabel('Username')).toBeFocused();
  await profile.getByLabel('Username').fill('');
  await expect(profile.getByText('signing in with it will not work any more')).toBeVisible();
  await expect(profile.getByRole('group', { name: 'Will send' })).toHaveText(/username\s*null/);
  await profile.getByRole('button', { name: 'Save' }).click();
  const question = page.getByRole('dialog', { name: /^Remove the username of / });
  await expect(question).toContainText('production');
  await expect(question.getByRole('button', { name: 'Remove username' })).toBeDisabled();
  expect(demo.stats.byOperation['UpdateUser']).toBeUndefined();
  await question.getByLabel('Type Acme to go on').fill('Acme');
  await question.getByRole('button', { name: 'Remove username' }).dblclick();
  await expect(page.locator('[data-sonner-toast]')).toContainText('is saved.');
  expect((await api.users.get({ instanceId, userId: user.id })).username).toBeNull();
  expect(demo.stats.byOperation['UpdateUser']).toBe(1);
  // Without the name typed, core sends nothing, whoever asks.
  await expect(
    api.users.update({ instanceId, userId: user.id, changes: { username: null } }),
  ).rejects.toThrow(/guarded/);
});

test('a read-only instance offers no editing, and core sends nothing', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'read-only' });
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);
  const edit = opened
    .getByRole('region', { name: 'Profile' })
    .getByRole('button', { name: 'Edit', exact: true });
  await expect(edit).toBeDisabled();
  await expect(edit).toHaveAccessibleDescription(/read-only/);
  await page.keyboard.press('e');
  await expect(opened.getByLabel('First name')).toHaveCount(0);
  await expect(
    api.users.update({ instanceId, userId: user.id, changes: { firstName: 'Janet' } }),
  ).rejects.toThrow(/read-only/);
  expect(demo.stats.byOperation['UpdateUser']).toBeUndefined();
});

test('offline keeps what is being typed, and sends nothing', async ({ roster, clerk }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, clerk);
  const user = await findUser(roster, instanceId, isPlain);
  const opened = await openUser(page, user.id);
  const profile = opened.getByRole('region', { name: 'Profile' });
  await profile.getByRole('button', { name: 'Edit', exact: true }).click();
  await profile.getByLabel('First name').fill('Janet');
  await clerk.cutNetwork();
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByText(/Nothing was saved/)).toBeVisible();
  await expect(statusBar(page)).toContainText('Offline');
  await expect(profile.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(profile.getByText(/^Offline: nothing can be changed/)).toBeVisible();
  await expect(profile.getByLabel('First name')).toHaveValue('Janet');
  await clerk.restoreNetwork();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(statusBar(page)).toContainText('Synced');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('[data-sonner-toast]').filter({ hasText: 'is saved.' })).toBeVisible();
});
