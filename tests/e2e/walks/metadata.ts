/**
 * Visits the tab Metadata: read, as a tree, an error, a merge with its result, the last look before it is sent,
 * and all three side by side on the full page.
 */

import { expect } from '@playwright/test';
import { anyUserId, setMetadata } from '../../harness/metadata-at-clerk.ts';
import { openSynced, openUser } from '../roster-page.ts';
import type { Walk } from './walk.ts';

const publicMetadata = {
  plan: 'pro',
  seats: 12,
  trial: false,
  features: ['export', 'sso', 'audit-log'],
  billing: { currency: 'EUR', address: { city: 'Lisboa', country: 'PT' }, vat: null },
  'note from support': 'Called twice about the invoice of May; wants one yearly invoice instead.',
};

export const walkMetadata: Walk = async ({ roster, demo, stop }) => {
  const { page } = roster;
  const userId = await anyUserId(demo);
  await setMetadata(demo, userId, {
    public_metadata: publicMetadata,
    private_metadata: { stripeCustomerId: 'cus_Q2x81kd', risk: { score: 3 } },
    unsafe_metadata: { theme: 'dark' },
  });
  await openSynced(roster, demo);
  const user = await openUser(page, userId);
  await user.getByRole('tab', { name: 'Metadata' }).click();
  await expect(user.getByRole('region', { name: 'Public metadata' })).toContainText('Lisboa');
  await stop('metadata');
  await user.getByText('Tree', { exact: true }).click();
  await user.getByRole('treeitem', { name: /^billing/ }).click();
  await stop('metadata-tree');
  await user.getByText('JSON', { exact: true }).last().click();

  await user.getByRole('button', { name: 'Merge…' }).click();
  const editor = user.getByRole('textbox', { name: 'What to merge into the public metadata' });
  await editor.fill('{\n  "plan": "team",\n  "seats": null,\n}');
  await expect(user.getByText('This comma is one too many')).toBeVisible();
  await stop('metadata-error');
  await editor.fill(
    '{\n  "plan": "team",\n  "seats": null,\n  "billing": { "address": { "city": "Porto" }, "since": 2021 }\n}',
  );
  await expect(user.getByText('1 added, 2 changed, 1 deleted')).toBeVisible();
  await stop('metadata-merge');
  await user.getByRole('button', { name: 'Review merge…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toContainText('Porto');
  await stop('metadata-review');
  await page.keyboard.press('Escape');

  await user.getByRole('button', { name: 'Cancel' }).click();
  await user.getByRole('button', { name: 'Open as a page' }).click();
  const wide = page.getByRole('region', { name: `User ${userId}` });
  await wide.getByRole('button', { name: 'Replace…' }).click();
  await wide.getByRole('textbox', { name: 'New unsafe metadata' }).fill('{ "theme": light }');
  await expect(wide.getByText('Text stands in double quotes')).toBeVisible();
  await stop('metadata-page');
};
