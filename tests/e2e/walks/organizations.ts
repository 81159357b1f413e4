/** Visits the tab Organizations of a user who has many, of one who has none, and where they are switched off. */

import { expect } from '@playwright/test';
import { openSynced, openUser } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkOrganizations: Walk = async ({ roster, demo, stop }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await api.directory.query({ instanceId, limit: 60 });
  const counted = await Promise.all(
    rows.map(async ({ id: userId }) => {
      const { total } = await api.users.listOrganizationMemberships({ instanceId, userId, limit: 1 });
      const { total: invited } = await api.users.listOrganizationInvitations({
        instanceId,
        userId,
        limit: 1,
      });
      return { userId, sum: total + Math.min(invited, 3) * 4, none: total + invited === 0 };
    }),
  );
  const busiest = counted.reduce((most, one) => (one.sum > most.sum ? one : most));
  const loner = counted.find(({ none }) => none);
  if (!loner) throw new Error('Everybody in the demo belongs to an organization');

  let opened = await openUser(page, busiest.userId);
  await opened.getByRole('tab', { name: /^Organizations/ }).click();
  await expect(
    opened.getByRole('region', { name: 'Memberships' }).getByRole('listitem').first(),
  ).toBeVisible();
  await stop('organizations');
  await opened.getByRole('button', { name: 'Open as a page' }).click();
  await expect(page.getByRole('region', { name: /^User / })).toBeVisible();
  await stop('organizations-page');
  await page.getByRole('button', { name: 'Show beside the list' }).click();

  opened = await openUser(page, loner.userId);
  await expect(opened.getByText('Member of no organization.')).toBeVisible();
  await stop('organizations-none');

  const off = {
    errors: [{ message: 'off', long_message: 'off', code: 'organization_not_enabled_in_instance' }],
  };
  demo.faults.add({ kind: 'respond', status: 403, body: off }, { path: /\/organization_memberships$/ });
  await opened.getByRole('button', { name: 'Refresh memberships' }).click();
  await expect(opened.getByText('Organizations are off in this instance')).toBeVisible();
  await stop('organizations-off');
};
