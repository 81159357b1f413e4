/** A user's organizations and invitations: read live, page by page, and calm about what is not there. */

import type { Locator } from '@playwright/test';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId } from '../../shared/models/instance.ts';
import { expect, type Roster, test } from '../harness/e2e-fixtures.ts';
import { openSynced, openUser, statusBar } from './roster-page.ts';

test.use({ demoOptions: { users: 60, memberships: 640, invitations: 530 }, clerkUsers: 60 });

const membershipsOf = { operation: 'UsersGetOrganizationMemberships' };
const invitationsOf = { operation: 'UsersGetOrganizationInvitations' };

interface Opened {
  opened: Locator;
  userId: string;
  instanceId: InstanceId;
}

/** Of the newest user, who is the one with many. */
async function openTab(roster: Roster, clerk: { secretKey: string; url: string }): Promise<Opened> {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, clerk);
  const { rows } = await api.directory.query({ instanceId, sort: '-createdAt', limit: 1 });
  const userId = rows[0]?.id ?? '';
  const opened = await openUser(page, userId);
  await opened.getByRole('tab', { name: /^Organizations/ }).click();
  return { opened, userId, instanceId };
}

function part(opened: Locator, name: 'Memberships' | 'Invitations'): Locator {
  return opened.getByRole('region', { name, exact: true });
}

async function chooseStatus(opened: Locator, status: string): Promise<void> {
  await opened.getByRole('combobox', { name: 'Which invitations' }).click();
  await opened.page().getByRole('option', { name: status, exact: true }).click();
}

function asked(demo: DemoServer, operation: string): number {
  return demo.stats.byOperation[operation] ?? 0;
}

test(
  'shows memberships and goes past Clerk’s largest page',
  { tag: '@electron' },
  async ({ roster, demo }) => {
    const { opened, userId, instanceId } = await openTab(roster, demo);
    const memberships = part(opened, 'Memberships');
    await expect(memberships.getByText('100 of 640')).toBeVisible();
    await expect(opened.getByRole('tab', { name: 'Organizations 99+' })).toBeVisible();
    for (const shown of [200, 300, 400, 500, 600, 640]) {
      await memberships.getByRole('button', { name: 'Show more' }).click();
      await expect(memberships.getByRole('listitem')).toHaveCount(shown);
    }
    await expect(memberships.getByRole('button', { name: 'Show more' })).toHaveCount(0);

    const last = await roster.api.users.listOrganizationMemberships({
      instanceId,
      userId,
      offset: 639,
    });
    const membership = last.memberships[0];
    const entry = memberships.getByRole('listitem').last();
    await expect(entry).toContainText(membership?.organization.name ?? 'no name');
    await expect(entry).toContainText(membership?.role ?? 'no role');
    await expect(entry.locator('time')).toHaveAttribute(
      'datetime',
      new Date(membership?.createdAt ?? 0).toISOString(),
    );
  },
);

test('filters invitations by status and pages through what is left', async ({ roster, demo }) => {
  const { opened, userId, instanceId } = await openTab(roster, demo);
  const invitations = part(opened, 'Invitations');
  await expect(invitations.getByText('100 of 530')).toBeVisible();
  for (const status of ['pending', 'accepted', 'revoked', 'expired'] as const) {
    const { total } = await roster.api.users.listOrganizationInvitations({
      instanceId,
      userId,
      status,
      limit: 1,
    });
    const label = status.charAt(0).toUpperCase() + status.slice(1);
    await chooseStatus(opened, label);
    const entries = invitations.getByRole('listitem');
    await expect(entries).toHaveCount(Math.min(100, total));
    await expect(entries.getByText(label, { exact: true })).toHaveCount(Math.min(100, total));
  }
  await chooseStatus(opened, 'All');
  await expect(invitations.getByText('100 of 530')).toBeVisible();
  for (const shown of [200, 300, 400, 500, 530]) {
    await invitations.getByRole('button', { name: 'Show more' }).click();
    await expect(invitations.getByRole('listitem')).toHaveCount(shown);
  }
});

