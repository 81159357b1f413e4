/** Visits the tab Identifiers: a full list, adding, replacing, the question before a removal, tokens; beside the list and as a page. */

import { expect } from '@playwright/test';
import { openUserWith, section } from '../identifiers-page.ts';
import { userPage } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkIdentifiers: Walk = async ({ roster, demo, stop }) => {
  const { page, api } = roster;
  const { opened, instanceId, user } = await openUserWith(
    roster,
    demo,
    ({ externalAccounts, scim }) => scim === null && externalAccounts.length > 0,
  );
  // Somebody who has some of everything.
  const on = { instanceId, userId: user.id };
  await api.users.createEmailAddress({
    ...on,
    emailAddress: 'second.address.that.is.quite.long@northwind.test',
  });
  await api.users.createPhoneNumber({
    ...on,
    phoneNumber: '+15555550142',
    verified: true,
    reservedForSecondFactor: true,
  });
  await expect(section(opened, 'Phone numbers')).toContainText('+15555550142');
  await stop('identifiers');

  await opened.getByRole('button', { name: 'Add phone number…' }).click();
  await opened.getByRole('form').getByLabel('Phone number').fill('555 0100');
  await opened.getByRole('form').getByRole('button', { name: 'Add phone number' }).click();
  await expect(opened.getByRole('form').getByRole('alert')).toBeVisible();
  await stop('identifiers-add');
  await page.keyboard.press('Escape');

  await opened.getByRole('button', { name: 'Replace all e-mail addresses…' }).click();
  await opened.getByRole('form').getByRole('textbox').fill('only@northwind.test');
  await stop('identifiers-replace');
  await page.keyboard.press('Escape');

  const tokens = section(opened, 'OAuth access tokens');
  await tokens
    .getByRole('button', { name: /^Read the tokens of/ })
    .first()
    .click();
  await tokens.getByRole('button', { name: 'Show the access token' }).click();
  await tokens.scrollIntoViewIfNeeded();
  await stop('identifiers-tokens');

  await opened.getByRole('button', { name: 'Actions on +15555550142' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await stop('identifiers-remove');
  await page.keyboard.press('Escape');

  await opened.getByRole('button', { name: 'Open as a page' }).click();
  await expect(section(userPage(page), 'E-mail addresses')).toBeVisible();
  await stop('identifiers-page');
};
