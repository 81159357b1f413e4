/**
 * Enrolling a user in TOTP from the screen: what is scanned makes codes that Clerk takes, a lost answer loses no
 * secret, and what the user has is not replaced by accident. Codes are made and pictures read by others' tools.
 */

import { execFileSync } from 'node:child_process';
import type { Locator } from '@playwright/test';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { takeHeapSnapshot } from '../harness/heap-snapshot.ts';
import { readQr } from '../harness/read-qr.ts';
import { searchForSecret, searchTextForSecret } from '../harness/search-for-secret.ts';
import { findUser, isPlain } from './find-user.ts';
import { openSynced, openUser, statusBar } from './roster-page.ts';

test.use({ demoOptions: { users: 60 } });

/** By Debian's own program. */
function codeBy(secret: string): string {
  return execFileSync('oathtool', ['--totp', '-b', secret], { encoding: 'utf8' }).trim();
}

/** Six digits that are none of the codes around now. */
function wrongCode(secret: string): string {
  const near = new Set(
    [-60, -30, 0, 30, 60].map((seconds) => {
      const at = `@${Math.floor(Date.now() / 1000) + seconds}`;
      return execFileSync('oathtool', ['--totp', '-b', `--now=${at}`, secret], { encoding: 'utf8' }).trim();
    }),
  );
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? '';
}

interface Opened {
  dialog: Locator;
  instanceId: InstanceId;
  user: User;
}

async function openDialog(
  roster: Roster,
  demo: DemoServer,
  wanted: (user: User) => boolean,
  button: 'Enrol in TOTP…' | 'Replace TOTP…',
): Promise<Opened> {
  // What takes nothing away is not asked about there.
  const instanceId = await openSynced(roster, demo, { protection: 'guarded' });
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && wanted(one));
  const opened = await openUser(roster.page, user.id);
  await opened.getByRole('tab', { name: 'Security' }).click();
  await opened.getByRole('button', { name: button }).click();
  return { dialog: roster.page.getByRole('dialog'), instanceId, user };
}

const press = (dialog: Locator, name: string | RegExp) =>
  dialog.getByRole('button', { name, exact: true }).click();
const codeField = (dialog: Locator) => dialog.getByLabel('Type the code from the device');
const hasNone = ({ totpEnabled, backupCodeEnabled }: User) => !totpEnabled && !backupCodeEnabled;

async function secretIn(dialog: Locator): Promise<string> {
  return (await dialog.locator('[data-secret]').innerText()).replace(/\s/g, '');
}

function writesOf(demo: DemoServer): number {
  return demo.stats.byOperation['UpdateUser'] ?? 0;
}

