/** Where things are in the dialog for a new user, by what a person reads. Asserts little. */

import { expect, type Locator, type Page } from '@playwright/test';

export async function openCreateUser(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await expect(dialog.getByLabel('First name')).toBeFocused();
  return dialog;
}

export function emailLine(dialog: Locator, number = 1): Locator {
  const name = number === 1 ? 'E-mail address' : `E-mail address ${number}`;
  return dialog.getByRole('textbox', { name, exact: true });
}

export function phoneLine(dialog: Locator): Locator {
  return dialog.getByRole('textbox', { name: 'Phone number', exact: true });
}

export function passwordField(dialog: Locator): Locator {
  return dialog.getByLabel('Password', { exact: true });
}

export async function unfold(dialog: Locator, title: string): Promise<void> {
  const head = dialog.getByRole('button', { name: new RegExp(`^${title}`) });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
}

export function createButton(dialog: Locator): Locator {
  return dialog.getByRole('button', { name: 'Create user' });
}
