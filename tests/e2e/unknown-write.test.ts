/**
 * No write is lost silently: one that was on its way when Roster was killed is there after the restart,
 * as a question with a way to answer it.
 */

import { startDemoServer } from '../../electron/demo/start-demo-server.ts';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { rail, statusBar, userRows } from './roster-page.ts';

test.use({ secrets: 'keychain' });

test('a write that a crash left open is asked about', { tag: '@electron' }, async ({ roster }) => {
  const clerk = await startDemoServer({ users: 20 });
  const { instanceId } = await roster.api.instances.add({
    secretKey: clerk.secretKey,
    apiUrl: clerk.url,
    name: 'Acme',
  });
  await roster.api.directory.sync({ instanceId });
  const { rows } = await roster.api.directory.query({ instanceId, limit: 20 });
  const user = rows.find(({ locked, banned }) => !locked && !banned);
  if (user === undefined) throw new Error('The demo has nobody to lock');

  // It is done at Clerk, but no answer ever comes.
  clerk.faults.add({ kind: 'hang', applied: true }, { method: 'POST', path: /\/lock$/ });
  const answer = roster.api.users.lock({ instanceId, userId: user.id }).catch(() => undefined);
  await expect.poll(() => clerk.stats.byOperation['LockUser']).toBe(1);
  await roster.kill();
  await answer;
  await roster.restart();

  await rail(roster.page)
    .getByRole('button', { name: /^Acme,/ })
    .click();
  await expect(userRows(roster.page).first()).toBeVisible();
  await statusBar(roster.page).getByRole('button', { name: '1 write with unknown outcome' }).click();
  const dialog = roster.page.getByRole('dialog');
  await expect(dialog).toContainText(user.id);
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog).toContainText(/locked/i);
  await expect(statusBar(roster.page).getByRole('button', { name: /unknown outcome/ })).toHaveCount(0);
  // It was sent once, and never again by itself.
  expect(clerk.stats.byOperation['LockUser']).toBe(1);
  await clerk.close();
});
