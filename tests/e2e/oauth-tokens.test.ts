/** OAuth access tokens: read on request, shown one at a time, left nowhere; and why there is none. */

import type { Page } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { takeHeapSnapshot } from '../harness/heap-snapshot.ts';
import { searchForSecret, searchTextForSecret } from '../harness/search-for-secret.ts';
import { openUserWith, section } from './identifiers-page.ts';

test.use({ demoOptions: { users: 300 } });

const token = /demo_[A-Za-z0-9]{40}/;
const inPage = async (page: Page): Promise<boolean> => token.test(await page.content());
const refusal = (code: string, words: string) => ({
  errors: [{ code, message: words, long_message: words }],
  clerk_trace_id: 'trace_of_this_refusal',
});

test(
  'a token is read on request, in the page only while shown, and left nowhere',
  { tag: '@electron' },
  async ({ roster, demo, scratch }) => {
    const { page } = roster;
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const { opened, instanceId, user } = await openUserWith(
      roster,
      demo,
      ({ externalAccounts }) => externalAccounts.length === 2,
    );
    const tokens = section(opened, 'OAuth access tokens');
    await expect(tokens.getByRole('button', { name: /^Read the tokens of/ })).toHaveCount(2);
    expect(demo.stats.byOperation['GetOAuthAccessToken']).toBeUndefined();

    for (const button of await tokens.getByRole('button', { name: /^Read the tokens of/ }).all()) {
      await expect(button).toBeVisible();
    }
    await tokens
      .getByRole('button', { name: /^Read the tokens of/ })
      .first()
      .click();
    await expect(tokens.getByRole('button', { name: 'Show the access token' })).toHaveCount(1);
    await tokens
      .getByRole('button', { name: /^Read the tokens of/ })
      .first()
      .click();
    await expect(tokens.getByRole('button', { name: 'Show the access token' })).toHaveCount(2);
    expect(await inPage(page)).toBe(false);

    await tokens.getByRole('button', { name: 'Show the access token' }).first().click();
    await expect(tokens.locator('code')).toHaveText(token);
    const secret = (await tokens.locator('code').textContent()) ?? '';
    // The second one that is shown hides the first.
    await tokens.getByRole('button', { name: 'Show the access token' }).click();
    await expect(tokens.locator('code')).toHaveCount(1);
    await expect(tokens.getByRole('button', { name: 'Hide the access token' })).toHaveCount(1);

    await opened.getByRole('tab', { name: 'Overview' }).click();
    await expect(tokens).toBeHidden();
    expect(await inPage(page)).toBe(false);
    await opened.getByRole('tab', { name: /^Identifiers/ }).click();
    await expect(tokens.getByRole('button', { name: /^Read the tokens of/ })).toHaveCount(2);
    expect(await inPage(page)).toBe(false);

    expect(searchTextForSecret(said.join('\n'), secret)).toEqual([]);
    const heap = await takeHeapSnapshot(await roster.debug());
    expect(searchTextForSecret(heap, user.id)).not.toEqual([]);
    expect(searchTextForSecret(heap, secret)).toEqual([]);
    const { entries } = await roster.api.audit.list({ instanceId });
    expect(JSON.stringify(entries)).not.toContain(secret);
    await roster.quit();
    expect(await searchForSecret(scratch, secret)).toEqual([]);
    expect(searchTextForSecret(roster.output(), secret)).toEqual([]);
  },
);

test('what Clerk answers instead of a token is explained', async ({ roster, demo }) => {
  const { opened } = await openUserWith(
    roster,
    demo,
    ({ externalAccounts }) =>
      externalAccounts.length === 1 && externalAccounts[0]?.provider === 'oauth_google',
  );
  const tokens = section(opened, 'OAuth access tokens');
  const read = () => tokens.getByRole('button', { name: 'Read the tokens of Google' }).click();
  const operation = 'GetOAuthAccessToken';
  for (const [status, code, words] of [
    [422, 'oauth_missing_access_token', 'No token is stored for this account.'],
    [
      422,
      'oauth_missing_refresh_token',
      'The token has expired, and Google gave Clerk nothing to renew it with.',
    ],
    [400, 'oauth_token_retrieval_error', 'Clerk could not get a fresh token from Google'],
    [404, 'oauth_token_provider_not_enabled', 'Google is not switched on in this instance'],
    [404, 'resource_not_found', 'Clerk has no Google account of this user any more.'],
  ] as const) {
    demo.faults.add({ kind: 'respond', status, body: refusal(code, 'As Clerk says.') }, { operation });
    await read();
    await expect(tokens.getByRole('alert')).toContainText(words);
    await expect(tokens.getByRole('alert')).toContainText('trace_of_this_refusal');
  }
  demo.faults.add({ kind: 'respond', status: 200, body: { data: [], total_count: 0 } }, { operation });
  await read();
  await expect(tokens).toContainText('No token is stored for this account.');
  await expect(tokens.getByRole('alert')).toHaveCount(0);

  await read();
  await expect(tokens).toContainText(/Expires in (1 h|59 min)/);
  await expect(tokens.getByRole('list', { name: 'Scopes' })).toContainText('openid');

  // Until it is over, nothing is sent: so it comes last.
  await tokens.getByRole('button', { name: 'Forget the tokens of Google' }).click();
  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60 }, { operation });
  await read();
  await expect(tokens.getByRole('alert')).toContainText(/Clerk asks for a pause of 6\d s/);
});

test('read-only: no token is read, on the screen or past it', async ({ roster, demo }) => {
  const { opened, instanceId, user } = await openUserWith(
    roster,
    demo,
    ({ externalAccounts }) => externalAccounts.length === 1,
    { protection: 'read-only' },
  );
  const button = opened.getByRole('button', { name: /^Read the tokens of/ });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/Acme is read-only in Roster/);
  const provider = user.externalAccounts[0]?.provider ?? '';
  const asked = roster.api.users.listOAuthAccessTokens({ instanceId, userId: user.id, provider });
  await expect(asked).rejects.toMatchObject({ failure: { code: 'read_only' } });
  expect(demo.stats.byOperation['GetOAuthAccessToken']).toBeUndefined();
});
