/** Users' pictures outlive a restart without a network, and the page asks nobody but Roster for them. */

import type { Page } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { openSynced, rail, statusBar, userRows } from './roster-page.ts';

test.use({ secrets: 'keychain', demoOptions: { users: 40 } });

/** On screen in any window. */
const looked = 15;

/** Of the first rows: whose picture is drawn. */
function pictured(page: Page): Promise<boolean[]> {
  return userRows(page).evaluateAll(
    (rows, most) =>
      rows.slice(0, most).map((row) => {
        const image = row.querySelector('img');
        return image !== null && image.complete && image.naturalWidth > 0;
      }),
    looked,
  );
}

test(
  'the first screen of the list shows its avatars after a restart offline',
  { tag: '@electron' },
  async ({ roster, demo }) => {
    const asked: string[] = [];
    const watch = (page: Page) => page.on('request', (request) => asked.push(request.url()));
    watch(roster.page);
    const instanceId = await openSynced(roster, demo);
    const { rows } = await roster.api.directory.query({ instanceId, limit: looked });
    const theirs = rows.map(({ hasImage }) => hasImage);
    expect(theirs).toContain(true);
    expect(theirs).toContain(false);
    await expect.poll(() => pictured(roster.page)).toEqual(theirs);

    await roster.quit();
    await demo.close();
    const page = await roster.restart();
    watch(page);
    await rail(page)
      .getByRole('button', { name: /^Acme,/ })
      .click();
    await expect(statusBar(page)).toContainText('Offline');
    await expect.poll(() => pictured(page)).toEqual(theirs);

    const origins = new Set(asked.map((url) => (url.startsWith('app:') ? 'app:' : new URL(url).origin)));
    expect([...origins]).not.toContain(new URL(demo.url).origin);
  },
);
