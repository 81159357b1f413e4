/** Metadata from the screen: merged, replaced, refused, changed elsewhere meanwhile, hidden. */

import type { Locator, Page } from '@playwright/test';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import { expect, test, type Roster } from '../harness/e2e-fixtures.ts';
import {
  anyUserId,
  deleteUser,
  readMetadata,
  setMetadata,
  type MetadataAtClerk,
} from '../harness/metadata-at-clerk.ts';
import { openSynced, openUser } from './roster-page.ts';

const before: MetadataAtClerk = {
  public_metadata: { plan: 'free', seats: 3, billing: { city: 'Lisboa', vat: null } },
  private_metadata: { stripe: 'cus_1' },
  unsafe_metadata: {},
};

interface Opened {
  userId: string;
  tab: Locator;
}

async function openMetadata(
  roster: Roster,
  demo: DemoServer,
  more: Parameters<typeof openSynced>[2] = { protection: 'open' },
): Promise<Opened> {
  const userId = await anyUserId(demo);
  await setMetadata(demo, userId, before);
  await openSynced(roster, demo, more);
  const tab = await openUser(roster.page, userId);
  await tab.getByRole('tab', { name: 'Metadata' }).click();
  await expect(tab.getByRole('region', { name: 'Public metadata' })).toContainText('Lisboa');
  return { userId, tab };
}

function editorOf(tab: Locator, kind: string, action: 'merge' | 'replace' = 'merge'): Locator {
  const name = action === 'merge' ? `What to merge into the ${kind} metadata` : `New ${kind} metadata`;
  return tab.getByRole('textbox', { name });
}

/** The radios are covered by their labels, as everywhere. */
async function choose(tab: Locator, name: string): Promise<void> {
  await tab.getByRole('radio', { name, exact: true }).check({ force: true });
}

function dialogOf(page: Page, name: RegExp): Locator {
  return page.getByRole('dialog', { name });
}

/** Whether the text stands anywhere in the page, shadow roots included. */
async function isInPage(page: Page, text: string): Promise<boolean> {
  return page.evaluate((searched) => {
    const holds = (root: Document | ShadowRoot): boolean =>
      (root instanceof Document ? root.documentElement.outerHTML : root.innerHTML).includes(searched) ||
      [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && holds(shadowRoot));
    return holds(document);
  }, text);
}

test(
  'merges a patch, null deletes a key, and what was previewed is what Clerk then has',
  { tag: '@electron' },
  async ({ roster, demo }) => {
    // Chromium's own editing writes style attributes, which the policy drops and CodeMirror draws anew.
    await roster.page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective !== 'style-src-attr') document.body.dataset.refused = effectiveDirective;
      });
    });
    const { userId, tab } = await openMetadata(roster, demo);
    await tab.getByRole('button', { name: 'Merge…' }).click();
    await expect(tab.getByRole('button', { name: 'Review merge…' })).toBeDisabled();
    await editorOf(tab, 'public').fill('{"plan":"pro","seats":null,"billing":{"since":2021}}');
    await choose(tab, 'Unsafe');
    await editorOf(tab, 'unsafe').fill('{"__proto__":{"x":1},"gone":null}');
    await tab.getByRole('button', { name: 'Review merge…' }).click();

    const dialog = dialogOf(roster.page, /^Merge into the public and unsafe metadata/);
    const result = dialog.getByRole('region', { name: 'Public metadata' });
    await expect(result.getByRole('list')).toContainText('seats deleted, was 3');
    await expect(result.getByRole('list')).toContainText('plan "free" → "pro"');
    await choose(dialog, 'Side by side');
    const then = await result
      .getByRole('textbox', { name: /, then$/ })
      .locator('.cm-line')
      .allTextContents();
    const previewed: unknown = JSON.parse(then.join('\n'));
    expect(await readMetadata(demo, userId)).toEqual(before);
    await dialog.getByRole('button', { name: 'Merge into public and unsafe metadata' }).click();

    await expect(dialog).toBeHidden();
    await expect(roster.page.getByText(/^Merged into the public and unsafe metadata of /)).toBeVisible();
    const after = await readMetadata(demo, userId);
    expect(after.public_metadata).toEqual({
      plan: 'pro',
      billing: { city: 'Lisboa', vat: null, since: 2021 },
    });
    expect(after.public_metadata).toEqual(previewed);
    expect(JSON.stringify(after.unsafe_metadata)).toBe('{"__proto__":{"x":1}}');
    expect(after.private_metadata).toEqual(before.private_metadata);
    // The keyboard goes on from where it was, and what came back is on the screen.
    await expect(tab.getByRole('button', { name: 'Merge…' })).toBeFocused();
    await choose(tab, 'Public');
    await expect(tab.getByRole('region', { name: 'Public metadata' })).toContainText('2021');
    expect(demo.stats.byOperation['UpdateUserMetadata']).toBe(1);
    await expect(roster.page.locator('body')).not.toHaveAttribute('data-refused');
  },
);

