/** What a user signs in with, taken away and set anew; and whether somebody is who they say. */

import type { Locator } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId, ProtectionMode } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { searchForSecret } from '../harness/search-for-secret.ts';
import { findUser, isPlain } from './find-user.ts';
import { openSynced, openUser } from './roster-page.ts';

test.use({ demoOptions: { users: 200 } });

const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const backupCodes = ['k7xq-2m9d', 'p3tz-8w4h'];

interface Opened {
  tab: Locator;
  user: User;
  on: { instanceId: InstanceId; userId: string };
}

async function openSecurity(
  roster: Roster,
  demo: DemoServer,
  wanted: (user: User) => boolean,
  protection: ProtectionMode,
  changes: object = {},
): Promise<Opened> {
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, (each) => isPlain(each) && wanted(each));
  const on = { instanceId, userId: user.id };
  if (Object.keys(changes).length > 0) await roster.api.users.update({ ...on, changes });
  await roster.api.instances.update({ instanceId, protection });
  const opened = await openUser(roster.page, user.id);
  const summary = opened.getByRole('region', { name: 'Security' });
  await expect(summary).toContainText(/\d of \d verified/);
  await summary.getByRole('button', { name: 'Open Security' }).click();
  await expect(opened.getByRole('tab', { name: 'Security' })).toBeFocused();
  return { tab: opened.getByRole('tabpanel'), user, on };
}

function refuse(demo: DemoServer, operation: string, status: number, code: string): void {
  const body = { errors: [{ message: 'no', long_message: 'Not here.', code }], clerk_trace_id: 'trace_42' };
  demo.faults.add({ kind: 'respond', status, body }, { operation });
}

function dialogOf(roster: Roster): Locator {
  return roster.page.getByRole('dialog').last();
}

/** Presses a button of the tab, and the one of the question that comes. */
async function change(roster: Roster, opener: Locator, warning: string, action: string): Promise<void> {
  await opener.click();
  await expect(dialogOf(roster)).toContainText(warning);
  await dialogOf(roster).getByRole('button', { name: action, exact: true }).click();
  await expect(roster.page.getByRole('dialog')).toHaveCount(0);
}

test('second factors and passkeys are taken away, or it is said why not', async ({ roster, demo }) => {
  const { tab, user, on } = await openSecurity(roster, demo, ({ passkeys }) => passkeys.length > 0, 'open', {
    totpSecret,
    backupCodes,
  });
  const { page, api } = roster;
  const button = (name: string) => tab.getByRole('button', { name, exact: true });
  const says = (words: RegExp) => expect(page.getByText(words)).toBeVisible();

  refuse(demo, 'DeleteTOTP', 404, 'resource_not_found');
  await change(roster, button('Remove TOTP…'), 'worth nothing from then on', 'Remove authenticator app');
  await says(/^The authenticator app of .* was not removed\.$/);
  await change(roster, button('Remove TOTP…'), 'worth nothing from then on', 'Remove authenticator app');
  await says(/ has no authenticator app any more\.$/);
  await expect(button('Enrol in TOTP…')).toBeVisible();
  expect(await api.users.get(on)).toMatchObject({ totpEnabled: false, backupCodeEnabled: true });

  refuse(demo, 'DeleteBackupCode', 403, 'authorization_invalid');
  const deleteCodes = button('Delete backup codes…');
  await change(roster, deleteCodes, 'stop working at once', 'Delete backup codes');
  await says(/^The backup codes of .* were not deleted\.$/);
  await change(roster, deleteCodes, 'stop working at once', 'Delete backup codes');
  await says(/^The backup codes of .* are deleted\.$/);
  await expect(deleteCodes).toHaveCount(0);
  expect((await api.users.get(on)).backupCodeEnabled).toBe(false);

  await api.users.update({ ...on, changes: { totpSecret, backupCodes } });
  await expect(button('Replace TOTP…')).toBeVisible();
  refuse(demo, 'DisableMFA', 404, 'resource_not_found');
  await change(roster, button('Disable all MFA…'), 'Two-step verification ends', 'Disable all MFA');
  await says(/^The second factors of .* were not disabled\.$/);
  await change(roster, button('Disable all MFA…'), 'Two-step verification ends', 'Disable all MFA');
  await says(/ has no second factor any more\.$/);
  await expect(button('Disable all MFA…')).toHaveCount(0);
  expect(await api.users.get(on)).toMatchObject({ twoFactorEnabled: false, backupCodeEnabled: false });

  const [passkey] = user.passkeys;
  const entries = tab.getByRole('region', { name: 'Passkeys' }).getByRole('listitem');
  const deletePasskey = async () => {
    await entries
      .first()
      .getByRole('button', { name: /^Actions on the passkey / })
      .click();
    const item = page.getByRole('menuitem', { name: 'Delete…' });
    await change(roster, item, 'by e-mail', 'Delete passkey');
  };
  refuse(demo, 'UserPasskeyDelete', 403, 'authorization_invalid');
  await deletePasskey();
  await says(/^The passkey .* was not deleted\.$/);
  await expect(entries).toHaveCount(user.passkeys.length);
  await deletePasskey();
  await says(/^The passkey .* is deleted\.$/);
  await expect(entries).toHaveCount(user.passkeys.length - 1);
  const { passkeys } = await api.users.get(on);
  expect(passkeys.map(({ id }) => id)).not.toContain(passkey?.id);
});

