import { expect, test } from '../harness/e2e-fixtures.ts';
import { addInstance, inspector, statusBar, userRows } from './roster-page.ts';

test.use({ clerkUsers: 300 });

test(
  'the offline banner comes with the cut and goes with the network',
  { tag: '@electron' },
  async ({ roster, clerk }) => {
    const { page } = roster;
    const banner = page
      .getByRole('status')
      .filter({ hasText: /^.*offline/i })
      .first();
    await addInstance(page, { ...clerk, name: 'Acme' });
    await expect(statusBar(page)).toContainText('Synced');
    await expect(page.getByText(/offline/i)).toHaveCount(0);

    await clerk.cutNetwork();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(banner).toBeVisible();
    await expect(statusBar(page)).toContainText('Offline');

    // What is here can be read all the same.
    await userRows(page).nth(1).click();
    await expect(inspector(page)).toContainText('Offline');
    await expect(inspector(page).getByRole('region', { name: 'Profile' })).toBeVisible();

    await clerk.restoreNetwork();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(statusBar(page)).toContainText('Synced');
    await expect(statusBar(page)).not.toContainText('Offline');
  },
);
