/** Identifiers of a user: added, verified, made primary, replaced and removed from the screen, and what Clerk refuses. */

import type { User } from '../../shared/models/user.ts';
import { expect, test } from '../harness/e2e-fixtures.ts';
import {
  choose,
  confirm,
  deleteElsewhere,
  entry,
  openNewUser,
  openUserWith,
  section,
  toast,
  values,
} from './identifiers-page.ts';

test.use({ demoOptions: { users: 300 } });

const emails = 'E-mail addresses';
const phones = 'Phone numbers';
const jane = {
  firstName: 'Jane',
  lastName: 'Doe',
  emailAddress: ['jane@acme.test', 'second@acme.test'],
  phoneNumber: ['+15555550100', '+15555550101'],
};

/** One that its address is linked to, and that no directory manages. */
const hasOneAccount = ({ emailAddresses, externalAccounts, scim }: User): boolean =>
  scim === null && externalAccounts.length === 1 && (emailAddresses[0]?.linkedTo.length ?? 0) > 0;

test('adds an e-mail address and makes it primary', async ({ roster, demo }) => {
  const { opened, read } = await openNewUser(roster, demo, jane);
  await expect(values(opened, emails)).toHaveText(['jane@acme.test', 'second@acme.test']);

  await opened.getByRole('button', { name: 'Add e-mail address…' }).click();
  const form = opened.getByRole('form', { name: 'Add an e-mail address' });
  await expect(form.getByLabel('E-mail address')).toBeFocused();
  await form.getByLabel('E-mail address').fill('new@acme.test');
  await expect(form.getByLabel('Primary', { exact: true })).toBeDisabled();
  await form.getByLabel('Verified', { exact: true }).check();
  await form.getByLabel('Primary', { exact: true }).check();
  await form.getByLabel('Tell the previous primary address').check();
  await expect(form).toContainText(
    'Will be sent: e-mail address = new@acme.test, verified = yes, primary = yes, notify the previous address = yes',
  );
  await form.getByRole('button', { name: 'Add e-mail address' }).click();

  await expect(toast(roster.page)).toContainText('new@acme.test was added to Jane Doe.');
  // The primary one stands first.
  await expect(values(opened, emails)).toHaveText(['new@acme.test', 'jane@acme.test', 'second@acme.test']);
  await expect(entry(opened, emails, 'new@acme.test')).toContainText('Primary');
  await expect(form).toBeHidden();
  await expect(opened.getByRole('button', { name: 'Add e-mail address…' })).toBeFocused();
  const user = await read();
  const added = user.emailAddresses.find(({ emailAddress }) => emailAddress === 'new@acme.test');
  expect(added?.verification?.status).toBe('verified');
  expect(user.primaryEmailAddressId).toBe(added?.id);
  expect(demo.stats.byOperation['CreateEmailAddress']).toBe(1);
});

test('an address that another user has is refused at its field', async ({ roster, demo }) => {
  const { opened, instanceId } = await openNewUser(roster, demo, jane);
  await roster.api.users.create({
    instanceId,
    user: { emailAddress: ['taken@acme.test'], skipPasswordRequirement: true },
  });
  await opened.getByRole('button', { name: 'Add e-mail address…' }).click();
  const form = opened.getByRole('form');
  const field = form.getByLabel('E-mail address');
  await field.fill('taken@acme.test');
  await form.getByRole('button', { name: 'Add e-mail address' }).click();
  await expect(field).toHaveAccessibleDescription(/taken/i);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('alert').first()).toContainText('The e-mail address was not added.');
  await expect(form.getByRole('button', { name: 'Copy trace id' })).toBeVisible();
  await expect(field).toHaveValue('taken@acme.test');
  await expect(values(opened, emails)).toHaveCount(2);
});

