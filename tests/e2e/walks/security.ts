/** Visits the tab Security of somebody with all that can be there, its dialogs, and a check in each outcome. */

import { expect } from '@playwright/test';
import { findUser, isPlain } from '../find-user.ts';
import { openSynced, openUser } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkSecurity: Walk = async ({ roster, demo, stop }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'guarded' });
  const { id: userId } = await findUser(
    roster,
    instanceId,
    (user) => isPlain(user) && user.passkeys.length > 0 && user.externalAccounts.length > 0,
  );
  await api.users.createPhoneNumber({
    instanceId,
    userId,
    phoneNumber: '+15555550123',
    verified: true,
    reservedForSecondFactor: true,
  });
  await api.users.update({
    instanceId,
    userId,
    changes: {
      password: 'a password for the walk',
      totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      backupCodes: ['k7xq-2m9d', 'p3tz-8w4h'],
    },
  });

  const opened = await openUser(page, userId);
  await expect(opened.getByRole('region', { name: 'Security' })).toContainText('Authenticator app');
  await opened.getByRole('tab', { name: 'Security' }).click();
  const tab = opened.getByRole('tabpanel');
  await expect(tab.getByRole('button', { name: 'Replace TOTP…' })).toBeVisible();
  await stop('security');

  const dialog = page.getByRole('dialog');
  await tab.getByRole('button', { name: 'Change password…' }).click();
  await dialog.getByLabel('New password', { exact: true }).fill('password');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await stop('security-password');
  await page.keyboard.press('Escape');

  await tab.getByRole('button', { name: 'Mark as compromised…' }).click();
  await expect(dialog).toContainText('asks');
  await stop('security-compromised');
  await page.keyboard.press('Escape');

  await tab.getByRole('button', { name: 'Disable all MFA…' }).click();
  await expect(dialog).toContainText('Two-step verification ends');
  await stop('security-disable-mfa');
  await page.keyboard.press('Escape');

  const card = tab.getByRole('region', { name: 'Is it really them?' });
  await card.getByLabel('Password', { exact: true }).last().fill('not that');
  await card.getByRole('button', { name: 'Check the password' }).click();
  await expect(card).toContainText('The password is wrong.');
  await card.scrollIntoViewIfNeeded();
  await stop('security-wrong');

  await card.getByText('Code', { exact: true }).first().click();
  await card.getByRole('textbox', { name: 'Code' }).fill('k7xq-2m9d');
  await card.getByRole('button', { name: 'Check the code' }).click();
  await expect(card).toContainText('it is used up now');

  await opened.getByRole('button', { name: 'Open as a page' }).click();
  const asPage = page.getByRole('region', { name: `User ${userId}`, exact: true });
  await asPage.getByRole('tabpanel').evaluate((panel) => panel.scrollTo(0, 0));
  await stop('security-page');
};
