/**
 * The whole first path, as a person walks it: add an instance, sync, search, open, be killed, lose the
 * network, start again, and find everything.
 */

import { expect, test } from '../harness/e2e-fixtures.ts';
import { addInstance, inspector, searchField, statusBar, summary, userRows } from './roster-page.ts';

test.use({ secrets: 'keychain', clerkUsers: 5000 });

test(
  'finds everything again after a crash, without a network',
  { tag: '@electron' },
  async ({ roster, clerk }) => {
    const name = 'Acme staging';
    await addInstance(roster.page, { ...clerk, name });
    await expect(summary(roster.page)).toContainText('5,000 users');
    await expect(statusBar(roster.page)).toContainText('Synced');

    // Someone in the middle of the list, whom no first page holds.
    const [instance] = await roster.api.instances.list();
    const instanceId = instance?.instanceId ?? '';
    const { rows } = await roster.api.directory.query({ instanceId, offset: 2600, limit: 100 });
    const person = rows.find(({ email }) => email !== null);
    if (!person?.email) throw new Error('Nobody in the middle of the list has an e-mail address');
    const { id, email } = person;

    const findAndOpen = async () => {
      await searchField(roster.page).fill(email);
      await expect(summary(roster.page)).toContainText('1 of 5,000');
      await expect(userRows(roster.page)).toHaveCount(1);
      await userRows(roster.page).first().click();
      await expect(inspector(roster.page)).toHaveAccessibleName(`User ${id}`);
      await expect(inspector(roster.page)).toContainText(email);
      await inspector(roster.page).getByRole('tab', { name: 'JSON' }).click();
      await expect(inspector(roster.page)).toContainText(`"id": "${id}"`);
    };
    await findAndOpen();

    await roster.kill();
    await clerk.cutNetwork();
    await roster.restart();

    await expect(roster.page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(summary(roster.page)).toContainText('5,000 users');
    await expect(userRows(roster.page).first()).toBeVisible();
    await expect(
      roster.page
        .getByRole('status')
        .filter({ hasText: /offline/i })
        .first(),
    ).toBeVisible();
    await findAndOpen();
  },
);
