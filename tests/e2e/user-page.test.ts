/** One user in both frames: beside the list and as a page in its place, and how one gets from one to the other. */
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { behindRoster } from './behind-roster.ts';
import { inspector, openSynced, openUser, searchField, userPage, userRows } from './roster-page.ts';

test.use({ demoOptions: { users: 300 } });

/** How far the list is scrolled, px. */
const scrolled = (page: Page) =>
  page.locator('.scroller').evaluate((element: HTMLElement) => element.scrollTop);

test('opens in place as a page, and leads back to the list as it was', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  await page.getByRole('columnheader', { name: 'User', exact: true }).getByRole('button').click();
  await searchField(page).fill('a');
  const { rows } = await roster.api.directory.query({ instanceId, query: 'a', sort: 'name', limit: 100 });
  const user = rows[40];
  if (!user) throw new Error('Fewer than 40 users match');
  await expect(userRows(page).first()).toContainText(rows[0]?.name ?? '');
  await page.getByRole('grid').focus();
  for (let at = 0; at < 40; at += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toHaveAccessibleName(`User ${user.id}`);
  await inspector(page).getByRole('tab', { name: 'JSON' }).click();
  const before = await scrolled(page);
  expect(before).toBeGreaterThan(0);

  await inspector(page).getByRole('button', { name: 'Open as a page' }).click();
  await expect(userPage(page)).toHaveAccessibleName(`User ${user.id}`);
  await expect(userPage(page).getByRole('heading', { level: 1 })).toHaveText(user.name);
  // The same tab: what was being read goes on.
  await expect(userPage(page).getByLabel('The user as the API sent it')).toBeVisible();
  await expect(page.getByRole('grid')).toBeHidden();

  await userPage(page).getByRole('button', { name: 'Back to the list' }).click();
  await expect(inspector(page)).toHaveAccessibleName(`User ${user.id}`);
  await expect(inspector(page).getByLabel('The user as the API sent it')).toBeVisible();
  await expect(page.getByRole('grid')).toBeFocused();
  expect(await scrolled(page)).toBe(before);
  await expect(searchField(page)).toHaveValue('a');
  await expect(page.getByRole('columnheader', { name: 'User', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(page.locator('[role=row][aria-selected=true]')).toContainText(user.name);
});

test('is gone through in the order of the list, by keys too, with the tab kept', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, sort: '-createdAt', limit: 300 });
  const isAt = (index: number) =>
    expect(userPage(page)).toHaveAccessibleName(`User ${rows[index]?.id ?? 'nobody'}`);

  await userRows(page).first().click();
  await page.keyboard.press('ControlOrMeta+o');
  await isAt(0);
  // What had the focus is covered.
  await expect(userPage(page).getByRole('heading', { level: 1 })).toBeFocused();
  await expect(userPage(page).getByRole('button', { name: 'Previous user' })).toBeDisabled();
  await userPage(page).getByRole('tab', { name: 'Metadata' }).click();

  await userPage(page).getByRole('button', { name: 'Next user' }).click();
  await isAt(1);
  await expect(userPage(page)).toContainText('2 of 300');
  await expect(userPage(page).getByRole('tab', { name: 'Metadata' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('j');
  await isAt(2);
  await page.keyboard.press('Alt+ArrowDown');
  await isAt(3);
  await page.keyboard.press('Alt+ArrowUp');
  await isAt(2);
  await page.keyboard.press('k');
  await isAt(1);

  // Past what a first look at the list loads.
  for (let index = 2; index <= 110; index += 1) {
    await page.keyboard.press('j');
    await isAt(index);
  }
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toHaveAccessibleName(`User ${rows[110]?.id ?? ''}`);
  // The list has come along.
  await expect(page.locator('[role=row][aria-selected=true]')).toBeInViewport();
});

test('a page that was opened from the list alone leads back to the list alone', async ({ roster, demo }) => {
  const { page } = roster;
  await openSynced(roster, demo);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+o');
  await expect(userPage(page)).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(userPage(page)).toBeHidden();
  await expect(inspector(page)).toBeHidden();
  await expect(page.getByRole('grid')).toBeFocused();

  await userRows(page).nth(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open as a page' }).click();
  await expect(userPage(page)).toBeVisible();
  await userPage(page).getByRole('button', { name: 'Show beside the list' }).click();
  await expect(inspector(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+o');
  await expect(userPage(page)).toBeVisible();
  // Whoever wants to search wants the list.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(searchField(page)).toBeFocused();
});

test('counts what is behind a tab as soon as that is known', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 20 });
  const userId = rows[5]?.id ?? '';
  const user = await roster.api.directory.get({ instanceId, userId });
  const opened = await openUser(page, userId);
  const identifiers =
    user.emailAddresses.length +
    user.phoneNumbers.length +
    user.web3Wallets.length +
    user.externalAccounts.length;
  const keys = [user.publicMetadata, user.privateMetadata, user.unsafeMetadata].flatMap((one) =>
    Object.keys(one),
  );
  await expect(opened.getByRole('tab', { name: /^Identifiers/ })).toHaveText(`Identifiers${identifiers}`);
  await expect(opened.getByRole('tab', { name: /^Metadata/ })).toHaveText(`Metadata${keys.length}`);
});

test('a user who was deleted elsewhere says so, and keeps the last copy readable', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 10 });
  const [, user, after] = rows;
  await behindRoster(demo, 'DELETE', `/users/${user?.id ?? ''}`);
  await userRows(page).nth(1).dblclick();
  await expect(userPage(page)).toContainText('Clerk has no such user any more.');
  await expect(userPage(page).getByRole('heading', { level: 1 })).toHaveText(user?.name ?? '');
  await expect(userPage(page)).toContainText('Deleted');
  await expect(userPage(page).getByRole('region', { name: 'Profile' })).toBeVisible();

  // The list has lost them; whoever took their place is next.
  await userPage(page).getByRole('button', { name: 'Next user' }).click();
  await expect(userPage(page)).toHaveAccessibleName(`User ${after?.id ?? ''}`);
  await expect(userPage(page)).not.toContainText('Clerk has no such user any more.');
});

test.describe('offline', () => {
  test.use({ clerkUsers: 100 });
  test('the copy is readable in both frames, with its age', async ({ roster, clerk }) => {
    const { page } = roster;
    await openSynced(roster, clerk);
    await clerk.cutNetwork();
    await userRows(page).nth(2).click();
    await expect(inspector(page)).toContainText(/Offline\. This is the copy read/);
    await page.keyboard.press('ControlOrMeta+o');
    await expect(userPage(page)).toContainText(/Offline\. This is the copy read/);
    await expect(userPage(page).getByRole('region', { name: 'Profile' })).toBeVisible();
    await clerk.restoreNetwork();
    await userPage(page).getByRole('button', { name: 'Refresh' }).click();
    await expect(userPage(page)).toContainText('Read from Clerk just now');
    await expect(userPage(page)).not.toContainText('Offline');
  });
});

test('a new user can be made, unless the instance is read-only', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const button = page.getByRole('button', { name: 'New user' });
  await button.click();
  await expect(page.getByRole('dialog', { name: 'New user' })).toBeVisible();
  await page.keyboard.press('Escape');
  await roster.api.instances.update({ instanceId, protection: 'read-only' });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/read-only/);
});