test('replaces a kind whole after its instance was named, and takes it back', async ({ roster, demo }) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo, { protection: 'guarded' });
  await tab.getByRole('button', { name: 'Replace…' }).click();
  const editor = editorOf(tab, 'public', 'replace');
  await expect(editor).toContainText('Lisboa');
  await editor.fill('{"plan": "team"}');
  await tab.getByRole('button', { name: 'Review replacement…' }).click();
  const review = dialogOf(page, /^Replace the public metadata/);
  await expect(review.getByRole('list')).toContainText('billing deleted');
  await review.getByRole('button', { name: 'Replace public metadata' }).click();

  const question = dialogOf(page, /^Replace metadata of /);
  await question.getByLabel('Type Acme to go on').fill('Acme');
  await question.getByRole('button', { name: 'Replace metadata' }).click();
  // The review is out of sight while the question stands before it: only this says that it was done.
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  expect(await readMetadata(demo, userId)).toEqual({ ...before, public_metadata: { plan: 'team' } });

  await undo.click();
  const back = dialogOf(page, /^Put back the metadata of /);
  await back.getByLabel('Type Acme to go on').fill('Acme');
  await back.getByRole('button', { name: 'Put back metadata' }).click();
  await expect(page.getByText(/is what it was before/)).toBeVisible();
  expect(await readMetadata(demo, userId)).toEqual(before);
});

test('a merge is taken back, unless somebody has changed it again', async ({ roster, demo }) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo);
  const merge = async (patch: string) => {
    await tab.getByRole('button', { name: 'Merge…' }).click();
    await editorOf(tab, 'public').fill(patch);
    await tab.getByRole('button', { name: 'Review merge…' }).click();
    await page.getByRole('button', { name: 'Merge into public metadata' }).click();
  };
  await merge('{"plan":"pro"}');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/is what it was before/)).toBeVisible();
  expect(await readMetadata(demo, userId)).toEqual(before);

  await merge('{"plan":"pro"}');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await setMetadata(demo, userId, { public_metadata: { plan: 'enterprise' } });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/was changed elsewhere in the meantime/)).toBeVisible();
  expect((await readMetadata(demo, userId)).public_metadata).toEqual({ plan: 'enterprise' });
});

