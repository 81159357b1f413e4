/** Where a user is signed in, ending that, and links that sign somebody in: seen this once, kept nowhere. */

import type { Locator } from '@playwright/test';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId } from '../../shared/models/instance.ts';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { takeHeapSnapshot } from '../harness/heap-snapshot.ts';
import { searchForSecret, searchTextForSecret } from '../harness/search-for-secret.ts';
import { openSynced, openUser } from './roster-page.ts';

test.use({ demoOptions: { users: 60 } });

interface Opened {
  tab: Locator;
  userId: string;
  instanceId: InstanceId;
}

/** Signs somebody in, as Clerk allows it in development. */
async function signIn(demo: DemoServer, userId: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const response = await fetch(`${demo.url}/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: userId }),
    });
    expect(response.status).toBe(200);
  }
}

/** The newest user who is neither banned nor locked and has an active session; then as many more as wanted. */
async function openSessions(
  roster: Roster,
  demo: DemoServer,
  { more = 0, ...options }: { more?: number; protection?: 'read-only' | 'guarded' } = {},
): Promise<Opened> {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo, options);
  const { rows } = await api.directory.query({ instanceId, limit: 60 });
  for (const { id: userId, banned, locked } of rows) {
    const { total } = await api.users.listSessions({ instanceId, userId, status: 'active' });
    if (total === 0 || banned || locked) continue;
    await signIn(demo, userId, more);
    const opened = await openUser(page, userId);
    await opened.getByRole('tab', { name: /^Sessions/ }).click();
    const tab = opened.getByRole('tabpanel');
    await expect(entries(tab).first()).toBeVisible();
    return { tab, userId, instanceId };
  }
  throw new Error('Nobody in the demo is signed in');
}

function entries(tab: Locator): Locator {
  return tab.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
}

async function activeSessions({ api }: Roster, { instanceId, userId }: Opened): Promise<number> {
  return (await api.users.listSessions({ instanceId, userId, status: 'active' })).total;
}

async function pressIn(dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole('button', { name, exact: true }).click();
}

function dialogOf(roster: Roster): Locator {
  return roster.page.getByRole('dialog').last();
}

test('lists sessions and revokes one', async ({ roster, demo }) => {
  const opened = await openSessions(roster, demo, { more: 2 });
  const { tab } = opened;
  const before = await activeSessions(roster, opened);
  const { sessions } = await roster.api.users.listSessions(pick(opened));
  await expect(entries(tab)).toHaveCount(sessions.length);
  await expect(
    roster.page.getByRole('tab', { name: new RegExp(`^Sessions\\s*${sessions.length}$`) }),
  ).toBeVisible();
  const known = sessions.find(({ latestActivity }) => latestActivity?.ipAddress);
  await expect(tab).toContainText(known?.latestActivity?.ipAddress ?? 'no address');

  await tab
    .getByRole('button', { name: /^Revoke… / })
    .first()
    .click();
  await expect(dialogOf(roster)).toContainText('is signed out of');
  await pressIn(dialogOf(roster), 'Revoke session');
  await expect(roster.page.getByText(/^The session on .* is revoked\.$/)).toBeVisible();
  await expect(tab.getByText('Revoked', { exact: true })).toHaveCount(
    1 + sessions.filter(({ status }) => status === 'revoked').length,
  );
  expect(await activeSessions(roster, opened)).toBe(before - 1);
});

function pick({ instanceId, userId }: Opened): { instanceId: InstanceId; userId: string } {
  return { instanceId, userId };
}

test('a session that has ended meanwhile is told, and the list read again', async ({ roster, demo }) => {
  const opened = await openSessions(roster, demo);
  const gone = { errors: [{ message: 'no', long_message: 'No session.', code: 'resource_not_found' }] };
  demo.faults.add({ kind: 'respond', status: 404, body: gone }, { operation: 'RevokeSession' });
  const reads = demo.stats.byOperation['GetSessionList'] ?? 0;
  await opened.tab
    .getByRole('button', { name: /^Revoke… / })
    .first()
    .click();
  await pressIn(dialogOf(roster), 'Revoke session');
  await expect(roster.page.getByText(/^The session on .* was not revoked\.$/)).toBeVisible();
  await expect.poll(() => demo.stats.byOperation['GetSessionList'] ?? 0).toBe(reads + 1);
});

test('filters by status', async ({ roster, demo }) => {
  const opened = await openSessions(roster, demo, { more: 1 });
  const { sessions } = await roster.api.users.listSessions(pick(opened));
  await opened.tab.getByRole('combobox', { name: 'Which sessions' }).click();
  await roster.page.getByRole('option', { name: 'Active' }).click();
  await expect(entries(opened.tab)).toHaveCount(sessions.filter(({ status }) => status === 'active').length);
  await opened.tab.getByRole('combobox', { name: 'Which sessions' }).click();
  await roster.page.getByRole('option', { name: 'Pending' }).click();
  await expect(opened.tab).toContainText('No session is pending.');
});

test.describe('all sessions', () => {
  test('are revoked with progress', async ({ roster, demo }) => {
    const opened = await openSessions(roster, demo, { more: 5 });
    const total = await activeSessions(roster, opened);
    demo.faults.add({ kind: 'latency', ms: 300 }, { operation: 'RevokeSession' }, total);
    await opened.tab.getByRole('button', { name: 'Revoke all…' }).click();
    await pressIn(dialogOf(roster), 'Revoke all sessions');
    await expect(opened.tab.getByRole('progressbar', { name: 'Sessions revoked' })).toBeVisible();
    await expect(opened.tab.getByText(new RegExp(`[1-9] of ${total}$`))).toBeVisible();
    await expect(
      roster.page.getByText(new RegExp(`^All ${total} active sessions of .* are revoked`)),
    ).toBeVisible();
    await expect(opened.tab.getByRole('progressbar')).toHaveCount(0);
    await expect(opened.tab.getByRole('button', { name: /^Revoke… / })).toHaveCount(0);
    await expect(opened.tab.getByRole('button', { name: 'Revoke all…' })).toBeDisabled();
    expect(await activeSessions(roster, opened)).toBe(0);
  });

  test('are left where it is cancelled', async ({ roster, demo }) => {
    const opened = await openSessions(roster, demo, { more: 9 });
    const total = await activeSessions(roster, opened);
    demo.faults.add({ kind: 'latency', ms: 400 }, { operation: 'RevokeSession' }, total);
    await opened.tab.getByRole('button', { name: 'Revoke all…' }).click();
    await pressIn(dialogOf(roster), 'Revoke all sessions');
    await expect(opened.tab.getByText(new RegExp(`[1-9] of ${total}$`))).toBeVisible();
    await pressIn(opened.tab, 'Cancel');
    const result = opened.tab.getByRole('group', { name: 'What became of revoking all sessions' });
    await expect(result).toContainText(/^Cancelled: \d+ of \d+ active sessions of .* not tried\./);
    const [, revoked] = /Cancelled: (\d+) of/.exec((await result.textContent()) ?? '') ?? [];
    expect(await activeSessions(roster, opened)).toBe(total - Number(revoked));
    await pressIn(result, 'Dismiss');
    await expect(result).toHaveCount(0);
  });

  test('of which some could not be revoked are named, with trace id', async ({ roster, demo }) => {
    const opened = await openSessions(roster, demo, { more: 3 });
    const total = await activeSessions(roster, opened);
    const forbidden = {
      errors: [{ message: 'no', long_message: 'Not this one.', code: 'resource_forbidden' }],
      clerk_trace_id: 'trace_of_403',
    };
    demo.faults.add({ kind: 'respond', status: 403, body: forbidden }, { operation: 'RevokeSession' });
    await opened.tab.getByRole('button', { name: 'Revoke all…' }).click();
    await pressIn(dialogOf(roster), 'Revoke all sessions');
    const result = opened.tab.getByRole('group', { name: 'What became of revoking all sessions' });
    await expect(result).toContainText(`${total - 1} of ${total} active sessions`);
    await expect(result.getByRole('listitem')).toHaveCount(1);
    await expect(result.getByRole('listitem')).toContainText('trace_of_403');
    expect(await activeSessions(roster, opened)).toBe(1);
  });

  test('are not touched while Clerk asks for a pause', async ({ roster, demo }) => {
    const opened = await openSessions(roster, demo);
    demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 600 }, { operation: 'RevokeSession' }, 10);
    await opened.tab.getByRole('button', { name: 'Revoke all…' }).click();
    await pressIn(dialogOf(roster), 'Revoke all sessions');
    await expect(roster.page.getByText(/^The sessions of .* were not revoked\.$/)).toBeVisible();
    await expect(roster.page.getByText(/Clerk asks for a pause/)).toBeVisible();
    await expect(opened.tab.getByRole('progressbar')).toHaveCount(0);
  });
});

/** The part that every link of the demo server has, and nothing else. */
const linkPart = '/v1/tickets/accept?ticket=';

test.describe('a sign-in link', () => {
  test(
    'is made, copied, and kept nowhere',
    { tag: '@electron' },
    async ({ roster, demo, scratch, browserContext }) => {
      await browserContext?.grantPermissions(['clipboard-read', 'clipboard-write']);
      const { page } = roster;
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      const { tab, instanceId, userId } = await openSessions(roster, demo);
      await tab.getByRole('button', { name: 'Sign-in link…' }).click();
      const dialog = dialogOf(roster);
      await dialog.getByRole('combobox', { name: 'The link works for' }).click();
      await page.getByRole('option', { name: '10 minutes' }).click();
      await pressIn(dialog, 'Make the link');
      const field = dialog.getByLabel('Sign-in link');
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute('type', 'password');
      await expect(dialog).toContainText('for 10 min more');
      await pressIn(dialog, 'Show the link');
      await expect(field).toHaveAttribute('type', 'text');
      await pressIn(dialog, 'Copy the link');
      await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
      await pressIn(dialog, 'Done');
      await expect(dialog).toBeHidden();

      const heap = await takeHeapSnapshot(await roster.debug());
      expect(searchTextForSecret(heap, 'Links made in this window')).toContain('utf8');
      expect(searchTextForSecret(heap, linkPart)).toEqual([]);
      expect(await page.content()).not.toContain(linkPart);
      expect(said.join('\n')).not.toContain(linkPart);
      const { entries: journal } = await roster.api.audit.list({ instanceId, userId });
      expect(journal[0]?.method).toBe('users.createSignInToken');
      expect(JSON.stringify(journal)).not.toContain(linkPart);
      if (browserContext) {
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        expect(copied).toContain(linkPart);
      }
      await roster.quit();
      expect(roster.output()).not.toContain(linkPart);
      expect(await searchForSecret(scratch, linkPart)).toEqual([]);
    },
  );

  test('that was not copied is not lost by a slip, and is revoked from the list', async ({
    roster,
    demo,
  }) => {
    const { tab } = await openSessions(roster, demo);
    const opener = tab.getByRole('button', { name: 'Sign-in link…' });
    await opener.click();
    await pressIn(dialogOf(roster), 'Make the link');
    await expect(dialogOf(roster).getByLabel('Sign-in link')).toBeVisible();
    await roster.page.keyboard.press('Escape');
    await expect(dialogOf(roster)).toContainText('cannot be shown again');
    await roster.page.keyboard.press('Escape');
    await expect(roster.page.getByRole('dialog')).toHaveCount(0);
    await expect(opener).toBeFocused();

    const made = tab.getByRole('region', { name: 'Links made in this window' });
    await expect(made).toContainText('60 min left');
    await pressIn(made, 'Revoke');
    await expect(made).toContainText('Revoked');
    await expect(
      roster.page.getByText('The sign-in link is revoked: it does not work any more.'),
    ).toBeVisible();
    expect(demo.stats.byOperation['RevokeSignInToken']).toBe(1);
  });

  test('is revoked in its dialog; one that is used leads to its session', async ({ roster, demo }) => {
    const { tab } = await openSessions(roster, demo);
    await tab.getByRole('button', { name: 'Sign-in link…' }).click();
    const dialog = dialogOf(roster);
    await pressIn(dialog, 'Make the link');
    const used = {
      errors: [{ message: 'no', long_message: 'Used.', code: 'sign_in_token_cannot_be_revoked_code' }],
    };
    demo.faults.add({ kind: 'respond', status: 400, body: used }, { operation: 'RevokeSignInToken' });
    await pressIn(dialog, 'Revoke the link');
    await expect(dialog).toContainText('Revoke the session that it started');
    await expect(dialog.getByLabel('Sign-in link')).toHaveCount(0);
    await pressIn(dialog, 'Done');
    await expect(tab.getByRole('region', { name: 'Links made in this window' })).toContainText('Used');
  });

  test('is refused for a user who is gone, and told in the dialog', async ({ roster, demo }) => {
    const { tab, userId } = await openSessions(roster, demo);
    await tab.getByRole('button', { name: 'Sign-in link…' }).click();
    await fetch(`${demo.url}/users/${userId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${demo.secretKey}` },
    });
    await pressIn(dialogOf(roster), 'Make the link');
    await expect(dialogOf(roster).getByRole('alert')).toContainText('No sign-in link was made.');
  });

  test('is not to be had where nothing may be changed', async ({ roster, demo }) => {
    const { tab } = await openSessions(roster, demo, { protection: 'read-only' });
    for (const name of ['Sign-in link…', 'Impersonate…', 'Revoke all…']) {
      await expect(tab.getByRole('button', { name })).toBeDisabled();
    }
    await expect(tab.getByRole('button', { name: /^Revoke… / }).first()).toBeDisabled();
    await expect(tab).toContainText('Acme is read-only in Roster');
  });
});

test.describe('impersonation', () => {
  async function impersonate(roster: Roster, tab: Locator, actor: string): Promise<Locator> {
    await tab.getByRole('button', { name: 'Impersonate…' }).click();
    const dialog = dialogOf(roster);
    await dialog.getByLabel('Who impersonates').fill(actor);
    await dialog.getByLabel('Note (optional)').fill('Ticket 7');
    await pressIn(dialog, 'Make the link');
    return dialog;
  }

  test('is made with who and why, and revoked', async ({ roster, demo }) => {
    const { tab, instanceId, userId } = await openSessions(roster, demo);
    const dialog = await impersonate(roster, tab, 'user_admin');
    await expect(dialog.getByLabel('Impersonation link')).toHaveValue(new RegExp(/tickets\/accept/));
    await pressIn(dialog, 'Revoke the link');
    await expect(dialog).toContainText('The link is revoked.');
    await pressIn(dialog, 'Done');
    expect(demo.stats.byOperation['RevokeActorToken']).toBe(1);
    const { entries: journal } = await roster.api.audit.list({ instanceId, userId });
    expect(journal.map(({ method, state }) => [method, state])).toEqual([
      ['users.revokeActorToken', 'done'],
      ['users.createActorToken', 'done'],
    ]);
    // Who it was is remembered as long as the window is open.
    await tab.getByRole('button', { name: 'Impersonate…' }).click();
    await expect(dialogOf(roster).getByLabel('Who impersonates')).toHaveValue('user_admin');
  });

  test.describe('where the plan has a limit', () => {
    test.use({ demoOptions: { users: 60, impersonationLimit: 0 } });

    test('says that it is used up', async ({ roster, demo }) => {
      const { tab } = await openSessions(roster, demo);
      const dialog = await impersonate(roster, tab, 'user_admin');
      await expect(dialog.getByRole('alert')).toContainText(
        /No impersonation link was made\. The impersonations that this instance's plan includes are used up\./,
      );
      await expect(dialog.getByLabel('Who impersonates')).toHaveValue('user_admin');
    });
  });

  test.describe('where the plan lacks it', () => {
    test.use({ demoOptions: { users: 60, unsupportedFeatures: ['impersonation'] } });

    test('names what is missing', async ({ roster, demo }) => {
      const { tab } = await openSessions(roster, demo);
      const dialog = await impersonate(roster, tab, 'user_admin');
      await expect(dialog.getByRole('alert')).toContainText(/plan of this instance lacks .*impersonation/);
    });
  });
});

test('a user who cannot sign in is not given a link without a word', async ({ roster, demo }) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await api.directory.query({ instanceId, limit: 1 });
  const userId = rows[0]?.id ?? '';
  await api.users.ban({ instanceId, userId });
  const opened = await openUser(page, userId);
  await opened.getByRole('tab', { name: /^Sessions/ }).click();
  await opened.getByRole('button', { name: 'Impersonate…' }).click();
  await expect(dialogOf(roster)).toContainText('is banned: Clerk refuses every way to sign in');
});
