/** Visits the dialog for a new user: empty, wrong and refused, with its rare fields unfolded, and in doubt. */

import { expect } from '@playwright/test';
import {
  createButton,
  emailLine,
  openCreateUser,
  passwordField,
  phoneLine,
  unfold,
} from '../create-user-page.ts';
import { openSynced } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkCreateUser: Walk = async ({ roster, demo, stop }) => {
  const { page } = roster;
  await openSynced(roster, demo, { protection: 'guarded' });
  const dialog = await openCreateUser(page);
  await stop('create-user');

  await dialog.getByLabel('First name').fill('Jane');
  await dialog.getByLabel('Last name').fill('Doe');
  await emailLine(dialog).fill('jane.doe@new.example.com');
  await dialog.getByRole('button', { name: 'Add an e-mail address' }).click();
  await emailLine(dialog, 2).fill('jane.doe at new');
  await phoneLine(dialog).fill('079 123 45 67');
  await passwordField(dialog).fill('password123');
  await expect(dialog.getByText(/Very weak/)).toBeVisible();
  await createButton(dialog).click();
  await expect(dialog.getByText(/country code/)).toBeVisible();
  await stop('create-user-wrong');

  await emailLine(dialog, 2).fill('j.doe@new.example.com');
  await phoneLine(dialog).fill('');
  await createButton(dialog).click();
  await expect(dialog.getByText(/lists of stolen ones/)).toBeVisible();
  await stop('create-user-refused');

  await dialog.getByRole('button', { name: 'Generate' }).click();
  for (const title of ['Sign-in', 'Profile', 'Metadata', 'Advanced']) await unfold(dialog, title);
  await dialog.getByLabel('External id').fill('crm-88213');
  await dialog.getByLabel('Private metadata').fill('{\n  "note": "met at a fair",\n  tier: 2\n}');
  await createButton(dialog).click();
  await expect(dialog.getByText(/^Line 3, column 3/)).toBeVisible();
  await stop('create-user-metadata');
  await dialog.getByLabel('Private metadata').fill('{ "note": "met at a fair" }');
  await dialog.getByRole('checkbox', { name: 'Locked' }).check();
  await stop('create-user-advanced');
  await dialog.getByLabel('Password digest').scrollIntoViewIfNeeded();
  await stop('create-user-sign-in');

  demo.faults.add({ kind: 'reset', applied: true }, { operation: 'CreateUser' });
  await createButton(dialog).click();
  await expect(dialog.getByRole('button', { name: 'Check', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Keep editing' })).toBeVisible();
  await stop('create-user-doubt');
};
