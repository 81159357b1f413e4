/** Where things are on Roster's page, by what a person reads. Knows no host and asserts little. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { InstanceId, ProtectionMode } from '../../shared/models/instance.ts';
import type { Roster } from '../harness/e2e-fixtures.ts';

/** The users that are drawn: rows of the table, without its head. */
export function userRows(page: Page): Locator {
  return page.getByRole('grid', { name: /^Users of/ }).locator('[role=row][aria-selected]:not([aria-busy])');
}

export function searchField(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Search the users of/ });
}

/** The line beside the instance's name: how many users, how fresh. */
export function summary(page: Page): Locator {
  return page
    .getByRole('region', { name: /^Users of/ })
    .locator('header')
    .getByRole('status');
}

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: /^User / });
}

export function rail(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Instances' });
}

export function statusBar(page: Page): Locator {
  return page.getByRole('contentinfo');
}

export function addInstanceDialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** From Welcome, or from the rail when there are instances already. */
export async function openAddInstance(page: Page): Promise<Locator> {
  await rail(page).getByRole('button', { name: 'Add an instance' }).click();
  const dialog = addInstanceDialog(page);
  await expect(dialog.getByRole('heading', { name: 'Add an instance' })).toBeVisible();
  return dialog;
}

/** Types a key and an address, and asks what they belong to. */
export async function checkKey(dialog: Locator, secretKey: string, apiUrl?: string): Promise<void> {
  await dialog.getByLabel('Secret key', { exact: true }).fill(secretKey);
  if (apiUrl !== undefined) {
    const advanced = dialog.getByRole('button', { name: 'Advanced' });
    if ((await advanced.getAttribute('aria-expanded')) !== 'true') await advanced.click();
    await dialog.getByLabel('API address').fill(apiUrl);
  }
  await dialog.getByRole('button', { name: 'Check the key' }).click();
}

/** All of the form, by hand; resolves once the instance is there. */
export async function addInstance(
  page: Page,
  instance: { secretKey: string; url: string; name: string },
): Promise<void> {
  const dialog = await openAddInstance(page);
  await checkKey(dialog, instance.secretKey, instance.url);
  await dialog.getByLabel('Name', { exact: true }).fill(instance.name);
  await dialog.getByRole('button', { name: `Add ${instance.name}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: instance.name })).toBeVisible();
}

/** The short way, for tests of what comes after: adds `clerk` over the bridge, and opens it once it is synced. */
export async function openSynced(
  roster: Roster,
  clerk: { secretKey: string; url: string },
  more: { protection?: ProtectionMode } = {},
): Promise<InstanceId> {
  const { page, api } = roster;
  const { secretKey, url: apiUrl } = clerk;
  const { instanceId } = await api.instances.add({ secretKey, apiUrl, name: 'Acme', ...more });
  await api.directory.sync({ instanceId });
  await rail(page)
    .getByRole('button', { name: /^Acme,/ })
    .click();
  await expect(userRows(page).first()).toBeVisible();
  return instanceId;
}

export async function openDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await expect(summary(page)).toContainText('2,000 users');
  // The whole of it: no first sync is running any more.
  await expect(statusBar(page)).toContainText('Synced');
}

/** Finds the user by id, as a person would who was given it, and opens it beside the list. */
export async function openUser(page: Page, userId: string): Promise<Locator> {
  await searchField(page).fill(userId);
  const opened = page.getByRole('complementary', { name: `User ${userId}`, exact: true });
  // Until the search is answered, the row is somebody else's, of whom an earlier search may have found one as well.
  await expect(async () => {
    await expect(userRows(page)).toHaveCount(1);
    await userRows(page).first().click();
    await expect(opened).toBeVisible({ timeout: 2000 });
  }).toPass();
  // The frame is there at once; this is the record.
  await expect(opened).not.toHaveAttribute('aria-busy');
  return opened;
}

/** A user who is open as a page, in place of the list. */
export function userPage(page: Page): Locator {
  return page.getByRole('region', { name: /^User / });
}
