/** Visits the dialog that sets many profile pictures: before there are files, the table, a run, its results. */

import { expect } from '@playwright/test';
import { chooseFiles, noPicture, openManyImages, pictureFile } from '../many-images-page.ts';
import { openSynced } from '../roster-page.ts';
import type { Walk } from './walk.ts';

export const walkManyImages: Walk = async ({ roster, demo, stop }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { rows } = await api.directory.query({ instanceId, limit: 8 });
  const dialog = await openManyImages(page);
  await stop('many-images-choose');

  const [first, second, third, ...others] = rows.map(({ id }) => id);
  await chooseFiles(page, dialog, [
    pictureFile(`${first}.jpg`),
    pictureFile(`${second}.jpg`),
    pictureFile(`${second}.png`),
    noPicture(`${third}.png`),
    pictureFile('DSC_0001 a name that a camera gave, and nobody has.jpg'),
    ...others.map((id) => pictureFile(`${id}.jpg`)),
  ]);
  await expect(dialog.getByText(/^6 of 10 files ready/)).toBeVisible();
  await stop('many-images-table');

  const refusal = {
    errors: [{ message: 'no', long_message: 'This picture is not wanted.', code: 'form_param_invalid' }],
    clerk_trace_id: '3f9c2b7a51e84d60',
  };
  demo.faults.add({ kind: 'respond', status: 422, body: refusal }, { operation: 'SetUserProfileImage' });
  await dialog.getByRole('button', { name: 'Set 6 pictures…' }).click();
  await expect(page.getByRole('dialog', { name: 'Set 6 profile pictures' })).toBeVisible();
  await stop('many-images-question');
  await page.getByRole('dialog').last().getByRole('button', { name: 'Set 6 pictures' }).click();
  await expect(dialog.getByText('5 profile pictures set in Acme. 1 failed.')).toBeVisible();
  await stop('many-images-results');

  // Never answered, so that there is a run to be looked at.
  demo.faults.add({ kind: 'hang' }, { operation: 'SetUserProfileImage' });
  await dialog.getByRole('button', { name: 'Try 1 picture again' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await stop('many-images-run');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Pictures are still being set' })).toBeVisible();
  await stop('many-images-leave');
};
