/** A user's picture: chosen, dropped, pasted, cut, sent, taken back and removed; and what is refused. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { decode, drawJpeg, makeBmp, makeHugePng, makePng, withExif } from '../harness/make-pictures.ts';
import { findUser, isPlain } from './find-user.ts';
import { openSynced, openUser, userRows } from './roster-page.ts';

test.use({ demoOptions: { users: 60 } });

interface Given {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

interface Opened {
  instanceId: InstanceId;
  user: User;
  opened: Locator;
  /** What the server has of the user now. */
  picture(): Promise<Buffer | null>;
}

async function open(
  roster: Roster,
  demo: DemoServer,
  more: { hasImage?: boolean; protection?: 'read-only' } = {},
): Promise<Opened> {
  const { hasImage = true, ...options } = more;
  const instanceId = await openSynced(roster, demo, options);
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.hasImage === hasImage);
  const opened = await openUser(roster.page, user.id);
  return {
    instanceId,
    user,
    opened,
    async picture() {
      const now = await roster.api.users.get({ instanceId, userId: user.id });
      if (!now.hasImage) return null;
      return Buffer.from(await (await fetch(String(now.imageUrl))).arrayBuffer());
    },
  };
}

async function chooseFrom(opened: Locator, item: string): Promise<void> {
  await opened.getByRole('button', { name: /^Picture of / }).click();
  await opened.page().getByRole('menuitem', { name: item }).click();
}

/** By the menu under the avatar, as the keyboard would. */
async function choose(opened: Locator, file: Given): Promise<Locator> {
  const page = opened.page();
  const chooser = page.waitForEvent('filechooser');
  await chooseFrom(opened, 'Choose a picture…');
  await (await chooser).setFiles(file);
  return dialogOf(page);
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Picture of / });
const cropArea = (dialog: Locator) => dialog.getByRole('application');
const jpegFile = (buffer: Buffer): Given => ({ name: 'me.jpg', mimeType: 'image/jpeg', buffer });

function uploads(demo: DemoServer): number {
  return demo.stats.byOperation['SetUserProfileImage'] ?? 0;
}

/** Of the newest notice that says this. */
async function undo(page: Page, words: RegExp): Promise<void> {
  const notice = page.locator('[data-sonner-toast]').filter({ hasText: words });
  await notice.first().getByRole('button', { name: 'Undo' }).click();
}

const isSet = / has the new picture\./;
const isRemoved = /The picture of .* is removed\./;

test('is set cropped, taken back, removed, and put back', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, picture } = await open(roster, demo);
  const before = await picture();
  const photo = withExif(await drawJpeg(page, 1200, 600));
  const dialog = await choose(opened, jpegFile(photo));
  await expect(dialog.getByText('Location removed')).toBeVisible();
  await expect(dialog.locator('[data-preview]')).toHaveCount(5);
  const area = cropArea(dialog);
  await expect(area).toBeFocused();
  // All of the left, turned clockwise: what was below is at the left now.
  await page.keyboard.press('r');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowUp');
  const { x, y, width } = (await area.boundingBox())!;
  await page.mouse.move(x + width / 2, y + width / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + width / 2 + 120, { steps: 4 });
  await page.mouse.up();
  await dialog.getByRole('button', { name: 'Set picture' }).click();
  await expect(page.getByText(isSet)).toBeVisible();
  await expect(dialog).toBeHidden();
  const sent = (await picture())!;
  const isAsBefore = async () => (await picture())?.equals(before!);
  await undo(page, isSet);
  await expect(page.getByText(/ has the picture of before\.$/)).toBeVisible();
  expect(await isAsBefore()).toBe(true);
  expect(sent.includes('Exif')).toBe(false);
  expect(await decode(page, sent)).toEqual({
    width: 600,
    height: 600,
    corners: ['blue', 'red', 'blue', 'red'],
  });

  await chooseFrom(opened, 'Remove the picture…');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove picture' }).click();
  await expect(page.getByText(isRemoved)).toBeVisible();
  expect(await picture()).toBeNull();
  await undo(page, isRemoved);
  await expect.poll(isAsBefore).toBe(true);

  await chooseFrom(opened, 'Remove the picture…');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove picture' }).click();
  await expect.poll(picture).toBeNull();
  // After the notice is gone, too.
  await chooseFrom(opened, 'Put the former picture back');
  await expect.poll(isAsBefore).toBe(true);
});

