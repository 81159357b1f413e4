/** What was changed with Roster is in the user's Activity, without a network; what is unknown can be looked into. */

import type { Locator } from '@playwright/test';
import { AppError } from '../../shared/failure.ts';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { openSynced, openUser, rail, statusBar } from './roster-page.ts';

test.use({ demoOptions: { users: 60 } });

/** Nobody that something else manages, or that is shut out already. */
async function ordinaryUsers(roster: Roster, instanceId: string, count: number): Promise<string[]> {
  const { users } = await roster.api.users.list({ instanceId, limit: 50 });
  const fit = users.filter((user) => user.scim === null && !user.banned && !user.locked);
  expect(fit.length).toBeGreaterThanOrEqual(count);
  return fit.slice(0, count).map(({ id }) => id);
}

async function openActivity(user: Locator): Promise<Locator> {
  await user.getByRole('tab', { name: 'Activity' }).click();
  return user.getByRole('tabpanel', { name: 'Activity' });
}

const entryOf = (activity: Locator, what: string) =>
  activity.getByRole('listitem').filter({ has: activity.page().getByText(what, { exact: true }) });

const outcomeUnknown = (error: unknown) => {
  expect(error instanceof AppError ? error.code : String(error)).toBe('outcome_unknown');
};

test('a user’s writes are there without a network', async ({ roster, clerk }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, clerk, { protection: 'open' });
  const [userId = ''] = await ordinaryUsers(roster, instanceId, 1);
  await api.users.update({
    instanceId,
    userId,
    changes: { firstName: 'Jane', lastName: null, password: 'a-Very-long-password-1' },
  });
  await api.users.updateMetadata({
    instanceId,
    userId,
    publicMetadata: { plan: 'pro', limits: { seats: 4 } },
    privateMetadata: { crm: 'cus_SECRET' },
  });
  await api.users.ban({ instanceId, userId });

  await clerk.cutNetwork();
  const activity = await openActivity(await openUser(page, userId));
  await expect(activity.getByRole('heading', { name: 'Today' })).toBeVisible();
  const items = activity.getByRole('region', { name: 'Today' }).locator('> ul > li');
  await expect(items).toHaveCount(3);
  await expect(items.nth(0)).toContainText('Ban');
  await expect(items.nth(1)).toContainText('Merge metadata');
  await expect(items.nth(1)).toContainText(/Public metadata\s*plan.*"pro"/s);
  await expect(items.nth(1)).toContainText(/limits\.seats.*4/s);
  await expect(items.nth(1)).toContainText(/Private metadata\s*crm.*value not kept/s);
  await expect(items.nth(2)).toContainText('Change profile');
  await expect(items.nth(2)).toContainText(/First name.*Jane/s);
  await expect(items.nth(2)).toContainText(/Last name.*removed/s);
  await expect(items.nth(2)).toContainText(/Password.*value not kept/s);
  for (const item of await items.all()) {
    await expect(item).toContainText('Done');
    await expect(item).toContainText(/by \w+/);
    await expect(item.locator('time')).toHaveAttribute('title', /\d{2}:\d{2}:\d{2}/);
  }
  expect(await activity.innerHTML()).not.toMatch(/cus_SECRET|a-Very-long-password/);
});

test('a refusal is told with its trace id, and what comes meanwhile shows by itself', async ({
  roster,
  demo,
}) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const [userId = ''] = await ordinaryUsers(roster, instanceId, 1);
  const body = {
    errors: [{ code: 'form_param_invalid', message: 'x', long_message: 'That is no name.' }],
    clerk_trace_id: 'trace_of_the_refusal',
  };
  demo.faults.add({ kind: 'respond', status: 422, body }, { operation: 'UpdateUser' });
  const refused = api.users.update({ instanceId, userId, changes: { firstName: 'x' } });
  await expect(refused).rejects.toBeInstanceOf(AppError);

  const activity = await openActivity(await openUser(page, userId));
  const entry = entryOf(activity, 'Change profile');
  await expect(entry).toContainText('Refused');
  await expect(entry).toContainText('trace_of_the_refusal');
  await expect(entry.getByRole('button', { name: 'Copy trace id' })).toBeVisible();
  // What is written while it is looked at comes by itself.
  await api.users.lock({ instanceId, userId });
  await expect(entryOf(activity, 'Lock')).toContainText('Done');
});

