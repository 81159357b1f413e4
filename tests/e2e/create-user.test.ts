/** New users are made from the screen as Clerk takes them; what it refuses is said where it can be mended. */

import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import {
  createButton,
  emailLine,
  openCreateUser,
  passwordField,
  phoneLine,
  unfold,
} from './create-user-page.ts';
import { inspector, openSynced, searchField, summary, userRows } from './roster-page.ts';

const email = 'jane.doe@new.example.com';

/** Presses Create, and waits for the words of a refusal. */
async function refusal(dialog: Locator, words: RegExp): Promise<void> {
  await createButton(dialog).click();
  await expect(dialog.getByRole('alert').filter({ hasText: words }).first()).toBeVisible();
}

test('a user with several identifiers and metadata', { tag: '@electron' }, async ({ roster, demo }) => {
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { page, api } = roster;
  const dialog = await openCreateUser(page);
  await dialog.getByLabel('First name').fill('Jane');
  await dialog.getByLabel('Last name').fill('Doe');
  await emailLine(dialog).fill(email);
  await dialog.getByRole('button', { name: 'Add an e-mail address' }).click();
  await emailLine(dialog, 2).fill('jane@reserved.example.com');
  await dialog.getByRole('combobox', { name: 'Status of e-mail address 2' }).click();
  await page.getByRole('option', { name: 'Reserved' }).click();
  await phoneLine(dialog).fill('+1 (555) 555-0100');
  await dialog.getByLabel('Username').fill('jane_doe');
  await dialog.getByRole('button', { name: 'Generate' }).click();
  await expect(dialog.getByText(/Strong$/)).toBeVisible();
  await unfold(dialog, 'Profile');
  await dialog.getByLabel('External id').fill('crm-1');
  await dialog.getByLabel('Created at').fill('2024-02-29T12:30');
  await unfold(dialog, 'Metadata');
  await dialog.getByLabel('Public metadata').fill('{"plan": "pro"}');

  const willSend = dialog.getByRole('region', { name: 'Will send' });
  await expect(willSend).toContainText('jane@reserved.example.com (reserved)');
  await expect(willSend).toContainText('••••••••');
  await createButton(dialog).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Jane Doe was created.')).toBeVisible();
  await expect(inspector(page)).toContainText('Jane Doe');
  await expect(summary(page)).toContainText('61 users');

  const { users } = await api.users.list({ instanceId, emailAddress: [email], limit: 2 });
  expect(users).toHaveLength(1);
  expect(users[0]).toMatchObject({
    firstName: 'Jane',
    username: 'jane_doe',
    externalId: 'crm-1',
    passwordEnabled: true,
    publicMetadata: { plan: 'pro' },
    createdAt: new Date(2024, 1, 29, 12, 30).getTime(),
    phoneNumbers: [{ phoneNumber: '+15555550100' }],
  });
  expect(users[0]?.emailAddresses.map((one) => [one.emailAddress, one.reserved])).toEqual([
    [email, false],
    ['jane@reserved.example.com', true],
  ]);
});

test('one after the other, by keyboard alone', async ({ roster, demo }) => {
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { page, api } = roster;
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await userRows(page).first().focus();
  await page.keyboard.press('n');
  await expect(dialog.getByLabel('First name')).toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(emailLine(dialog)).toBeFocused();
  await page.keyboard.type('ada@new.example.com');
  const another = dialog.getByRole('checkbox', { name: 'Create another' });
  for (
    let presses = 0;
    presses < 30 && !(await another.evaluate((box) => box.matches(':focus')));
    presses += 1
  ) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Ada was created.', { exact: true })).toBeVisible();
  await expect(dialog.getByLabel('First name')).toBeFocused();
  await expect(emailLine(dialog)).toHaveValue('');

  await page.keyboard.type('Grace');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('grace@new.example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Grace was created.', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await api.users.count({ instanceId })).toEqual({ total: 62 });
});

test('a double click creates one', async ({ roster, demo }) => {
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  demo.faults.add({ kind: 'latency', ms: 300 }, { operation: 'CreateUser' });
  const dialog = await openCreateUser(roster.page);
  await emailLine(dialog).fill(email);
  await createButton(dialog).dblclick();
  await expect(dialog).toBeHidden();
  expect(demo.stats.byOperation['CreateUser']).toBe(1);
  expect(await roster.api.users.count({ instanceId })).toEqual({ total: 61 });
});

