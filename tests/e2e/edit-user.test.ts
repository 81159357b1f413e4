/** Editing a user's profile in place: what is sent, what Clerk says to it, and what is never lost on the way. */

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { behindRoster } from './behind-roster.ts';
import { findUser, isPlain } from './find-user.ts';
import { inspector, openSynced, openUser, rail, userRows } from './roster-page.ts';

test.use({ demoOptions: { users: 120 } });

const notices = (page: Page) => page.locator('[data-sonner-toast]');
const profileOf = (opened: Locator) => opened.getByRole('region', { name: 'Profile' });
const willSend = (profile: Locator) => profile.getByRole('group', { name: 'Will send' });

async function startEditing(opened: Locator): Promise<Locator> {
  const profile = profileOf(opened);
  await profile.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(profile.getByLabel('First name')).toBeFocused();
  return profile;
}

test(
  'sends what was changed and nothing else, and takes it back',
  { tag: '@electron' },
  async ({ roster, demo }) => {
    const { page, api } = roster;
    const instanceId = await openSynced(roster, demo);
    const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.username !== null);
    const profile = await startEditing(await openUser(page, user.id));
    const save = profile.getByRole('button', { name: 'Save' });
    await expect(save).toBeDisabled();

    await profile.getByLabel('First name').fill('Janet');
    await profile.getByLabel('External id').fill('crm-1');
    await expect(willSend(profile).getByRole('term')).toHaveText(['first_name', 'external_id']);
    await expect(willSend(profile).getByRole('definition')).toHaveText(['"Janet"', '"crm-1"']);
    await save.click();

    await expect(notices(page)).toContainText('is saved.');
    await expect(profile.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
    await expect(profile).toContainText(`Janet ${user.lastName ?? ''}`);
    await expect(userRows(page).first()).toContainText('Janet');
    const { entries } = await api.audit.list({ instanceId, userId: user.id });
    expect(entries[0]?.changes.sort((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'changes.externalId', value: 'crm-1' },
      { field: 'changes.firstName', value: 'Janet' },
    ]);
    expect(demo.stats.byOperation['UpdateUser']).toBe(1);

    await notices(page).getByRole('button', { name: 'Undo' }).click();
    await expect(profile).toContainText(`${user.firstName ?? ''} ${user.lastName ?? ''}`);
    const back = await api.users.get({ instanceId, userId: user.id });
    expect([back.firstName, back.externalId]).toEqual([user.firstName, user.externalId]);
  },
);

test('is done without a pointer, from the list to what is saved', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.phoneNumbers.length > 1);
  const { keyboard } = page;

  await keyboard.press('ControlOrMeta+k');
  await keyboard.type(user.id);
  await expect(userRows(page)).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('grid')).toBeFocused();
  await keyboard.press('Enter');
  const profile = profileOf(inspector(page));
  await expect(profile).toBeVisible();
  await keyboard.press('e');
  await expect(profile.getByLabel('First name')).toBeFocused();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Janet');
  await keyboard.press('Tab');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Eyre');

  // A letter that is typed is no shortcut, and Escape asks before it throws anything away.
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Discard unsaved changes?' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(profile.getByLabel('Last name')).toBeFocused();

  const primary = profile.getByRole('combobox', { name: 'Primary phone number' });
  for (let presses = 0; presses < 6 && !(await isFocused(primary)); presses += 1) await keyboard.press('Tab');
  await expect(primary).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeVisible();
  await keyboard.press('Escape');
  await expect(primary).toBeFocused();

  await expect(willSend(profile).getByRole('term')).toHaveText(['first_name', 'last_name']);
  await keyboard.press('ControlOrMeta+Enter');
  await expect(notices(page)).toContainText('Janet Eyre is saved.');
  await expect(profile.getByRole('button', { name: 'Edit', exact: true })).toBeFocused();
  expect(await api.users.get({ instanceId, userId: user.id })).toMatchObject({
    firstName: 'Janet',
    lastName: 'Eyre',
  });
  await keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
});

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}

