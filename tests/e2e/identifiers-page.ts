/** The tab Identifiers by what a person reads, and users to try it on. Asserts little. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { DemoServer } from '../../electron/demo/start-demo-server.ts';
import type { InstanceId, ProtectionMode } from '../../shared/models/instance.ts';
import type { User } from '../../shared/models/user.ts';
import type { UserCreate } from '../../shared/models/user-input.ts';
import type { Roster } from '../harness/e2e-fixtures.ts';
import { openSynced, openUser } from './roster-page.ts';

export interface OpenedIdentifiers {
  instanceId: InstanceId;
  user: User;
  /** The inspector, with the tab open. */
  opened: Locator;
  /** What Clerk has of the user now. */
  read(): Promise<User>;
}

export function section(opened: Locator, name: string): Locator {
  return opened.getByRole('region', { name, exact: true });
}

/** The entry that has this value, within a section. */
export function entry(opened: Locator, name: string, value: string | RegExp): Locator {
  return section(opened, name).locator('[data-entry]').filter({ hasText: value });
}

/** Of all entries of a section, in the order shown. */
export function values(opened: Locator, name: string): Locator {
  return section(opened, name).locator('[data-entry] bdi:not(form bdi, button bdi)');
}

export async function choose(opened: Locator, of: string, item: string | RegExp): Promise<void> {
  await opened.getByRole('button', { name: `Actions on ${of}`, exact: true }).click();
  await opened.page().getByRole('menuitem', { name: item }).click();
}

export function toast(page: Page): Locator {
  return page.locator('[data-sonner-toast]');
}

/** Answers the question that stands before a write. */
export async function confirm(page: Page, action: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: action }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function openTab(roster: Roster, instanceId: InstanceId, user: User): Promise<OpenedIdentifiers> {
  const opened = await openUser(roster.page, user.id);
  await opened.getByRole('tab', { name: /^Identifiers/ }).click();
  await expect(section(opened, 'E-mail addresses')).toBeVisible();
  return {
    instanceId,
    user,
    opened,
    read: () => roster.api.users.get({ instanceId, userId: user.id }),
  };
}

/** A new user as the test wants it. */
export async function openNewUser(
  roster: Roster,
  demo: DemoServer,
  user: UserCreate,
): Promise<OpenedIdentifiers> {
  const instanceId = await openSynced(roster, demo);
  const created = await roster.api.users.create({
    instanceId,
    user: { skipPasswordRequirement: true, ...user },
  });
  return openTab(roster, instanceId, created);
}

/** The newest user of whom this is true. The protection is set only once that is known. */
export async function openUserWith(
  roster: Roster,
  demo: DemoServer,
  wanted: (user: User) => boolean,
  more: { protection?: ProtectionMode } = {},
): Promise<OpenedIdentifiers> {
  const instanceId = await openSynced(roster, demo, more);
  const { users } = await roster.api.users.list({ instanceId, limit: 500 });
  const user = users.find(wanted);
  if (!user) throw new Error('The demo has no such user');
  return openTab(roster, instanceId, user);
}

/** As another program would, while Roster shows what it knows. */
export async function deleteElsewhere(demo: DemoServer, path: string): Promise<void> {
  const answer = await fetch(`${demo.url}${path}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${demo.secretKey}`, 'clerk-api-version': '2026-05-12' },
  });
  expect(answer.status).toBe(200);
}