test('is read when it is opened, once for its user, and again on request', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 1 });
  const opened = await openUser(page, rows[0]?.id ?? '');
  await expect(opened.getByRole('region', { name: 'Profile' })).toBeVisible();
  expect(asked(demo, membershipsOf.operation)).toBe(0);
  await opened.getByRole('tab', { name: /^Organizations/ }).click();
  await expect(part(opened, 'Memberships').getByRole('listitem').first()).toBeVisible();
  expect(asked(demo, membershipsOf.operation)).toBe(1);
  await opened.getByRole('tab', { name: 'Overview' }).click();
  await opened.getByRole('tab', { name: /^Organizations/ }).click();
  await expect(part(opened, 'Memberships').getByRole('listitem').first()).toBeVisible();
  await opened.getByRole('button', { name: 'Refresh invitations' }).click();
  await expect.poll(() => asked(demo, invitationsOf.operation)).toBe(2);
  expect(asked(demo, membershipsOf.operation)).toBe(1);
});

test('a page that Clerk refuses leaves those before it', async ({ roster, demo }) => {
  const { opened } = await openTab(roster, demo);
  const memberships = part(opened, 'Memberships');
  await expect(memberships.getByText('100 of 640')).toBeVisible();
  demo.faults.add({ kind: 'respond', status: 404, body: notFound }, membershipsOf);
  await memberships.getByRole('button', { name: 'Show more' }).click();
  await expect(memberships.getByRole('alert')).toContainText('No more memberships could be read.');
  await expect(memberships.getByRole('listitem')).toHaveCount(100);
  await memberships.getByRole('button', { name: 'Show more' }).click();
  await expect(memberships.getByRole('listitem')).toHaveCount(200);
  await expect(memberships.getByRole('alert')).toHaveCount(0);
});

const notFound = {
  errors: [{ message: 'not found', long_message: 'No user.', code: 'resource_not_found' }],
  clerk_trace_id: 'trace_of_404',
};

test('a user who is gone is told, with the trace id', async ({ roster, demo }) => {
  demo.faults.add({ kind: 'respond', status: 404, body: notFound }, membershipsOf);
  const { opened } = await openTab(roster, demo);
  const refused = part(opened, 'Memberships').getByRole('alert');
  await expect(refused).toContainText('The memberships could not be read. Clerk knows nothing by this id');
  await expect(refused).toContainText('trace_of_404');
  await part(opened, 'Memberships').getByRole('button', { name: 'Try again' }).click();
  await expect(part(opened, 'Memberships').getByText('100 of 640')).toBeVisible();
  await expect(refused).toHaveCount(0);
});

test('a pause that Clerk asks for is told', async ({ roster, demo }) => {
  demo.faults.add({ kind: 'rate-limit', retryAfterSeconds: 600 }, invitationsOf);
  const { opened } = await openTab(roster, demo);
  await expect(part(opened, 'Invitations').getByRole('alert')).toContainText(
    'The invitations could not be read. Clerk asks for a pause',
  );
});

test('offline says that there is no local copy, and reads when the network is back', async ({
  roster,
  clerk,
}) => {
  const { page, api } = roster;
  const instanceId = await openSynced(roster, clerk);
  const { rows } = await api.directory.query({ instanceId, limit: 1 });
  const opened = await openUser(page, rows[0]?.id ?? '');
  await clerk.cutNetwork();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(statusBar(page)).toContainText('Offline');
  await opened.getByRole('tab', { name: /^Organizations/ }).click();
  await expect(part(opened, 'Memberships')).toContainText('not in the local copy');
  await clerk.restoreNetwork();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(part(opened, 'Memberships')).not.toContainText('not in the local copy');
  await expect(part(opened, 'Memberships')).toContainText(/Member of no organization|since/);
});

test.describe('where organizations are off', () => {
  test.use({ demoOptions: { users: 60, organizations: false } });

  test('that is a state, with the way to switch them on', async ({ roster, demo }) => {
    const { opened } = await openTab(roster, demo);
    await expect(opened.getByText('Organizations are off in this instance')).toBeVisible();
    await expect(opened).toContainText('dashboard.clerk.com');
    await expect(opened.getByRole('alert')).toHaveCount(0);
    const before = asked(demo, membershipsOf.operation);
    await opened.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => asked(demo, membershipsOf.operation)).toBe(before + 1);
    await expect(opened.getByText('Organizations are off in this instance')).toBeVisible();
  });
});