test('says where the JSON is wrong, and sends nothing until it is right', async ({ roster, demo }) => {
  const { tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Merge…' }).click();
  const editor = editorOf(tab, 'public');
  await editor.fill('{\n  "plan": "pro",\n}');
  const problem = tab.getByRole('button', { name: /^Line 2, column 16: This comma is one too many/ });
  await expect(problem).toBeVisible();
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await expect(tab.getByRole('button', { name: 'Review merge…' })).toBeDisabled();
  // The press goes there: what is typed takes the place of what is wrong.
  await problem.click();
  await roster.page.keyboard.press('Delete');
  await expect(problem).toBeHidden();
  await expect(tab.getByRole('button', { name: 'Review merge…' })).toBeEnabled();

  await editor.fill('{"a": 1, "a": 12345678901234567890, "b": 1e400}');
  await expect(tab.getByRole('button', { name: /1e400 is larger than any number/ })).toBeVisible();
  await expect(tab.getByRole('button', { name: /only the last one counts/ })).toBeVisible();
  await expect(tab.getByRole('button', { name: /is sent as 12345678901234567000/ })).toBeVisible();
  await expect(tab.getByRole('button', { name: 'Review merge…' })).toBeDisabled();
});

test('the keyboard edits, moves on by Tab, and does not leave the user by Escape', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const { tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Merge…' }).press('Enter');
  const editor = editorOf(tab, 'public');
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('{"plan": "x"}');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.keyboard.press('Escape');
  await expect(editor).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(dialogOf(page, /^Merge into the public/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page, /^Merge into the public/)).toBeHidden();
  await editor.focus();
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await expect(tab).toBeVisible();
  // Nothing typed is lost to another tab.
  await tab.getByRole('tab', { name: 'JSON' }).click();
  await tab.getByRole('tab', { name: 'Metadata' }).click();
  await expect(editor).toContainText('"plan": "x"');
});

test('more than 8 KB is refused before it is sent, and Clerk’s own refusal is shown', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Replace…' }).click();
  const editor = editorOf(tab, 'public', 'replace');
  await editor.fill(JSON.stringify({ a: 'é'.repeat(4093) }));
  await expect(tab.getByText('8,194 of 8,192 bytes: 2 more than Clerk takes')).toBeVisible();
  await expect(tab.getByRole('button', { name: 'Review replacement…' })).toBeDisabled();
  await editor.fill(JSON.stringify({ a: 'é'.repeat(4092) }));
  await expect(tab.getByText('8,192 of 8,192 bytes: nearly full')).toBeVisible();

  demo.faults.add(
    {
      kind: 'respond',
      status: 422,
      body: {
        errors: [
          {
            code: 'form_param_exceeds_allowed_size',
            message: 'exceeds allowed size',
            long_message: 'public_metadata exceeds the allowed size',
            meta: { param_name: 'public_metadata' },
          },
        ],
        clerk_trace_id: 'trace_size',
      },
    },
    { operation: 'ReplaceUserMetadata' },
  );
  await tab.getByRole('button', { name: 'Review replacement…' }).click();
  const dialog = dialogOf(page, /^Replace the public metadata/);
  await dialog.getByRole('button', { name: 'Replace public metadata' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText('Nothing was changed.');
  await expect(dialog.getByRole('alert').first()).toContainText('trace_size');
  expect(await readMetadata(demo, userId)).toEqual(before);

  // What fits goes through.
  await dialog.getByRole('button', { name: 'Replace public metadata' }).click();
  await expect(dialog).toBeHidden();
  expect((await readMetadata(demo, userId)).public_metadata).toEqual({ a: 'é'.repeat(4092) });
});

test('a limit that is reached is said, and loses nothing that was typed', async ({ roster, demo }) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Merge…' }).click();
  await editorOf(tab, 'public').fill('{"plan":"pro"}');
  await tab.getByRole('button', { name: 'Review merge…' }).click();
  const dialog = dialogOf(page, /^Merge into the public metadata/);
  const send = dialog.getByRole('button', { name: 'Merge into public metadata' });

  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60 }, { operation: 'UpdateUserMetadata' });
  await send.click();
  await expect(dialog.getByRole('alert').first()).toContainText('Nothing was changed.');
  expect(await readMetadata(demo, userId)).toEqual(before);
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(editorOf(tab, 'public')).toContainText('pro');
});

