/** Visits a user who is edited, changed elsewhere meanwhile, about to be deleted, and not to be banned. */

import { expect } from '@playwright/test';
import { behindRoster } from '../behind-roster.ts';
import { findUser, isPlain } from '../find-user.ts';
import { openSynced, openUser } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkEditUser: Walk = async ({ roster, demo, stop }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'guarded' });
  const user = await findUser(
    roster,
    instanceId,
    (one) => isPlain(one) && one.username !== null && one.phoneNumbers.length > 1,
  );
  await behindRoster(demo, 'POST', '/email_addresses', {
    user_id: user.id,
    email_address: 'jane.doe@example.com',
    verified: false,
  });
  const opened = await openUser(page, user.id);
  const profile = opened.getByRole('region', { name: 'Profile' });
  await expect(opened.getByText('jane.doe@example.com')).toBeVisible();
  await profile.scrollIntoViewIfNeeded();
  await stop('profile');

  await profile.getByRole('button', { name: 'Edit', exact: true }).click();
  await profile.getByLabel('First name').fill('Jane');
  await profile.getByLabel('Username').fill('');
  await profile.getByRole('combobox', { name: 'Primary e-mail address' }).click();
  await expect(page.getByRole('option', { name: 'jane.doe@example.com' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await profile.getByRole('button', { name: /^Set a (new )?password$/ }).click();
  await profile.getByLabel('New password').fill('correct horse');
  await expect(profile.getByText('Good').or(profile.getByText('Strong'))).toBeVisible();
  await stop('edit-profile');

  await profile.getByRole('button', { name: 'Advanced' }).click();
  await profile.getByLabel('Locale').fill('en-GB');
  await profile.getByLabel('Organizations limit').fill('many');
  await profile.getByLabel('Organizations limit').scrollIntoViewIfNeeded();
  await stop('edit-profile-advanced');
  await profile.getByLabel('Organizations limit').fill('');
  await profile.getByLabel('Username').fill(user.username ?? '');

  await behindRoster(demo, 'PATCH', `/users/${user.id}`, { first_name: 'Janine' });
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByRole('group', { name: 'First name: changed elsewhere' })).toBeVisible();
  await stop('edit-conflict');
  await profile.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('dialog', { name: 'Discard unsaved changes?' })).toBeVisible();
  await stop('discard-changes');
  await page.getByRole('button', { name: 'Discard changes' }).click();

  await opened.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('dialog', { name: /^Delete / })).toBeVisible();
  await stop('confirm-delete');
  await page.keyboard.press('Escape');

  demo.faults.add(
    {
      kind: 'respond',
      status: 402,
      body: {
        errors: [
          {
            code: 'unsupported_subscription_plan_features',
            message: 'Unsupported plan features',
            long_message: 'The plan of this instance lacks these features.',
            meta: { unsupported_features: ['ban_user'] },
          },
        ],
        clerk_trace_id: '5f2c1b7e9a3d4f60',
      },
    },
    { operation: 'BanUser' },
  );
  await opened.getByRole('button', { name: 'Ban…' }).click();
  const question = page.getByRole('dialog', { name: /^Ban / });
  await question.getByLabel('Type Acme to go on').fill('Acme');
  await question.getByRole('button', { name: 'Ban user' }).click();
  await expect(page.getByRole('button', { name: 'Lock instead' })).toBeVisible();
  await stop('ban-not-in-plan');
};
