/** Visits the history of writes: nothing yet, a day's work, what is unknown, checked, and the list of all. */

import { expect, type Locator } from '@playwright/test';
import { openSynced, openUser, statusBar } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkActivity: Walk = async ({ roster, demo, stop }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { users } = await api.users.list({ instanceId, limit: 50 });
  const user = users.find((one) => one.scim === null && !one.banned && !one.locked && one.totpEnabled);
  if (!user) throw new Error('The demo has nobody to work on');
  const target = { instanceId, userId: user.id };

  const opened = await openUser(page, user.id);
  const activity: Locator = opened.getByRole('tabpanel', { name: 'Activity' });
  await opened.getByRole('tab', { name: 'Activity' }).click();
  await expect(activity).toContainText('Nothing was changed with Roster yet');
  await stop('activity-empty');

  await api.users.update({
    ...target,
    changes: {
      firstName: 'Jane',
      lastName: null,
      externalId: 'crm-88213',
      password: 'a-Very-long-password-1',
    },
  });
  await api.users.updateMetadata({
    ...target,
    publicMetadata: {
      plan: 'pro',
      limits: { seats: 12, regions: ['eu-west-1', 'us-east-1'] },
      welcome:
        'A longer text, as apps keep it here, that takes more than a single line in a narrow inspector',
      campaign: 1,
      trial: null,
    },
    privateMetadata: { crm: { id: 'cus_1' } },
  });
  await api.users.lock(target);
  const body = {
    errors: [{ code: 'not_allowed', message: 'x', long_message: 'This cannot be done now.' }],
    clerk_trace_id: '5f0c1ad0f7b84a4c9f3f6c7f1f0f0c2d',
  };
  demo.faults.add({ kind: 'respond', status: 422, body }, { operation: 'UnlockUser' });
  await api.users.unlock(target).catch(() => undefined);
  demo.faults.add({ kind: 'reset', applied: true }, { operation: 'BanUser' });
  await api.users.ban(target).catch(() => undefined);
  demo.faults.add({ kind: 'reset', applied: false }, { operation: 'DisableMFA' });
  await api.users.disableMfa(target).catch(() => undefined);
  await expect(activity).toContainText('Merge metadata');
  await expect(activity).toContainText('Disable MFA');
  await stop('activity');

  const unknown = activity.getByRole('region', { name: 'Outcome unknown' }).getByRole('listitem');
  for (const what of ['Ban', 'Disable MFA']) {
    const entry = unknown.filter({ hasText: what });
    await entry.getByRole('button', { name: 'Check' }).click();
    await expect(entry).toContainText(/done\./);
  }
  await activity.getByRole('button', { name: /more fields/ }).click();
  await activity.evaluate((panel) => panel.scrollTo(0, 0));
  await stop('activity-checked');

  await statusBar(page).getByRole('button', { name: 'Writes' }).click();
  await expect(page.getByRole('dialog')).toContainText('Merge metadata');
  await stop('writes');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
};