test('a user who was deleted meanwhile', async ({ roster, demo }) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Merge…' }).click();
  await editorOf(tab, 'public').fill('{"plan":"pro"}');
  await tab.getByRole('button', { name: 'Review merge…' }).click();
  await deleteUser(demo, userId);
  const dialog = dialogOf(page, /^Merge into the public metadata/);
  await dialog.getByRole('button', { name: 'Merge into public metadata' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText('Nothing was changed.');
  await expect(dialog.getByRole('alert').first()).toContainText('deleted meanwhile');
});

test('what changed elsewhere is shown before it is overwritten', async ({ roster, demo }) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Replace…' }).click();
  await editorOf(tab, 'public', 'replace').fill('{"plan":"pro"}');
  await tab.getByRole('button', { name: 'Review replacement…' }).click();
  await setMetadata(demo, userId, { public_metadata: { plan: 'team', seats: 9 } });
  const dialog = dialogOf(page, /^Replace the public metadata/);
  const send = dialog.getByRole('button', { name: 'Replace public metadata' });
  await send.click();
  const said = dialog.getByRole('alert').filter({ hasText: 'changed elsewhere' });
  await expect(said).toContainText('plan "free" → "team"');
  await expect(said).toContainText('seats 3 → 9');
  // The difference is against what is there now.
  await expect(dialog.getByRole('list', { name: /^Changes of/ })).toContainText('plan "team" → "pro"');
  expect((await readMetadata(demo, userId)).public_metadata).toEqual({ plan: 'team', seats: 9 });
  expect(demo.stats.byOperation['ReplaceUserMetadata'] ?? 0).toBe(2);

  await send.click();
  await expect(dialog).toBeHidden();
  expect((await readMetadata(demo, userId)).public_metadata).toEqual({ plan: 'pro' });
});

test('a merge is worked out anew on what changed elsewhere', async ({ roster, demo }) => {
  const { page } = roster;
  const { userId, tab } = await openMetadata(roster, demo);
  await tab.getByRole('button', { name: 'Merge…' }).click();
  await editorOf(tab, 'public').fill('{"billing":null}');
  await tab.getByRole('button', { name: 'Review merge…' }).click();
  await setMetadata(demo, userId, { public_metadata: { plan: 'team', billing: 1 } });
  const dialog = dialogOf(page, /^Merge into the public metadata/);
  await dialog.getByRole('button', { name: 'Merge into public metadata' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'changed elsewhere' })).toBeVisible();
  await expect(dialog.getByRole('list', { name: /^Changes of/ })).toContainText('billing deleted, was 1');
  await dialog.getByRole('button', { name: 'Merge into public metadata' }).click();
  await expect(dialog).toBeHidden();
  expect((await readMetadata(demo, userId)).public_metadata).toEqual({ plan: 'team' });
});

test('private metadata that is hidden is not in the page until it is asked for', async ({ roster, demo }) => {
  const { page, api } = roster;
  const { tab } = await openMetadata(roster, demo);
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('dialog', { name: 'Settings' }).getByLabel('Hide private metadata').check();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await api.settings.get()).hidePrivateMetadata).toBe(true);

  for (const name of ['Metadata', 'JSON', 'Overview']) {
    await tab.getByRole('tab', { name }).click();
    if (name === 'Metadata') await choose(tab, 'Private');
    await expect(tab.getByRole('button', { name: 'Show private metadata' })).toBeVisible();
    expect(await isInPage(page, 'cus_1'), name).toBe(false);
  }
  await tab.getByRole('tab', { name: 'Metadata' }).click();
  await tab.getByRole('button', { name: 'Replace…' }).click();
  expect(await isInPage(page, 'cus_1'), 'a draft').toBe(false);
  await tab.getByRole('button', { name: 'Cancel' }).click();

  await choose(tab, 'Private');
  await tab.getByRole('button', { name: 'Show private metadata' }).click();
  await expect(tab.getByRole('region', { name: 'Private metadata' })).toContainText('cus_1');
  await tab.getByRole('button', { name: 'Hide private metadata' }).click();
  expect(await isInPage(page, 'cus_1')).toBe(false);
});

test('in a read-only instance it is read, and said why it is not written', async ({ roster, demo }) => {
  const { tab } = await openMetadata(roster, demo, { protection: 'read-only' });
  await expect(tab.getByRole('button', { name: 'Merge…' })).toBeDisabled();
  await expect(tab.getByRole('button', { name: 'Replace…' })).toBeDisabled();
  const panel = tab.getByRole('tabpanel', { name: 'Metadata' });
  await expect(panel.getByText(/is read-only in Roster/)).toBeVisible();
  await choose(tab, 'Tree');
  await expect(tab.getByRole('treeitem', { name: /^plan: "free"/ })).toBeVisible();
});
