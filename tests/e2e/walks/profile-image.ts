/** Visits the ways to a user's picture: where it is dropped, how it is cut, and what is refused. */

import { expect, type Page } from '@playwright/test';
import { drawJpeg, withExif } from '../../harness/make-pictures.ts';
import { findUser, isPlain } from '../find-user.ts';
import { openSynced, openUser, userRows } from '../roster-page.ts';
import type { Walk } from './walk.ts';

/** Holds a file above what the selector finds, or lets go of it outside the window. */
async function hold(page: Page, selector: string | null): Promise<void> {
  await page.evaluate((where) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'photo.jpg'));
    const init = { bubbles: true, cancelable: true, dataTransfer };
    const [target, name] =
      where === null ? [document.body, 'dragleave'] : [document.querySelector(where), 'dragover'];
    target?.dispatchEvent(new DragEvent(name, init));
  }, selector);
}

export const walkProfileImage: Walk = async ({ roster, demo, stop }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.hasImage);
  const opened = await openUser(page, user.id);

  await hold(page, 'aside header');
  await expect(page.getByText('Drop to set the picture of')).toBeVisible();
  await stop('picture-drop-inspector');
  await page.getByRole('textbox', { name: /^Search the users of/ }).fill('');
  await expect(userRows(page).nth(3)).toBeVisible();
  await hold(page, '[role=row][aria-rowindex="4"]');
  await stop('picture-drop-row');
  await hold(page, null);

  const avatar = opened.getByRole('button', { name: /^Picture of / });
  await avatar.click();
  await stop('picture-menu');
  await page.keyboard.press('Escape');

  const choose = async (buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await avatar.click();
    await page.getByRole('menuitem', { name: 'Choose a picture…' }).click();
    await (await chooser).setFiles({ name: 'IMG_4021.jpg', mimeType: 'image/jpeg', buffer });
  };
  const dialog = page.getByRole('dialog');
  await choose(withExif(await drawJpeg(page, 1200, 900)));
  await expect(dialog.getByRole('application')).toBeVisible();
  await dialog.getByRole('application').press('r');
  await dialog.getByRole('application').press('+');
  await stop('picture-crop');
  await dialog.getByText('Original', { exact: true }).click();
  await stop('picture-original');
  await page.keyboard.press('Escape');

  await choose(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await expect(dialog.getByRole('alert')).toBeVisible();
  await stop('picture-refused');
};
