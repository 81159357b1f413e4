/** The dialog that sets many profile pictures, by what a person reads. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { User } from '../../shared/models/user.ts';
import { wholeImages } from '../harness/whole-images.ts';
import { rail } from './roster-page.ts';

export interface PictureFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function pictureFile(name: string): PictureFile {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(wholeImages.jpeg.bytes) };
}

/** Not by its content, whatever it is called. */
export function noPicture(name: string): PictureFile {
  return { name, mimeType: 'image/png', buffer: Buffer.from('MZ: this is a program, they say.') };
}

/** To whom a picture may be given that can be told from none. */
export function isPictureless(user: User): boolean {
  return !user.hasImage;
}

/** By way of the instance's menu, as one does without dragging. */
export async function openManyImages(page: Page): Promise<Locator> {
  await rail(page)
    .getByRole('button', { name: /^Acme,/ })
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Set profile pictures from files…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set profile pictures from files' });
  await expect(dialog).toBeVisible();
  return dialog;
}

export async function chooseFiles(page: Page, dialog: Locator, files: PictureFile[]): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await (await asked).setFiles(files);
}

/** The line of one file, before the run or after it. */
export function fileRow(dialog: Locator, name: string): Locator {
  return dialog.getByRole('row').filter({ has: dialog.page().getByText(name, { exact: true }) });
}
