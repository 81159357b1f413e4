import { readdir } from 'node:fs/promises';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { addInstance, rail, statusBar } from './roster-page.ts';

test.use({ secrets: 'keychain', clerkUsers: 200 });

test('removing an instance asks for its name, then deletes its files', async ({ roster, clerk }) => {
  const { page } = roster;
  const filesBefore = await files(roster.dataDir);
  await addInstance(page, { ...clerk, name: 'Acme' });
  await expect(statusBar(page)).toContainText('Synced');
  const [instance] = await roster.api.instances.list();
  const mirrors = (all: string[]) => all.filter((file) => file.includes(instance?.instanceId ?? 'no id'));
  expect(mirrors(await files(roster.dataDir))).not.toEqual([]);
  expect(mirrors(filesBefore)).toEqual([]);

  await rail(page)
    .getByRole('button', { name: /^Acme,/ })
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove Acme' });
  const remove = dialog.getByRole('button', { name: 'Remove Acme' });
  await dialog.getByRole('textbox').fill('Acm');
  await expect(remove).toBeDisabled();
  await dialog.getByRole('textbox').fill('Acme');
  await remove.click();

  await expect(page.getByRole('heading', { name: /all in one place/ })).toBeVisible();
  await expect(rail(page).getByRole('button', { name: /^Acme,/ })).toHaveCount(0);
  expect(mirrors(await files(roster.dataDir))).toEqual([]);
});

async function files(folder: string): Promise<string[]> {
  return readdir(folder, { recursive: true }).catch(() => []);
}
