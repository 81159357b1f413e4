import { expect, test } from '../harness/e2e-fixtures.ts';
import { inspector, openSynced, openUser, userRows } from './roster-page.ts';

test.use({ clerkUsers: 300 });

test('shows a user and the JSON as Clerk sent it', async ({ roster, clerk }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, clerk);
  await userRows(page).nth(3).click();
  const userId = (await inspector(page).getAttribute('aria-label'))?.replace('User ', '') ?? '';
  await expect(inspector(page).getByRole('region', { name: 'Profile' })).toBeVisible();

  const { raw } = await roster.api.directory.get({ instanceId, userId });
  await inspector(page).getByRole('tab', { name: 'JSON' }).click();
  const shown = await inspector(page).getByLabel('The user as the API sent it').textContent();
  expect(JSON.parse(shown ?? '')).toEqual(raw);
});

test('steps to the next user and back', async ({ roster, clerk }) => {
  const { page } = roster;
  await openSynced(roster, clerk);
  await userRows(page).nth(0).click();
  const first = (await inspector(page).getAttribute('aria-label')) ?? '';
  await expect(inspector(page).getByRole('button', { name: 'Previous user' })).toBeDisabled();
  await inspector(page).getByRole('button', { name: 'Next user' }).click();
  await expect(inspector(page)).not.toHaveAccessibleName(first);
  await inspector(page).getByRole('button', { name: 'Previous user' }).click();
  await expect(inspector(page)).toHaveAccessibleName(first);
});

test('says which way a user is shut out', async ({ roster, clerk }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, clerk);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 300 });
  const banned = rows.find((row) => row.banned);
  if (!banned) throw new Error('Nobody among the newest 300 is banned');
  const opened = await openUser(page, banned.id);
  await expect(opened.getByRole('alert')).toContainText('Banned');
});
