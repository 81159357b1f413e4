/** Visits the steps of an enrolment in TOTP: names, QR code, the code that is large, done; and a lost answer. */

import { expect, type Locator, type Page } from '@playwright/test';
import { findUser, isPlain } from '../find-user.ts';
import { openSynced, openUser } from '../roster-page.ts';
import type { Walk } from './walk.ts';

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const backupCodes = [...'23456789ab'].map((first) => `${first}k7m2xq9wd`);

/** The page is told the same secret and codes each time, so that pictures can be compared. */
async function fixSecrets(page: Page): Promise<void> {
  await page.route('**/bridge/invoke', async (route) => {
    const { method, input } = route.request().postDataJSON() as { method: string; input: { label?: string } };
    const value =
      method === 'totp.makeBackupCodes'
        ? { codes: backupCodes }
        : method === 'totp.check'
          ? { valid: true, skewSteps: 0 }
          : null;
    if (value !== null) return route.fulfill({ json: { ok: true, value } });
    if (method !== 'totp.prepare') return route.fallback();
    const response = await route.fetch();
    const answer = (await response.json()) as { value: object };
    const label = encodeURIComponent(input.label ?? '');
    const uri = `otpauth://totp/Acme:${label}?issuer=Acme&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
    return route.fulfill({ json: { ...answer, value: { ...answer.value, secret, uri } } });
  });
}

export const walkTotpEnrolment: Walk = async ({ roster, demo, stop }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  await fixSecrets(page);
  const open = async (userId: string, button: string): Promise<Locator> => {
    const opened = await openUser(page, userId);
    await opened.getByRole('tab', { name: 'Security' }).click();
    await opened.getByRole('button', { name: button }).click();
    return page.getByRole('dialog');
  };
  const press = (dialog: Locator, name: string) => dialog.getByRole('button', { name, exact: true }).click();

  const user = await findUser(roster, instanceId, (one) => isPlain(one) && !one.totpEnabled);
  let dialog = await open(user.id, 'Enrol in TOTP…');
  await dialog.getByLabel('Account name').fill('jane@acme.test');
  await dialog.getByLabel('Issuer').fill('Acme: staff');
  await press(dialog, 'Show the QR code');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await stop('totp-names');

  await dialog.getByLabel('Issuer').fill('Acme');
  await press(dialog, 'Show the QR code');
  await dialog.getByLabel('Type the code from the device').fill('123 456');
  await expect(dialog.getByText('Right: the device makes the same codes.')).toBeVisible();
  await stop('totp-scan');

  await press(dialog, 'Show large');
  await expect(page.getByRole('img', { name: /large$/ })).toBeVisible();
  await stop('totp-large');
  await page.keyboard.press('Escape');

  demo.faults.add({ kind: 'reset', applied: true }, { method: 'PATCH' });
  await dialog.getByRole('button', { name: /^Set for/ }).click();
  await expect(dialog.getByRole('button', { name: 'Read the user again' })).toBeVisible();
  await page.keyboard.press('Escape');
  await stop('totp-unknown');

  await press(dialog, 'Read the user again');
  await expect(dialog.getByRole('region', { name: 'Backup codes' })).toBeVisible();
  await stop('totp-done');
  await press(dialog, 'Done');
  await press(dialog, 'Close without the backup codes');

  const enrolled = await findUser(
    roster,
    instanceId,
    (one) => isPlain(one) && one.totpEnabled && one.backupCodeEnabled && one.id !== user.id,
  );
  dialog = await open(enrolled.id, 'Replace TOTP…');
  await stop('totp-replace');
};