for (const applied of [true, false]) {
  test(`a write without an answer that was ${applied ? '' : 'not '}applied is looked into`, async ({
    roster,
    demo,
  }) => {
    const { page, api } = roster;
    const instanceId = await openSynced(roster, demo, { protection: 'open' });
    const [userId = ''] = await ordinaryUsers(roster, instanceId, 1);
    const ban = () => api.users.ban({ instanceId, userId }).catch(outcomeUnknown);
    const rename = () =>
      api.users.update({ instanceId, userId, changes: { firstName: 'Unlikely' } }).catch(outcomeUnknown);
    demo.faults.add({ kind: 'reset', applied }, { operation: 'BanUser' });
    demo.faults.add({ kind: 'reset', applied }, { operation: 'UpdateUser' });
    await ban();
    await rename();

    const activity = await openActivity(await openUser(page, userId));
    const section = activity.getByRole('region', { name: 'Outcome unknown' });
    const banned = entryOf(section, 'Ban');
    const renamed = entryOf(section, 'Change profile');
    await expect(banned).toContainText('Outcome unknown');
    await banned.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(banned).toContainText(
      applied ? 'This user is banned: it was done.' : 'This user is not banned: it was most likely not done.',
    );
    await expect(banned).toContainText('Checked');
    await renamed.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(renamed).toContainText(
      applied ? 'The first name is “Unlikely”: it was done.' : 'it was most likely not done.',
    );
    // The button keeps its place and the focus: whoever works by keyboard goes on from here.
    await expect(renamed.getByRole('button', { name: 'Check again' })).toBeFocused();
    await expect(statusBar(page).getByRole('button', { name: /unknown outcome/ })).toHaveCount(0);
    expect(demo.stats.byOperation['BanUser']).toBe(1);
    expect(demo.stats.byOperation['UpdateUser']).toBe(1);
  });
}

test('what did not leave is told as not sent', async ({ roster, clerk }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, clerk, { protection: 'open' });
  const [userId = ''] = await ordinaryUsers(roster, instanceId, 1);
  await clerk.cutNetwork();
  // Noted, and then found out that nothing left: the journal says that, too.
  await expect(api.users.lock({ instanceId, userId })).rejects.toMatchObject({ code: 'offline' });
  const activity = await openActivity(await openUser(page, userId));
  await expect(entryOf(activity, 'Lock')).toContainText('Not sent');
});

test('older ones come page by page', async ({ roster, demo }) => {
  test.slow();
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const [userId = ''] = await ordinaryUsers(roster, instanceId, 1);
  for (let turn = 0; turn < 17; turn += 1) {
    await api.users.lock({ instanceId, userId });
    await api.users.unlock({ instanceId, userId });
  }
  const activity = await openActivity(await openUser(page, userId));
  const items = activity.getByRole('region', { name: 'Today' }).locator('> ul > li');
  await expect(items).toHaveCount(30);
  await activity.getByRole('button', { name: 'Show more' }).click();
  await expect(items).toHaveCount(34);
  await expect(activity.getByRole('button', { name: 'Show more' })).toHaveCount(0);
});

test('the list of all writes is filtered by instance', async ({ roster, demo, clerk }) => {
  const { page, api } = roster;
  const first = await openSynced(roster, demo, { protection: 'open' });
  const [userId = ''] = await ordinaryUsers(roster, first, 1);
  await api.users.lock({ instanceId: first, userId });
  const { instanceId: second } = await api.instances.add({
    secretKey: clerk.secretKey,
    apiUrl: clerk.url,
    name: 'Beta',
    protection: 'open',
  });
  const [other = ''] = await ordinaryUsers(roster, second, 1);
  await api.users.ban({ instanceId: second, userId: other });
  await expect(rail(page).getByRole('button', { name: /^Beta,/ })).toBeVisible();

  await statusBar(page).getByRole('button', { name: 'Writes' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Lock', { exact: true })).toBeVisible();
  await expect(dialog.getByText('Ban', { exact: true })).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Writes of' }).click();
  await page.getByRole('option', { name: 'Beta' }).click();
  await expect(dialog.getByText('Lock', { exact: true })).toHaveCount(0);
  await expect(dialog.getByText('Ban', { exact: true })).toBeVisible();
  await expect(dialog).toContainText(other);
});
