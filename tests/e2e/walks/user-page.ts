/** Visits one user in both frames: beside the list, as a page, while nothing fresh can be had, and deleted. */

import { expect } from '@playwright/test';
import { openSynced, openUser, searchField, summary, userPage, userRows } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkUserPage: Walk = async ({ roster, clerk, stop }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, clerk);
  const { rows } = await api.directory.query({ instanceId, limit: 300 });
  const locked = rows.find((row) => row.locked) ?? rows.find((row) => row.banned);
  if (!locked) throw new Error('Nobody among the users is locked or banned');
  await openUser(page, locked.id);
  await searchField(page).fill('');
  await expect(summary(page)).toContainText('300 users');
  await stop('user-beside-the-list');

  await userRows(page).nth(2).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await stop('user-row-menu');
  await page.getByRole('menuitem', { name: 'Open as a page' }).click();
  await expect(userPage(page).getByRole('region', { name: 'Profile' })).toBeVisible();
  await stop('user-page');

  await clerk.cutNetwork();
  await userPage(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(userPage(page)).toContainText('Offline');
  await stop('user-page-offline');
  await clerk.restoreNetwork();
};