test('is refused before anything is sent, or converted', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, picture } = await open(roster, demo, { hasImage: false });
  const noise = (x: number, y: number) => [x % 251, y % 241, (x * y) % 239] as const;
  const png = makePng(300, 300, noise);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="run"</script></svg>';
  const refused: [name: string, bytes: Buffer, words: RegExp][] = [
    ['large.png', Buffer.concat([png, Buffer.alloc(11_000_000)]), /The file has 11\.\d MB.*up to 10 MB/],
    ['setup.png', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(5000)]), /not an image.*accepted/],
    ['cut.png', png.subarray(0, png.length / 2), /damaged or cut off/],
    ['huge.png', makeHugePng(20_000), /20,000 × 20,000 pixels/],
    ['drawing.png', Buffer.from(svg), /an SVG drawing\. PNG, JPEG, GIF and WebP are accepted/],
    ['empty.png', Buffer.alloc(0), /This file is empty/],
  ];
  for (const [name, buffer, words] of refused) {
    const dialog = await choose(opened, { name, mimeType: 'image/png', buffer });
    await expect(dialog.getByRole('alert'), name).toContainText(words);
    await expect(dialog.getByRole('button', { name: 'Set picture' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(dialog).toBeHidden();
  }
  expect(await page.title()).not.toBe('run');
  expect(uploads(demo)).toBe(0);

  const bmp = makeBmp(40, 20, [0, 0, 255]);
  const dialog = await choose(opened, { name: 'old.bmp', mimeType: 'image/bmp', buffer: bmp });
  await expect(dialog.getByText('Converted')).toBeVisible();
  await dialog.getByText('Original', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Set picture' }).click();
  await expect(page.getByText(isSet)).toBeVisible();
  const sent = (await picture())!;
  // Who had none has none again.
  await undo(page, isSet);
  await expect(page.getByText(/ has no picture, as before\.$/)).toBeVisible();
  expect(await picture()).toBeNull();
  expect(sent.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect(await decode(page, sent)).toMatchObject({ width: 40, height: 20, corners: Array(4).fill('blue') });
});

/** Drops or pastes a picture that the page has drawn, and counts the frames that were shown until it is seen. */
async function giveDrawn(
  page: Page,
  given: { how: 'drop' | 'paste'; selector: string; width: number; height: number },
): Promise<{ taken: boolean }> {
  return page.evaluate(async ({ how, selector, width, height }) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    for (let at = 0; at < 400; at += 1) {
      context.fillStyle = `hsl(${at * 7} 80% 50%)`;
      context.fillRect((at * 37) % width, (at * 91) % height, width / 3, height / 3);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
    const data = new DataTransfer();
    data.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
    const counted = globalThis as unknown as { frames: number };
    counted.frames = 0;
    const count = () => {
      counted.frames += 1;
      requestAnimationFrame(count);
    };
    count();
    const target = document.querySelector(selector)!;
    const init = { bubbles: true, cancelable: true, composed: true };
    if (how === 'paste') {
      return { taken: !target.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data })) };
    }
    for (const name of ['dragenter', 'dragover']) {
      target.dispatchEvent(new DragEvent(name, { ...init, dataTransfer: data }));
    }
    return { taken: !target.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data })) };
  }, given);
}

test('of 40 megapixels does not block the page, dropped or pasted; and nothing is taken elsewhere', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  await open(roster, demo);
  // Refused, rather than left to the browser, which would open it.
  const elsewhere = { how: 'drop', selector: 'nav[aria-label=Instances]', width: 10, height: 10 } as const;
  expect(await giveDrawn(page, elsewhere)).toEqual({ taken: true });
  await expect(dialogOf(page)).toHaveCount(0);

  const thread = page.waitForEvent('worker');
  await giveDrawn(page, { how: 'drop', selector: 'aside header', width: 8000, height: 5000 });
  expect((await thread).url()).toContain('picture-worker');
  const dialog = dialogOf(page);
  await expect(cropArea(dialog)).toBeVisible();
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number }).frames);
  expect(frames).toBeGreaterThan(10);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const search = { how: 'paste', selector: 'input', width: 10, height: 10 } as const;
  expect(await giveDrawn(page, search)).toEqual({ taken: false });
  await giveDrawn(page, { how: 'paste', selector: 'body', width: 400, height: 300 });
  await expect(cropArea(dialog)).toBeVisible();
  expect(uploads(demo)).toBe(0);
});

test('that is cancelled on its way is told as what it is: not known', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened } = await open(roster, demo);
  demo.faults.add({ kind: 'latency', ms: 60_000 }, { operation: 'SetUserProfileImage' });
  const dialog = await choose(opened, jpegFile(await drawJpeg(page, 300, 300)));
  await dialog.getByRole('button', { name: 'Set picture' }).click();
  await expect(dialog.getByText('Sending it to Acme…')).toBeVisible();
  await expect.poll(() => uploads(demo)).toBe(1);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('It is not known whether this was done.')).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('is not to be had where nothing may be changed', async ({ roster, demo }) => {
  const { opened } = await open(roster, demo, { protection: 'read-only' });
  await opened.getByRole('button', { name: /^Picture of / }).click();
  const item = (name: string) => opened.page().getByRole('menuitem', { name });
  await expect(item('Choose a picture…')).toBeDisabled();
  await expect(item('Remove the picture…')).toBeDisabled();
  await opened.page().keyboard.press('Escape');
  await userRows(opened.page()).first().click({ button: 'right' });
  await expect(item('Change picture…')).toBeDisabled();
});

test(
  'is dragged from the file manager onto a row',
  { tag: '@electron' },
  async ({ roster, demo, scratch }) => {
    const { page } = roster;
    const { user, picture } = await open(roster, demo, { hasImage: false });
    const file = join(scratch, 'portrait.jpg');
    await writeFile(file, withExif(await drawJpeg(page, 900, 600)));
    const box = (await userRows(page).first().boundingBox())!;
    const debug = await roster.debug();
    const at = { x: box.x + 60, y: box.y + box.height / 2 };
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      debug.send('Input.dispatchDragEvent', { type, ...at, data });
    await drag('dragEnter');
    await drag('dragOver');
    await expect(page.getByText(`Drop to set the picture of ${user.firstName}`)).toBeVisible();
    await drag('drop');
    const dialog = dialogOf(page);
    await expect(cropArea(dialog)).toBeVisible();
    await expect(page.getByText('Drop to set the picture of')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Set picture' }).click();
    await expect(page.getByText(isSet)).toBeVisible();
    const sent = (await picture())!;
    expect(sent.includes('Exif')).toBe(false);
    expect(await decode(page, sent)).toEqual({
      width: 600,
      height: 600,
      corners: ['red', 'green', 'blue', 'yellow'],
    });
    // The row itself shows it.
    await expect(userRows(page).first().locator('img')).toBeVisible();
  },
);
