/**
 * A secret key is typed once and lives in the keychain: it is searched for in every file that the app's
 * processes wrote, in all that they printed, and in the page's memory. So that the search cannot pass by
 * being blind, a decoy is planted in each of these places, and has to be found there.
 */

import { randomBytes } from 'node:crypto';
import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { takeHeapSnapshot } from '../harness/heap-snapshot.ts';
import { searchForSecret, searchTextForSecret } from '../harness/search-for-secret.ts';
import { inspector, openAddInstance, statusBar, userRows } from './roster-page.ts';

test.use({ secrets: 'keychain', clerkUsers: 200 });

const decoy = `sk_test_decoy${randomBytes(24).toString('hex')}`;

test(
  'the secret key is in no file, no log and not in the page',
  { tag: '@electron' },
  async ({ roster, clerk, scratch }) => {
    const { page } = roster;
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));

    const dialog = await openAddInstance(page);
    await dialog.getByRole('button', { name: 'Advanced' }).click();
    await dialog.getByLabel('API address').fill(clerk.url);
    await dialog.getByLabel('Secret key', { exact: true }).focus();
    // As from the clipboard: `fill` would leave a copy of its own in the page's memory.
    await page.keyboard.insertText(clerk.secretKey);

    // A failure on the way must not keep or tell it either.
    await clerk.cutNetwork();
    await dialog.getByRole('button', { name: 'Check the key' }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await clerk.restoreNetwork();
    await dialog.getByRole('button', { name: 'Check the key' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('Acme');
    await dialog.getByRole('button', { name: 'Add Acme' }).click();
    await expect(statusBar(page)).toContainText('Synced');
    await userRows(page).first().click();
    await inspector(page).getByRole('tab', { name: 'JSON' }).click();
    // The mirror is used with the network gone, too: whatever is logged then is searched with the rest.
    await clerk.cutNetwork();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(statusBar(page)).toContainText('Offline');

    await page.evaluate((text) => Object.assign(window, { planted: text }), decoy);
    const heap = await takeHeapSnapshot(await roster.debug());
    expect(searchTextForSecret(heap, decoy)).toContain('utf8');
    expect(searchTextForSecret(heap, clerk.secretKey)).toEqual([]);

    expect(searchTextForSecret(await page.content(), clerk.secretKey)).toEqual([]);
    expect(searchTextForSecret(said.join('\n'), clerk.secretKey)).toEqual([]);

    const openFiles = await searchForSecret(scratch, clerk.secretKey);
    await roster.quit();
    expect(searchTextForSecret(roster.output(), clerk.secretKey)).toEqual([]);

    const logs = join(roster.dataDir, 'logs');
    const [log] = await readdir(logs);
    const places = [
      join(logs, log ?? 'no log'),
      join(roster.dataDir, 'instances.json'),
      join(roster.dataDir, 'planted'),
    ];
    for (const place of places) await appendFile(place, `{"key":"${decoy}"}\n`);
    const found = await searchForSecret(scratch, decoy);
    expect(found.map(({ file }) => file).toSorted()).toEqual(places.toSorted());

    expect(openFiles).toEqual([]);
    expect(await searchForSecret(scratch, clerk.secretKey)).toEqual([]);
  },
);