test('what Clerk refuses stands at its field', async ({ roster, demo }) => {
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { users } = await roster.api.users.list({ instanceId, limit: 50 });
  const taken = users.flatMap((user) => user.emailAddresses)[0]?.emailAddress ?? '';
  const dialog = await openCreateUser(roster.page);
  await emailLine(dialog).fill(taken);
  await refusal(dialog, /has this e-mail address already/);
  await expect(emailLine(dialog)).toBeFocused();
  await expect(emailLine(dialog)).toHaveAccessibleDescription(/taken/i);
  await expect(dialog.getByText(/^Trace id/)).toBeVisible();

  await emailLine(dialog).fill(email);
  await expect(emailLine(dialog)).not.toHaveAttribute('aria-invalid');
  await passwordField(dialog).fill('password123');
  await refusal(dialog, /lists of stolen ones/);
  await expect(passwordField(dialog)).toBeFocused();

  // What it takes with the checks skipped, the same form sends.
  await unfold(dialog, 'Advanced');
  await dialog.getByRole('checkbox', { name: 'Skip password checks' }).check();
  await createButton(dialog).click();
  await expect(dialog).toBeHidden();
});

test.describe('an instance with settings of its own', () => {
  test.use({
    demoOptions: { users: 20, disabledFields: ['phone_number'], requiredFields: ['username'], userCap: 21 },
  });

  test('says what it wants, what it does not take, and when it is full', async ({ roster, demo }) => {
    await openSynced(roster, demo, { protection: 'open' });
    const dialog = await openCreateUser(roster.page);
    await emailLine(dialog).fill(email);
    await phoneLine(dialog).fill('+15555550100');
    await refusal(dialog, /does not take a phone number/);
    await expect(phoneLine(dialog)).toBeFocused();

    await phoneLine(dialog).fill('');
    await refusal(dialog, /wants a username/);
    await expect(dialog.getByLabel('Username')).toBeFocused();

    await dialog.getByLabel('Username').fill('jane_doe');
    await dialog.getByRole('checkbox', { name: 'Create another' }).check();
    await createButton(dialog).click();
    await expect(dialog.getByLabel('First name')).toBeFocused();
    await emailLine(dialog).fill('second@new.example.com');
    await dialog.getByLabel('Username').fill('second');
    await refusal(dialog, /This instance is full/);
    await expect(emailLine(dialog)).toHaveValue('second@new.example.com');
  });
});

test('nothing to be known by is explained', async ({ roster, demo }) => {
  await openSynced(roster, demo, { protection: 'open' });
  const dialog = await openCreateUser(roster.page);
  await dialog.getByLabel('First name').fill('Jane');
  await refusal(dialog, /This instance wants/);
  await expect(emailLine(dialog)).toBeFocused();
});

test('a pause that Clerk asks for keeps what was filled in', async ({ roster, demo }) => {
  await openSynced(roster, demo, { protection: 'open' });
  const dialog = await openCreateUser(roster.page);
  await emailLine(dialog).fill(email);
  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60 }, { operation: 'CreateUser' });
  await refusal(dialog, /60 seconds of pause/);
  await expect(emailLine(dialog)).toHaveValue(email);
});

for (const applied of [true, false]) {
  test(`an answer that never came: ${applied ? 'it was created' : 'it was not'}`, async ({
    roster,
    demo,
  }) => {
    await openSynced(roster, demo, { protection: 'open' });
    const dialog = await openCreateUser(roster.page);
    await dialog.getByLabel('First name').fill('Jane');
    await emailLine(dialog).fill(email);
    demo.faults.add({ kind: 'reset', applied }, { operation: 'CreateUser' });
    await refusal(dialog, /may have been created/);
    await expect(createButton(dialog)).toBeDisabled();
    await dialog.getByRole('button', { name: 'Check', exact: true }).click();
    if (applied) {
      await dialog.getByRole('button', { name: 'Open', exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(inspector(roster.page)).toContainText('Jane');
      expect(demo.stats.byOperation['CreateUser']).toBe(1);
    } else {
      await expect(dialog).toContainText('most likely not created');
      await createButton(dialog).click();
      await expect(dialog).toBeHidden();
      await expect(roster.page.getByText('Jane was created.')).toBeVisible();
    }
  });
}

test('a read-only instance creates nobody, even when core is asked', async ({ roster, demo }) => {
  const instanceId = await openSynced(roster, demo, { protection: 'open' });
  const { page, api } = roster;
  const dialog = await openCreateUser(page);
  await emailLine(dialog).fill(email);
  await api.instances.update({ instanceId, protection: 'read-only' });
  await page.reload();
  await expect(userRows(page).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'New user' })).toBeDisabled();
  const answer = api.users.create({ instanceId, user: { emailAddress: [email] } });
  await expect(answer).rejects.toMatchObject({ failure: { code: 'read_only' } });
  expect(demo.stats.byOperation['CreateUser'] ?? 0).toBe(0);
});

test('what was filled in is not lost by a slip, and a password not kept', async ({ roster, demo }) => {
  await openSynced(roster, demo, { protection: 'open' });
  const { page } = roster;
  let dialog = await openCreateUser(page);
  await passwordField(dialog).fill('a-secret-of-this-test');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(passwordField(dialog)).toHaveValue('a-secret-of-this-test');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  await searchField(page).press('Escape');
  dialog = await openCreateUser(page);
  await expect(passwordField(dialog)).toHaveValue('');
});