test(
  'a user is enrolled by QR code, and nothing of the secret stays',
  { tag: '@electron' },
  async ({ roster, demo, scratch }) => {
    const { page } = roster;
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const { dialog, instanceId, user } = await openDialog(roster, demo, hasNone, 'Enrol in TOTP…');
    await dialog.getByLabel('Issuer').fill('Größe & Söhne');
    await press(dialog, 'Show the QR code');

    const qr = dialog.getByRole('img', { name: /^QR code for/ });
    const uri = (await readQr(page, await qr.screenshot())) ?? 'no code';
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    const secret = new URL(uri).searchParams.get('secret') ?? '';
    expect(new URL(uri).searchParams.get('issuer')).toBe('Größe & Söhne');
    expect(await secretIn(dialog)).toBe(secret);
    await press(dialog, 'Show large');
    const large = page.getByRole('img', { name: /large$/ });
    expect(await readQr(page, await large.screenshot())).toBe(uri);
    await page.keyboard.press('Escape');
    await expect(large).toBeHidden();

    const set = dialog.getByRole('button', { name: /^Set for/ });
    await expect(set).toBeDisabled();
    await codeField(dialog).fill(codeBy(secret).replace(/^.../, '$& '));
    await expect(dialog.getByText(/Right: /)).toBeVisible();
    expect(writesOf(demo)).toBe(0);
    await set.click();
    const codes = dialog.getByRole('region', { name: 'Backup codes' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    expect(writesOf(demo)).toBe(1);
    expect(await roster.api.users.get({ instanceId, userId: user.id })).toMatchObject({
      totpEnabled: true,
      backupCodeEnabled: true,
    });
    const backupCode = ((await codes.first().textContent()) ?? '').replace(/^\s*1\s*/, '').trim();

    await dialog.getByLabel('Current code from the device').fill(codeBy(secret));
    await press(dialog, 'Verify against Clerk');
    await expect(dialog).toContainText('Clerk accepts the codes of the device.');
    const verified = await roster.api.users.verifyTotp({ instanceId, userId: user.id, code: backupCode });
    expect(verified).toEqual({ verified: true, codeType: 'backup_code' });

    await press(dialog, 'Done');
    await expect(dialog).toContainText('The backup codes were not copied');
    await press(dialog, 'Close without the backup codes');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Replace TOTP…' })).toBeVisible();

    const heap = await takeHeapSnapshot(await roster.debug());
    expect(searchTextForSecret(heap, 'Replace TOTP')).toContain('utf8');
    const { entries } = await roster.api.audit.list({ instanceId, userId: user.id });
    expect(entries[0]?.method).toBe('totp.commit');
    const html = await page.content();
    await roster.quit();
    for (const one of [secret, backupCode]) {
      expect(searchTextForSecret(heap, one)).toEqual([]);
      expect(html).not.toContain(one);
      expect(JSON.stringify(entries)).not.toContain(one);
      expect(said.join('\n')).not.toContain(one);
      expect(roster.output()).not.toContain(one);
      expect(await searchForSecret(scratch, one)).toEqual([]);
    }
  },
);

test('an answer that is lost keeps the secret in sight until it is known what became of it', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const { dialog, instanceId, user } = await openDialog(roster, demo, hasNone, 'Enrol in TOTP…');
  await press(dialog, 'Show the QR code');
  const secret = await secretIn(dialog);

  demo.faults.add({ kind: 'reset', applied: false }, { operation: 'UpdateUser' });
  await press(dialog, 'Set without checking');
  await expect(dialog.getByRole('alert')).toContainText('It is not known whether TOTP was set');
  expect(await secretIn(dialog)).toBe(secret);
  await page.keyboard.press('Escape');
  await expect(dialog).toContainText('Roster does not keep it');
  await press(dialog, 'Read the user again');
  await expect(dialog).toContainText('It was not set: nothing has changed');
  expect(await secretIn(dialog)).toBe(secret);

  demo.faults.add({ kind: 'reset', applied: true }, { operation: 'UpdateUser' });
  await codeField(dialog).fill(codeBy(secret));
  await press(dialog, /^Set for/);
  await press(dialog, 'Read the user again');
  await expect(dialog).toContainText('The secret was set after all.');
  await expect(statusBar(page).getByRole('button', { name: /unknown outcome/ })).toHaveCount(0);
  await expect(dialog.getByRole('region', { name: 'Backup codes' }).getByRole('listitem')).toHaveCount(10);
  expect(writesOf(demo)).toBe(2);
  const code = codeBy(secret);
  expect(await roster.api.users.verifyTotp({ instanceId, userId: user.id, code })).toEqual({
    verified: true,
    codeType: 'totp',
  });
});

test('a wrong code sets nothing, and replacing wants the name of a guarded instance', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const { dialog, instanceId, user } = await openDialog(
    roster,
    demo,
    ({ totpEnabled }) => totpEnabled,
    'Replace TOTP…',
  );
  await expect(dialog).toContainText('The codes of the old app stop working once it is set.');
  await press(dialog, 'Show the QR code');
  const secret = await secretIn(dialog);
  const replace = dialog.getByRole('button', { name: /^Replace for/ });

  await codeField(dialog).fill(wrongCode(secret));
  await expect(codeField(dialog)).toHaveAttribute('aria-invalid', 'true');
  await expect(codeField(dialog)).toHaveAccessibleDescription(/Not a code of this secret/);
  await expect(replace).toBeDisabled();
  await codeField(dialog).fill(codeBy(secret));
  await replace.click();

  const question = page.getByRole('dialog', { name: /^Replace TOTP of/ }).last();
  await expect(question.getByLabel('Type Acme to go on')).toBeVisible();
  await press(question, 'Cancel');
  await expect(replace).toBeEnabled();
  expect(writesOf(demo)).toBe(0);
  expect((await roster.api.audit.list({ instanceId, userId: user.id })).entries).toEqual([]);

  await replace.click();
  await question.getByLabel('Type Acme to go on').fill('Acme');
  await press(question, 'Replace');
  await expect(page.getByRole('dialog', { name: /^TOTP is replaced for/ })).toBeVisible();
  expect(writesOf(demo)).toBe(1);
  const code = codeBy(secret);
  expect(await roster.api.users.verifyTotp({ instanceId, userId: user.id, code })).toMatchObject({
    verified: true,
  });
});