test('verifies, unverifies, makes primary, and takes it back', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, read } = await openNewUser(roster, demo, jane);
  const second = entry(opened, emails, 'second@acme.test');

  await choose(opened, 'second@acme.test', 'Mark as unverified…');
  await expect(page.getByRole('dialog')).toContainText(
    'Jane Doe can no longer sign in with second@acme.test until it is verified again.',
  );
  await expect(page.getByRole('dialog')).toContainText('Will be sent: verified = no, for second@acme.test.');
  await confirm(page, 'Mark e-mail address as unverified');
  await expect(second).toContainText('Unverified');
  // What is not verified cannot be primary.
  await opened.getByRole('button', { name: 'Actions on second@acme.test' }).click();
  await expect(page.getByRole('menuitem', { name: 'Make primary… (verify it first)' })).toBeDisabled();
  await page.keyboard.press('Escape');

  await choose(opened, 'second@acme.test', 'Mark as verified…');
  await confirm(page, 'Mark as verified');
  await expect(second).toContainText('By an administrator');

  await choose(opened, 'second@acme.test', 'Make primary…');
  const form = opened.getByRole('form', { name: 'Make second@acme.test primary' });
  await form.getByLabel(/^Tell jane@acme.test/).check();
  await form.getByRole('button', { name: 'Make primary' }).click();
  await expect(values(opened, emails)).toHaveText(['second@acme.test', 'jane@acme.test']);
  await expect(opened.getByRole('button', { name: 'Actions on second@acme.test' })).toBeFocused();
  await toast(page)
    .filter({ hasText: 'is the primary e-mail address' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(values(opened, emails)).toHaveText(['jane@acme.test', 'second@acme.test']);
  const { emailAddresses, primaryEmailAddressId } = await read();
  expect(emailAddresses.find(({ id }) => id === primaryEmailAddressId)?.emailAddress).toBe('jane@acme.test');
});

test('removes an e-mail address; the keyboard stays in the list', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, read } = await openNewUser(roster, demo, jane);
  await opened.getByRole('button', { name: 'Actions on second@acme.test' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Remove second@acme.test' });
  await expect(dialog).toContainText('Jane Doe can no longer sign in with second@acme.test.');
  await expect(dialog).toContainText(
    'Left to sign in with, as far as this instance allows it: jane@acme.test',
  );
  await dialog.getByRole('button', { name: 'Remove e-mail address' }).press('Enter');
  await expect(values(opened, emails)).toHaveText(['jane@acme.test']);
  await expect(opened.getByRole('button', { name: 'Actions on jane@acme.test' })).toBeFocused();
  expect((await read()).emailAddresses).toHaveLength(1);
});

test('an address with an account behind it stays until that is removed', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, user } = await openUserWith(roster, demo, hasOneAccount);
  const address = user.emailAddresses[0]?.emailAddress ?? '';
  const row = entry(opened, emails, address).first();
  // The link leads to the account.
  await row.getByRole('link', { name: / account / }).click();
  await expect(section(opened, 'External accounts').locator('[data-entry]')).toBeFocused();

  await choose(opened, address, 'Remove…');
  await expect(page.getByRole('dialog')).toContainText('Clerk refuses this until that account is removed.');
  await confirm(page, 'Remove e-mail address');
  await expect(toast(page)).toContainText(`${address} was not removed.`);
  await expect(toast(page)).toContainText('Remove the connected account first.');
  await expect(toast(page).getByRole('button', { name: 'Copy trace id' })).toBeVisible();
  await expect(row).toBeVisible();
});

test('adds a phone number as second factor, makes it primary, removes it', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, read } = await openNewUser(roster, demo, jane);
  await opened.getByRole('button', { name: 'Add phone number…' }).click();
  const form = opened.getByRole('form', { name: 'Add a phone number' });
  await form.getByLabel('Phone number').fill('555 555 0102');
  await form.getByRole('button', { name: 'Add phone number' }).click();
  await expect(form.getByRole('alert')).toContainText('Begin with + and the country code');
  await form.getByLabel('Phone number').fill('+1 (555) 555-0102');
  await form.getByLabel('Verified', { exact: true }).check();
  await form.getByLabel('Reserved for second factor').check();
  await form.getByRole('button', { name: 'Add phone number' }).click();
  const added = entry(opened, phones, '+15555550102');
  await expect(added).toContainText('Default second factor');
  expect((await read()).phoneNumbers).toMatchObject([{}, {}, { reservedForSecondFactor: true }]);

  await choose(opened, '+15555550102', 'Stop using as second factor…');
  await expect(page.getByRole('dialog')).toContainText('two-step verification ends for Jane Doe');
  await confirm(page, 'Stop using it');
  await expect(added).not.toContainText('second factor');

  await choose(opened, '+15555550102', 'Make primary…');
  await confirm(page, 'Make it the primary number');
  await expect(values(opened, phones)).toHaveText(['+15555550102', '+15555550100', '+15555550101']);

  await choose(opened, '+15555550102', 'Remove…');
  await expect(page.getByRole('dialog')).toContainText('It is the primary phone number');
  await confirm(page, 'Remove phone number');
  await expect(values(opened, phones)).toHaveCount(2);
});

