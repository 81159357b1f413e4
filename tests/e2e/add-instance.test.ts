import { expect, test } from '../harness/e2e-fixtures.ts';
import { addInstance, checkKey, openAddInstance, rail } from './roster-page.ts';

test.use({ clerkUsers: 20 });

for (const { key, says } of [
  { key: 'pk_test_bm90LWEtc2VjcmV0JA', says: /publishable/i },
  { key: 'whsec_bm90LWEtc2VjcmV0LWtleQ', says: /webhook/i },
  { key: 'ak_bm90LWEtc2VjcmV0LWtleQ', says: /api key/i },
]) {
  test(`a key of the wrong kind is named: ${key.split('_')[0]}`, async ({ roster }) => {
    const dialog = await openAddInstance(roster.page);
    await checkKey(dialog, key);
    await expect(dialog.getByRole('alert')).toContainText(says);
    await expect(dialog.getByLabel('Secret key', { exact: true })).toBeFocused();
    expect(await roster.api.instances.list()).toEqual([]);
  });
}

test('a key that Clerk refuses is not added', async ({ roster, clerk }) => {
  const dialog = await openAddInstance(roster.page);
  await checkKey(dialog, `sk_test_${'A'.repeat(42)}`, clerk.url);
  await expect(dialog.getByRole('alert')).toContainText(/refused|not accept/i);
  expect(await roster.api.instances.list()).toEqual([]);
});

test('plain http is for this computer only', async ({ roster, clerk }) => {
  const dialog = await openAddInstance(roster.page);
  await checkKey(dialog, clerk.secretKey, 'http://api.example.com/v1');
  await expect(dialog.getByRole('alert')).toContainText(/https/i);
});

test('an address where nobody answers says so, and keeps what was typed', async ({ roster, clerk }) => {
  await clerk.cutNetwork();
  const dialog = await openAddInstance(roster.page);
  await checkKey(dialog, clerk.secretKey, clerk.url);
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByLabel('API address')).toHaveValue(clerk.url);

  await clerk.restoreNetwork();
  await dialog.getByRole('button', { name: 'Check the key' }).click();
  await expect(dialog.getByRole('heading', { name: 'Add this instance' })).toBeVisible();
});

test('an instance that is here already is recognised', async ({ roster, clerk }) => {
  await addInstance(roster.page, { ...clerk, name: 'Acme' });
  const dialog = await openAddInstance(roster.page);
  await checkKey(dialog, clerk.secretKey, clerk.url);
  await expect(dialog.getByRole('heading', { name: 'Acme is here already' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Replace the key' }).click();
  await expect(dialog).toBeHidden();
  await expect(rail(roster.page).getByRole('button', { name: /^Acme, development/ })).toHaveCount(1);
});

test('the key is masked, and gone from the form once it was given', async ({ roster, clerk }) => {
  const dialog = await openAddInstance(roster.page);
  const field = dialog.getByLabel('Secret key', { exact: true });
  await field.fill(clerk.secretKey);
  await expect(field).toHaveAttribute('type', 'password');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await rail(roster.page).getByRole('button', { name: 'Add an instance' }).click();
  await expect(field).toHaveValue('');
});
