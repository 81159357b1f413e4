import { expect, test } from '../harness/e2e-fixtures.ts';
import { inspector, openDemo, openSynced, searchField, summary, userRows } from './roster-page.ts';

const users = 300;
test.use({ clerkUsers: users });

test('sorts by its heads, and says so to a screen reader', async ({ roster, clerk }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, clerk);
  const first = async (sort: 'name' | '-name' | '-createdAt') => {
    const { rows } = await roster.api.directory.query({
      instanceId,
      sort,
      limit: 1,
    });
    return rows[0]?.name ?? '';
  };
  const head = page.getByRole('columnheader', { name: 'User', exact: true });

  await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(userRows(page).first()).toContainText(await first('-createdAt'));

  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(userRows(page).first()).toContainText(await first('name'));

  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(userRows(page).first()).toContainText(await first('-name'));
});

test('finds while one types, and finds its way back', async ({ roster, clerk }) => {
  const { page } = roster;
  await openSynced(roster, clerk);
  const newest = await userRows(page).first().textContent();
  await searchField(page).pressSequentially('jan');
  await expect(summary(page)).toContainText(/^\d+ of 300/);

  await searchField(page).fill('nobody-is-called-this');
  await expect(page.getByText('No users match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).last().click();
  await expect(userRows(page).first()).toHaveText(newest ?? '');
  await expect(searchField(page)).toBeFocused();
});

test('reaches the last of all users', async ({ roster, clerk }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, clerk);
  const { rows } = await roster.api.directory.query({
    instanceId,
    sort: 'createdAt',
    limit: 1,
  });
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await expect(userRows(page).last()).toHaveAttribute('aria-rowindex', String(users + 1));
  await expect(userRows(page).last()).toContainText(rows[0]?.name ?? '');
});

test('is walked through by keyboard alone', async ({ roster, clerk }) => {
  const { page } = roster;
  await openSynced(roster, clerk);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(searchField(page)).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toBeVisible();
  const firstName = await inspector(page).getAttribute('aria-label');

  await page.keyboard.press('ArrowDown');
  await expect(inspector(page)).not.toHaveAccessibleName(firstName ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(inspector(page)).toHaveAccessibleName(firstName ?? '');

  await page.keyboard.press('Escape');
  await expect(inspector(page)).toBeHidden();
  await expect(page.getByRole('grid')).toBeFocused();
});

test("shows people's pictures, though the page has no network", async ({ roster }) => {
  await openDemo(roster.page);
  const pictures = userRows(roster.page).locator('img');
  await expect(pictures.first()).toBeVisible();
  // Loaded, and not merely asked for.
  await expect
    .poll(() => pictures.first().evaluate((picture: HTMLImageElement) => picture.naturalWidth))
    .toBeGreaterThan(0);
});