test('a username that somebody has already stands at its field', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.username !== null);
  const other = await findUser(roster, instanceId, (one) => one.username !== null && one.id !== user.id);
  const profile = await startEditing(await openUser(page, user.id));
  const username = profile.getByLabel('Username');
  await username.fill(other.username ?? '');
  await profile.getByRole('button', { name: 'Save' }).click();

  await expect(profile.getByText('Nothing was saved.')).toBeVisible();
  await expect(username).toHaveAttribute('aria-invalid', 'true');
  await expect(username).toHaveAccessibleDescription(/taken/);
  await expect(username).toBeFocused();
  expect((await api.users.get({ instanceId, userId: user.id })).username).toBe(user.username);

  await username.fill('janet-eyre');
  await expect(username).not.toHaveAttribute('aria-invalid');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(notices(page)).toContainText('is saved.');
  expect((await api.users.get({ instanceId, userId: user.id })).username).toBe('janet-eyre');
});

test('a pause that Clerk asks for keeps what was typed', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, isPlain);
  const profile = await startEditing(await openUser(page, user.id));
  await profile.getByLabel('First name').fill('Janet');
  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60 }, { operation: 'UpdateUser' });
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByRole('alert')).toContainText('60 seconds of pause');
  await expect(profile.getByLabel('First name')).toHaveValue('Janet');
});

test('a user who is gone is said to be, and nothing is sent', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, isPlain);
  const profile = await startEditing(await openUser(page, user.id));
  await profile.getByLabel('First name').fill('Janet');
  await behindRoster(demo, 'DELETE', `/users/${user.id}`);
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByText(/Nothing was saved.*deleted/)).toBeVisible();
  await expect(profile.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(demo.stats.byOperation['UpdateUser']).toBeUndefined();
});

test('a save whose answer is lost can be checked, done or not', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, isPlain);
  const profile = await startEditing(await openUser(page, user.id));
  const name = profile.getByLabel('First name');
  const save = profile.getByRole('button', { name: 'Save' });
  const check = profile.getByRole('button', { name: 'Check' });

  await name.fill('Janet');
  demo.faults.add({ kind: 'reset', applied: false }, { operation: 'UpdateUser' });
  await save.click();
  await expect(profile.getByText('It is not known whether this was saved.')).toBeVisible();
  await check.click();
  await expect(profile.getByText('It was not done')).toBeVisible();
  await expect(name).toHaveValue('Janet');

  demo.faults.add({ kind: 'reset', applied: true }, { operation: 'UpdateUser' });
  await save.click();
  await check.click();
  await expect(notices(page).filter({ hasText: 'Clerk has what was sent' })).toBeVisible();
  await expect(name).toBeHidden();
  expect((await api.users.get({ instanceId, userId: user.id })).firstName).toBe('Janet');
});

test('a password is set, in spite of the checks only where that is asked for', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, (one) => isPlain(one) && one.passwordEnabled);
  const profile = await startEditing(await openUser(page, user.id));
  await profile.getByRole('button', { name: 'Set a new password' }).click();
  const password = profile.getByLabel('New password');
  await password.fill('password123');
  await expect(profile.getByText('Very weak')).toBeVisible();
  await expect(willSend(profile)).toContainText('••••••••');
  await expect(willSend(profile)).not.toContainText('password123');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(password).toHaveAccessibleDescription(/stolen.*Skip password checks/);

  await profile.getByLabel(/Skip password checks/).check();
  await profile.getByLabel('Sign out everywhere else').check();
  await expect(willSend(profile).getByRole('term')).toHaveText([
    'password',
    'skip_password_checks',
    'sign_out_of_other_sessions',
  ]);
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(notices(page)).toContainText('is saved.');
  // There is no way back to a password that nobody knows.
  await expect(notices(page).getByRole('button', { name: 'Undo' })).toHaveCount(0);
  const tried = await api.users.verifyPassword({ instanceId, userId: user.id, password: 'password123' });
  expect(tried.verified).toBe(true);
  const { entries } = await api.audit.list({ instanceId, userId: user.id });
  expect(JSON.stringify(entries)).not.toContain('password123');
});

