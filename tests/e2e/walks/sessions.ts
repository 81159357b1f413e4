/** Visits the tab Sessions of somebody who is signed in, and the dialogs that it opens. */

import { expect } from '@playwright/test';
import { openSynced, openUser } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkSessions: Walk = async ({ roster, demo, stop }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { rows } = await api.directory.query({ instanceId, limit: 60 });
  const counted = await Promise.all(
    rows.map(async ({ id: userId, banned, locked }) => {
      const { sessions } = await api.users.listSessions({ instanceId, userId });
      const impersonated = sessions.some(({ actor }) => actor !== null);
      return { userId, sum: banned || locked ? 0 : sessions.length + (impersonated ? 10 : 0) };
    }),
  );
  const busiest = counted.reduce((most, one) => (one.sum > most.sum ? one : most));

  const opened = await openUser(page, busiest.userId);
  await opened.getByRole('tab', { name: /^Sessions/ }).click();
  const tab = opened.getByRole('tabpanel');
  await expect(tab.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first()).toBeVisible();
  await stop('sessions');

  await tab.getByRole('button', { name: 'Impersonate…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await stop('impersonate');
  await page.keyboard.press('Escape');

  await tab.getByRole('button', { name: 'Sign-in link…' }).click();
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await expect(dialog.getByLabel('Sign-in link')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toContainText('cannot be shown again');
  await stop('sign-in-link');
  await page.keyboard.press('Escape');

  const forbidden = {
    errors: [{ message: 'no', long_message: 'Not this one.', code: 'resource_forbidden' }],
    clerk_trace_id: '3f9c2b7a51e84d60',
  };
  demo.faults.add({ kind: 'respond', status: 403, body: forbidden }, { operation: 'RevokeSession' });
  await tab.getByRole('button', { name: 'Revoke all…' }).click();
  await dialog.getByRole('button', { name: 'Revoke all sessions' }).click();
  await expect(tab.getByText('Trace id 3f9c2b7a51e84d60')).toBeVisible();
  await stop('sessions-revoked');
};
