import { expect, test } from '../harness/e2e-fixtures.ts';
import { inspector, openDemo, searchField, userRows } from './roster-page.ts';

test.beforeEach(async ({ roster }) => {
  await openDemo(roster.page);
});

test('shows a user and the JSON as Clerk sent it', { tag: '@electron' }, async ({ roster }) => {
  const { page } = roster;
  await userRows(page).nth(3).click();
  const userId = (await inspector(page).getAttribute('aria-label'))?.replace('User ', '') ?? '';
  await expect(inspector(page).getByRole('region', { name: 'Profile' })).toBeVisible();

  const [instance] = await roster.api.instances.list();
  const { raw } = await roster.api.directory.get({ instanceId: instance?.instanceId ?? '', userId });
  await inspector(page).getByRole('tab', { name: 'JSON' }).click();
  const shown = await inspector(page).getByLabel('The user as the API sent it').textContent();
  expect(JSON.parse(shown ?? '')).toEqual(raw);
});

test('steps to the next user and back', async ({ roster }) => {
  const { page } = roster;
  await userRows(page).nth(0).click();
  const first = (await inspector(page).getAttribute('aria-label')) ?? '';
  await expect(inspector(page).getByRole('button', { name: 'Previous user' })).toBeDisabled();
  await inspector(page).getByRole('button', { name: 'Next user' }).click();
  await expect(inspector(page)).not.toHaveAccessibleName(first);
  await inspector(page).getByRole('button', { name: 'Previous user' }).click();
  await expect(inspector(page)).toHaveAccessibleName(first);
});

test('says which way a user is shut out', async ({ roster }) => {
  const { page } = roster;
  const [instance] = await roster.api.instances.list();
  const { rows } = await roster.api.directory.query({ instanceId: instance?.instanceId ?? '', limit: 500 });
  const banned = rows.find((row) => row.banned);
  if (!banned) throw new Error('Nobody among the newest 500 is banned');
  await searchField(page).fill(banned.id);
  await userRows(page).first().click();
  await expect(inspector(page).getByRole('alert')).toContainText('Banned');
});