test('only a verified address can become the primary one', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const user = await findUser(roster, instanceId, isPlain);
  for (const [name, verified] of [
    ['second', true],
    ['third', false],
  ] as const) {
    await behindRoster(demo, 'POST', '/email_addresses', {
      user_id: user.id,
      email_address: `${name}@example.com`,
      verified,
    });
  }
  const opened = await openUser(page, user.id);
  await expect(opened.getByText('third@example.com').first()).toBeVisible();
  const profile = await startEditing(opened);
  await profile.getByRole('combobox', { name: 'Primary e-mail address' }).click();
  const unverified = page.getByRole('option', { name: 'third@example.com' });
  await expect(unverified).toBeDisabled();
  await expect(unverified).toContainText('not verified');
  await page.getByRole('option', { name: 'second@example.com' }).click();
  await profile.getByLabel('Tell the user by e-mail that it has changed').check();
  await expect(willSend(profile)).toContainText('second@example.com');
  await expect(willSend(profile).getByRole('term')).toHaveText([
    'primary_email_address_id',
    'notify_primary_email_address_changed',
  ]);
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(notices(page)).toContainText('is saved.');
  const saved = await api.users.get({ instanceId, userId: user.id });
  const primary = saved.emailAddresses.find(({ id }) => id === saved.primaryEmailAddressId);
  expect(primary?.emailAddress).toBe('second@example.com');
});

test('what was typed is not lost by going elsewhere', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  await roster.api.instances.addDemo({});
  const { rows } = await roster.api.directory.query({ instanceId, limit: 2 });
  await userRows(page).first().click();
  const question = page.getByRole('dialog', { name: 'Discard unsaved changes?' });
  const isAt = (index: number) =>
    expect(inspector(page)).toHaveAccessibleName(`User ${rows[index]?.id ?? ''}`);
  await isAt(0);

  // Nothing changed: nothing is asked.
  await startEditing(inspector(page));
  await inspector(page).getByRole('button', { name: 'Next user' }).click();
  await isAt(1);
  await inspector(page).getByRole('button', { name: 'Previous user' }).click();
  await isAt(0);

  const profile = await startEditing(inspector(page));
  await profile.getByLabel('First name').fill('Janet');
  await profile.getByRole('button', { name: /^Set a (new )?password$/ }).click();
  await profile.getByLabel('New password').fill('correct horse battery');
  for (const leave of [
    () => inspector(page).getByRole('button', { name: 'Next user' }).click(),
    () => inspector(page).getByRole('button', { name: 'Close' }).click(),
    () => userRows(page).nth(5).click(),
    () => rail(page).getByRole('button', { name: /^Demo/ }).click(),
  ]) {
    await leave();
    await expect(question).toContainText('have not been saved');
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect(question).toBeHidden();
    await isAt(0);
    await expect(profile.getByLabel('First name')).toHaveValue('Janet');
  }

  // Another tab and another frame are no other place.
  await inspector(page).getByRole('tab', { name: 'JSON' }).click();
  await inspector(page).getByRole('tab', { name: 'Overview' }).click();
  await page.keyboard.press('ControlOrMeta+o');
  const onPage = page.getByRole('region', { name: /^User / });
  await expect(onPage.getByLabel('First name')).toHaveValue('Janet');
  await expect(onPage.getByLabel('New password')).toHaveValue('correct horse battery');
  await page.keyboard.press('ControlOrMeta+o');

  await inspector(page).getByRole('button', { name: 'Next user' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await isAt(1);
  await inspector(page).getByRole('button', { name: 'Previous user' }).click();
  await isAt(0);
  await expect(profile.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  expect(demo.stats.byOperation['UpdateUser']).toBeUndefined();
});
