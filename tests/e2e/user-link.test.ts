/** Links to a user: copied from one Roster, opened by another, and what is said when they lead nowhere. */
import { expect, test } from '../harness/e2e-fixtures.ts';
import { inspector, openSynced, openUser, userPage, userRows } from './roster-page.ts';

const unknown = 'roster://users/ins_nobodyhasthisone/user_2nobody';

test.describe('with an instance', () => {
  // The instance must be there again after a restart.
  test.use({ secrets: 'keychain' });

  test('a link opens its user as a page', { tag: '@electron' }, async ({ roster, demo }) => {
    const instanceId = await openSynced(roster, demo);
    const { rows } = await roster.api.directory.query({ instanceId, limit: 60 });
    const user = rows[30];
    if (!user) throw new Error('The demo has too few users');
    await roster.quit();
    await roster.restart({ link: `roster://users/${demo.instanceId}/${user.id}` });
    await expect(userPage(roster.page)).toHaveAccessibleName(`User ${user.id}`);
    await expect(userPage(roster.page).getByRole('heading', { level: 1 })).toHaveText(user.name);
    await expect(userPage(roster.page).getByRole('heading', { level: 1 })).toBeFocused();
    // Taken once: the page that is loaded anew starts where it was last.
    expect((await roster.api.app.takeLink({})).link).toBeNull();
    await roster.page.keyboard.press('Escape');
    await expect(userPage(roster.page)).toBeHidden();
    await expect(userRows(roster.page).first()).toBeVisible();
  });

  test('a link to a user whom nobody has says so', async ({ roster, demo }) => {
    await openSynced(roster, demo);
    await roster.quit();
    await roster.restart({ link: `roster://users/${demo.instanceId}/user_2nobody` });
    await expect(userPage(roster.page)).toContainText('There is no such user');
    await userPage(roster.page).getByRole('button', { name: 'Close' }).click();
    await expect(userRows(roster.page).first()).toBeVisible();
  });
});

test('a link to an instance that Roster does not have says so', async ({ roster }) => {
  await roster.quit();
  await roster.restart({ link: unknown });
  await expect(roster.page.getByText(/of an instance that Roster does not have/)).toContainText(
    'ins_nobodyhasthisone',
  );
});

test('a link is copied from the user and from the list', async ({ roster, demo, browserContext }) => {
  const { page } = roster;
  await browserContext?.grantPermissions(['clipboard-read', 'clipboard-write']);
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 60 });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const linkTo = (index: number) => `roster://users/${demo.instanceId}/${rows[index]?.id ?? ''}`;

  await userRows(page).nth(2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect.poll(clipboard).toBe(linkTo(2));

  await openUser(page, rows[7]?.id ?? '');
  await inspector(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect.poll(clipboard).toBe(linkTo(7));
  // The menu took Escape for itself.
  await inspector(page).getByRole('button', { name: 'More' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(inspector(page)).toBeVisible();
});
