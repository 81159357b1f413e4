/** Visits the screens around the users: welcome, list, search, instances, settings, offline. */

import { expect, type Page } from '@playwright/test';
import type { ClerkForTests } from '../../harness/clerk-for-tests.ts';
import {
  addInstance,
  checkKey,
  inspector,
  openAddInstance,
  openDemo,
  rail,
  searchField,
  statusBar,
  summary,
  userRows,
} from '../roster-page.ts';
import type { Stop, Walk } from './walk.ts';

export const walkApp: Walk = async ({ roster, clerk, stop }) => {
  const { page } = roster;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await stop('welcome');

  await openDemo(page);
  await expect(userRows(page).first()).toBeVisible();
  await stop('users');
  await userRows(page).nth(2).click();
  await expect(inspector(page).getByRole('region', { name: 'Profile' })).toBeVisible();
  await stop('inspector');
  await inspector(page).getByRole('tab', { name: 'JSON' }).click();
  await stop('inspector-json');
  await page.keyboard.press('Escape');

  await searchField(page).fill('ma');
  await expect(summary(page)).toContainText(/of 2,000/);
  await stop('search');
  await searchField(page).fill('nobody-is-called-this');
  await expect(page.getByText('No users match')).toBeVisible();
  await stop('search-without-match');

  await walkAddInstance(page, clerk, stop);
  await walkInstanceMenu(page, stop);
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await stop('settings');
  await page.keyboard.press('Escape');

  await rail(page)
    .getByRole('button', { name: /^Acme production/ })
    .click();
  await expect(userRows(page).first()).toBeVisible();
  await stop('production');
  await clerk.cutNetwork();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(statusBar(page)).toContainText('Offline');
  await dismissToasts(page);
  await stop('offline');
  await clerk.restoreNetwork();
};

async function walkAddInstance(page: Page, clerk: ClerkForTests, stop: Stop): Promise<void> {
  let dialog = await openAddInstance(page);
  await stop('add-instance');
  await checkKey(dialog, 'whsec_bm90LWEtc2VjcmV0LWtleQ', clerk.url);
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await stop('add-instance-wrong-key');
  await checkKey(dialog, clerk.secretKey, clerk.url);
  await expect(dialog.getByRole('heading', { name: 'Add this instance' })).toBeVisible();
  await stop('add-instance-found');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await addInstance(page, { ...clerk, name: 'Acme production' });
  await expect(statusBar(page)).toContainText('Synced');
  await stop('production');
  dialog = await openAddInstance(page);
  await checkKey(dialog, clerk.secretKey, clerk.url);
  await expect(dialog.getByRole('heading', { name: 'is here already' })).toBeVisible();
  await stop('add-instance-known');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
}

async function walkInstanceMenu(page: Page, stop: Stop): Promise<void> {
  const open = async () => {
    await rail(page)
      .getByRole('button', { name: /^Acme production/ })
      .click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
  };
  await open();
  await stop('instance-menu');
  await page.keyboard.press('Escape');
  for (const [item, name] of [
    ['Edit…', 'edit-instance'],
    ['Replace key…', 'replace-key'],
    ['Remove…', 'remove-instance'],
  ] as const) {
    await open();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await stop(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
}

/** What a toast says, the banner says too; it would stand in the picture or not, by chance. */
async function dismissToasts(page: Page): Promise<void> {
  const toasts = page.locator('[data-sonner-toast]');
  for (let left = await toasts.count(); left > 0; left -= 1) {
    await toasts.first().getByRole('button').first().click();
  }
}