test(
  'replaces all of a kind in one step, after a preview',
  { tag: '@electron' },
  async ({ roster, demo }) => {
    const { page } = roster;
    const { opened, read } = await openNewUser(roster, demo, jane);
    for (const [kind, field, value, replaced] of [
      ['e-mail addresses', 'The only e-mail address from then on', 'only@acme.test', 'jane@acme.test'],
      ['phone numbers', 'The only phone number from then on', '+15555550199', '+15555550100'],
    ] as const) {
      await opened.getByRole('button', { name: `Replace all ${kind}…` }).click();
      const form = opened.getByRole('form', { name: `Replace all ${kind}` });
      await form.getByLabel(field).fill(value);
      const preview = form.getByRole('group', { name: 'Preview' });
      await expect(preview.getByRole('deletion')).toHaveCount(2);
      await expect(preview.getByRole('insertion')).toHaveText(value);
      await form.getByRole('button', { name: 'Replace all…' }).click();
      await expect(page.getByRole('dialog')).toContainText(`Deleted: ${replaced}`);
      await confirm(page, `Replace with ${value}`);
      await expect(form).toBeHidden();
    }
    await expect(values(opened, emails)).toHaveText(['only@acme.test']);
    await expect(values(opened, phones)).toHaveText(['+15555550199']);
    const user = await read();
    expect(user.primaryEmailAddressId).toBe(user.emailAddresses[0]?.id);
    expect(user.phoneNumbers).toMatchObject([{ phoneNumber: '+15555550199' }]);
  },
);

test('a replacement that would lock out says so, and one that is refused changes nothing', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const { opened, instanceId, read } = await openNewUser(roster, demo, { emailAddress: ['jane@acme.test'] });
  await roster.api.users.create({
    instanceId,
    user: { emailAddress: ['taken@acme.test'], skipPasswordRequirement: true },
  });
  await opened.getByRole('button', { name: 'Replace all e-mail addresses…' }).click();
  const form = opened.getByRole('form');
  await form.getByLabel('The only e-mail address from then on').fill('taken@acme.test');
  await form.getByLabel('Its status').click();
  await page.getByRole('option', { name: 'Unverified' }).click();
  await expect(form).toContainText('This locks the user out');
  await form.getByLabel('Its status').click();
  await page.getByRole('option', { name: 'Verified', exact: true }).click();
  await expect(form).not.toContainText('This locks the user out');
  await form.getByRole('button', { name: 'Replace all…' }).click();
  await confirm(page, 'Replace with taken@acme.test');
  await expect(form.getByLabel('The only e-mail address from then on')).toHaveAccessibleDescription(/taken/i);
  await expect(form.getByRole('alert').first()).toContainText('Nothing was replaced.');
  expect((await read()).emailAddresses).toMatchObject([{ emailAddress: 'jane@acme.test' }]);
});

test('removes a wallet, and reports the refusals', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, user, read } = await openUserWith(
    roster,
    demo,
    ({ web3Wallets, emailAddresses }) => web3Wallets.length === 1 && emailAddresses.length > 0,
  );
  const wallet = user.web3Wallets[0]?.web3Wallet ?? '';
  const short = `${wallet.slice(0, 6)}…${wallet.slice(-4)}`;
  const body = { errors: [{ code: 'feature_not_enabled', message: 'no', long_message: 'Web3 is off.' }] };
  demo.faults.add({ kind: 'respond', status: 403, body }, { operation: 'UserWeb3WalletDelete' });
  await choose(opened, `the wallet ${short}`, 'Remove…');
  await expect(page.getByRole('dialog')).toContainText(wallet);
  await confirm(page, 'Remove wallet');
  await expect(toast(page)).toContainText(`The wallet ${short} was not removed.`);
  await expect(toast(page)).toContainText("switched off in this instance's settings");
  await toast(page).getByRole('button', { name: 'Dismiss' }).click();

  await choose(opened, `the wallet ${short}`, 'Remove…');
  await confirm(page, 'Remove wallet');
  await expect(section(opened, 'Wallets')).toContainText('No wallet');
  expect((await read()).web3Wallets).toEqual([]);
});