test('a password is set, marked and removed, or it is said why not', async ({ roster, demo }) => {
  const { tab, on } = await openSecurity(
    roster,
    demo,
    ({ passwordEnabled, emailAddresses }) => !passwordEnabled && emailAddresses.length > 0,
    'guarded',
  );
  const { page, api } = roster;
  const button = (name: string) => tab.getByRole('button', { name, exact: true });
  const dialog = dialogOf(roster);
  const says = (words: RegExp) => expect(page.getByText(words)).toBeVisible();

  await button('Set password…').click();
  await dialog.getByLabel('New password', { exact: true }).fill('password');
  await dialog.getByRole('button', { name: 'Set password' }).click();
  await expect(dialog.getByRole('alert')).toContainText('lists of stolen ones');
  await dialog.getByLabel('New password', { exact: true }).fill('three short words here');
  await dialog.getByRole('button', { name: 'Set password' }).click();
  await says(/ has a new password\.$/);
  await expect(button('Change password…')).toBeVisible();
  expect(await api.users.verifyPassword({ ...on, password: 'three short words here' })).toEqual({
    verified: true,
  });

  await button('Mark as compromised…').click();
  refuse(demo, 'SetUserPasswordCompromised', 422, 'form_conditional_param_disallowed');
  await dialog.getByRole('button', { name: 'Mark as compromised' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The password was not marked as compromised.');
  await expect(dialog.getByRole('alert')).toContainText('trace_42');
  await dialog.getByRole('button', { name: 'Mark as compromised' }).click();
  await says(/ is marked as compromised, and .* is signed out everywhere\.$/);
  await change(roster, button('Not compromised…'), 'not asked for a new password', 'Mark as not compromised');
  await says(/ is not marked as compromised\.$/);
  expect(demo.stats.byOperation).toMatchObject({
    SetUserPasswordCompromised: 2,
    UnsetUserPasswordCompromised: 1,
  });

  // It takes something away, and the instance is guarded.
  await button('Remove password…').click();
  await expect(dialog.getByRole('button', { name: 'Remove password' })).toBeDisabled();
  await dialog.getByLabel('Type Acme to go on').fill('Acme');
  await dialog.getByRole('button', { name: 'Remove password' }).click();
  await says(/ has no password any more\.$/);
  await expect(button('Set password…')).toBeVisible();
  expect((await api.users.get(on)).passwordEnabled).toBe(false);

  await button('Set password…').click();
  await fetch(`${demo.url}/users/${on.userId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${demo.secretKey}` },
  });
  await dialog.getByLabel('New password', { exact: true }).fill('three short words here');
  await dialog.getByRole('button', { name: 'Set password' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The password was not set.');
  await expect(dialog).toContainText('Clerk has no such user any more');
  await page.keyboard.press('Escape');
  await expect(button('Set password…')).toBeDisabled();
});

test('a password or a code shows who somebody is, and is kept nowhere', async ({ roster, demo, scratch }) => {
  const password = 'only the help desk heard this';
  const { tab, on } = await openSecurity(roster, demo, ({ totpEnabled }) => !totpEnabled, 'open', {
    password,
    totpSecret,
    backupCodes,
  });
  const { page, api } = roster;
  const card = tab.getByRole('region', { name: 'Is it really them?' });
  const answer = card.getByRole('status');
  // A password has no role of its own.
  const field = card.locator('input[type=password]');
  const check = async (typed: string) => {
    await field.fill(typed);
    await field.press('Enter');
  };
  await check('not that');
  await expect(answer).toContainText('The password is wrong.');
  await expect(card).toContainText('99 tries left');
  await field.fill(password);
  await expect(answer).toBeEmpty();
  await card.getByRole('button', { name: 'Check the password' }).click();
  await expect(answer).toContainText('The password is right.');
  await expect(field).toHaveValue('');
  await expect(card).toContainText('100 tries left');

  await card.getByText('Code', { exact: true }).first().click();
  await expect(card).toContainText('A backup code is used up by checking it.');
  await check(new TOTP({ secret: Secret.fromBase32(totpSecret) }).generate());
  await expect(answer).toContainText('It came from the authenticator app.');
  const [code = ''] = backupCodes;
  await check(code);
  await expect(answer).toContainText('It was a backup code: it is used up now.');
  await check(code);
  await expect(answer).toContainText('The code is wrong.');

  await api.instances.update({ instanceId: on.instanceId, protection: 'read-only' });
  await expect(tab).toContainText('Acme is read-only in Roster');
  await expect(card.getByRole('button', { name: 'Check the code' })).toBeDisabled();
  await expect(field).toBeDisabled();
  await api.instances.update({ instanceId: on.instanceId, protection: 'open' });

  refuse(demo, 'VerifyTOTP', 403, 'feature_not_enabled');
  await check('123456');
  await expect(card.getByRole('alert')).toContainText('The code was not checked.');
  await expect(card.getByRole('alert')).toContainText('switched off');
  refuse(demo, 'VerifyTOTP', 400, 'totp_disabled');
  await check('123456');
  await expect(card.getByRole('alert')).toContainText('no authenticator app set up');
  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 600 }, { operation: 'VerifyTOTP' }, 10);
  await check('123456');
  await expect(card.getByRole('alert')).toContainText('Clerk asks for a pause');

  const { entries } = await api.audit.list({ ...on });
  expect(entries.map(({ method }) => method)).toEqual(['users.update']);
  for (const secret of [password, code, totpSecret]) {
    expect(JSON.stringify(entries)).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
  }
  await roster.quit();
  for (const secret of [password, code, totpSecret]) {
    expect(roster.output()).not.toContain(secret);
    expect(await searchForSecret(scratch, secret)).toEqual([]);
  }
});
