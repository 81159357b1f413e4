import { expect, test } from '../harness/e2e-fixtures.ts';
import { openDemo, rail, statusBar, userRows } from './roster-page.ts';

test('a newcomer is told where keys go, and what the app is', async ({ roster }) => {
  const { page } = roster;
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Clerk users');
  await expect(page.getByText('There is no keychain here')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add an instance…' })).toBeVisible();
});

test('the demo shows its 2,000 users', async ({ roster }) => {
  await openDemo(roster.page);
  await expect(userRows(roster.page).first()).toBeVisible();
  await expect(rail(roster.page).getByRole('button', { name: /development\. Synced/ })).toBeVisible();
  await expect(statusBar(roster.page)).toContainText('this run only');
});

test('the demo is offered once: a second time opens the same one', async ({ roster }) => {
  await openDemo(roster.page);
  const again = await roster.api.instances.addDemo();
  const instances = await roster.api.instances.list();
  expect(instances.map(({ instanceId }) => instanceId)).toEqual([again.instanceId]);
});

test.describe('with a keychain', () => {
  test.use({ secrets: 'keychain' });

  test('the status bar and the form name it', async ({ roster }) => {
    await expect(statusBar(roster.page)).toContainText('Keychain');
    await expect(statusBar(roster.page)).not.toContainText('this run only');
    await rail(roster.page).getByRole('button', { name: 'Add an instance' }).click();
    await expect(roster.page.getByRole('dialog')).toContainText(/Kept in .+ and sent to Clerk only/);
  });
});