test('a wallet that is gone already goes from the screen', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, user } = await openUserWith(
    roster,
    demo,
    ({ web3Wallets, emailAddresses }) => web3Wallets.length === 1 && emailAddresses.length > 0,
  );
  const [wallet] = user.web3Wallets;
  const short = `${wallet?.web3Wallet.slice(0, 6)}…${wallet?.web3Wallet.slice(-4)}`;
  await choose(opened, `the wallet ${short}`, 'Remove…');
  await deleteElsewhere(demo, `/users/${user.id}/web3_wallets/${wallet?.id}`);
  await confirm(page, 'Remove wallet');
  await expect(toast(page)).toContainText(`The wallet ${short} was not removed.`);
  await expect(toast(page)).toContainText('it may have been deleted meanwhile');
  await expect(section(opened, 'Wallets')).toContainText('No wallet');
});

test('removes an external account in a guarded instance, once its name is typed', async ({
  roster,
  demo,
}) => {
  const { page } = roster;
  const { opened, user, instanceId, read } = await openUserWith(roster, demo, hasOneAccount, {
    protection: 'guarded',
  });
  const accounts = section(opened, 'External accounts');
  await accounts.getByRole('button', { name: /^Actions on/ }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('stays with the user, linked to the account no more');
  const button = dialog.getByRole('button', { name: 'Remove external account' });
  await expect(button).toBeDisabled();
  await dialog.getByLabel('Type Acme to go on').fill('Acme');
  await button.click();
  await expect(accounts).toContainText('No external account');
  await expect(accounts).toBeFocused();
  await expect(section(opened, emails)).not.toContainText('Linked to');
  await expect(opened.getByRole('region', { name: 'OAuth access tokens' })).toBeHidden();
  const now = await read();
  expect(now.externalAccounts).toEqual([]);
  expect(now.emailAddresses.map(({ emailAddress }) => emailAddress)).toEqual(
    user.emailAddresses.map(({ emailAddress }) => emailAddress),
  );
  const { entries } = await roster.api.audit.list({ instanceId });
  expect(entries).toMatchObject([{ method: 'users.deleteExternalAccount', state: 'done', userId: user.id }]);
});

test('an external account stays while Clerk asks for a pause', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, user } = await openUserWith(roster, demo, hasOneAccount);
  const accounts = section(opened, 'External accounts');
  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60 }, { operation: 'DeleteExternalAccount' });
  await accounts.getByRole('button', { name: /^Actions on/ }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await confirm(page, 'Remove external account');
  await expect(toast(page)).toContainText('was not removed.');
  await expect(toast(page)).toContainText('Clerk asks for a pause');
  await expect(accounts).toContainText(user.externalAccounts[0]?.emailAddress ?? '');
});

test('an external account that is gone already goes from the screen', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, user } = await openUserWith(roster, demo, hasOneAccount);
  const accounts = section(opened, 'External accounts');
  await accounts.getByRole('button', { name: /^Actions on/ }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await deleteElsewhere(demo, `/users/${user.id}/external_accounts/${user.externalAccounts[0]?.id}`);
  await confirm(page, 'Remove external account');
  await expect(toast(page)).toContainText('was not removed.');
  await expect(accounts).toContainText('No external account');
});

test('what a company directory manages is explained', async ({ roster, demo }) => {
  const { opened } = await openUserWith(roster, demo, ({ scim }) => scim !== null);
  await opened.getByRole('button', { name: 'Add e-mail address…' }).click();
  const form = opened.getByRole('form');
  await form.getByLabel('E-mail address').fill('new@acme.test');
  await form.getByRole('button', { name: 'Add e-mail address' }).click();
  await expect(form).toContainText('comes from a company directory (SCIM)');
});

test('read-only: all is shown, nothing can be changed', async ({ roster, demo }) => {
  const { page } = roster;
  const { opened, user } = await openUserWith(
    roster,
    demo,
    ({ externalAccounts, emailAddresses }) => externalAccounts.length > 0 && emailAddresses.length > 0,
    { protection: 'read-only' },
  );
  await expect(opened).toContainText('Acme is read-only in Roster');
  const add = opened.getByRole('button', { name: 'Add e-mail address…' });
  await expect(add).toBeDisabled();
  await expect(add).toHaveAccessibleDescription(/read-only/);
  await expect(opened.getByRole('button', { name: /^Read the tokens of/ }).first()).toBeDisabled();
  const address = user.emailAddresses[0]?.emailAddress ?? '';
  await opened.getByRole('button', { name: `Actions on ${address}`, exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Remove…' })).toBeDisabled();
  await expect(page.getByRole('menuitem', { name: 'Copy id' })).toBeEnabled();
});
