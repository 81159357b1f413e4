/** The tab Organizations: read when it is opened, kept for its user, and calm about what is not there. */
import { bridge, makeStatus, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { disposePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import OrganizationsTab from '../../../../../renderer/features/inspector/organizations/OrganizationsTab.vue';
import { freshAfterMs } from '../../../../../renderer/features/inspector/useInspectedUser.ts';
import { oldAfterMs } from '../../../../../renderer/features/inspector/useReadWhenOpen.ts';
import UiSelect from '../../../../../renderer/ui/UiSelect.vue';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type {
  OrganizationInvitation,
  OrganizationMembership,
} from '../../../../../shared/models/organization.ts';
import { makeUser } from '../make-user.ts';
import { buttons, mountTab, press, startStores } from '../mount-tab.ts';

let app: VueWrapper | null = null;
let pinia: Pinia;
let instance: Instance;

function makeMembership(at: number): OrganizationMembership {
  return {
    id: `orgmem_${at}`,
    role: 'org:admin',
    roleName: 'Admin',
    permissions: [],
    organization: {
      id: `org_${at}`,
      name: `Organization ${at}`,
      slug: `organization-${at}`,
      imageUrl: null,
      membersCount: 34,
    },
    publicMetadata: {},
    createdAt: Date.UTC(2025, 10, 12, 12),
    updatedAt: null,
    raw: {},
  };
}

function makeInvitation(at: number, more: Partial<OrganizationInvitation> = {}): OrganizationInvitation {
  return {
    id: `orginv_${at}`,
    emailAddress: 'jane@example.com',
    role: 'org:member',
    roleName: 'Member',
    status: 'pending',
    organizationId: `org_${at}`,
    organizationName: `Organization ${at}`,
    publicMetadata: {},
    createdAt: Date.now() - 120_000,
    updatedAt: null,
    expiresAt: Date.now() + 3 * 86_400_000,
    raw: {},
    ...more,
  };
}

let memberships: OrganizationMembership[];
let invitations: OrganizationInvitation[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  bridge.reset();
  memberships = [makeMembership(1), makeMembership(2)];
  invitations = [makeInvitation(3), makeInvitation(4, { status: 'expired', expiresAt: Date.now() - 60_000 })];
  bridge.answers['users.listOrganizationMemberships'] = ({ limit, offset }) => ({
    memberships: memberships.slice(Number(offset), Number(offset) + Number(limit)),
    total: memberships.length,
  });
  bridge.answers['users.listOrganizationInvitations'] = ({ status }) => {
    const found = invitations.filter((one) => status === undefined || one.status === status);
    return { invitations: found, total: found.length };
  };
  ({ pinia, instance } = await startStores());
});

afterEach(() => {
  app?.unmount();
  app = null;
  disposePinia(pinia);
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(freshAfterMs);
  await flushPromises();
}

async function open(userId = 'user_1'): Promise<void> {
  app = mountTab(OrganizationsTab, { pinia, instance, user: makeUser(userId) });
  await settle();
}

function close(): void {
  app?.unmount();
  app = null;
}

const text = () => document.body.textContent;
const membershipCalls = () => bridge.callsOf('users.listOrganizationMemberships');

test('shows memberships with role, since when and how large, and invitations with their status', async () => {
  await open();
  const shown = text();
  expect(shown).toMatch(/Memberships\s*2/);
  expect(shown).toContain('Organization 1');
  expect(shown).toContain('organization-1');
  expect(shown).toContain('org:admin');
  expect(shown).toContain('34 members');
  expect(document.querySelector('time[datetime="2025-11-12T12:00:00.000Z"]')).not.toBeNull();
  expect(shown).toMatch(/Organization 3\s*Pending/);
  expect(shown).toMatch(/expires\s*in 3 days/);
  expect(shown).toMatch(/expired\s*1 min ago/);
  expect(buttons('Copy organization id of Organization 1')).toHaveLength(1);
});

test('asks for nothing while one only passes by', async () => {
  app = mountTab(OrganizationsTab, { pinia, instance, user: makeUser('user_1') });
  await vi.advanceTimersByTimeAsync(freshAfterMs - 1);
  close();
  await settle();
  expect(membershipCalls()).toHaveLength(0);
});

test('what was read is there again for the same user, and read anew when it is old', async () => {
  await open();
  close();
  await open();
  expect(text()).toContain('Organization 1');
  expect(membershipCalls()).toHaveLength(1);
  close();
  vi.advanceTimersByTime(oldAfterMs);
  await open();
  expect(membershipCalls()).toHaveLength(2);
});

test('another user starts from nothing', async () => {
  await open('user_1');
  bridge.answers['users.listOrganizationMemberships'] = () => new Promise(() => undefined);
  await app?.setProps({ copy: { user: makeUser('user_2'), fetchedAt: Date.now() } });
  await settle();
  expect(text()).not.toContain('Organization 1');
  expect(membershipCalls().at(-1)).toMatchObject({ userId: 'user_2', offset: 0 });
});

test('what is on its way ends when one leaves', async () => {
  bridge.answers['users.listOrganizationMemberships'] = () => new Promise(() => undefined);
  await open();
  const { callId } = membershipCalls()[0] ?? {};
  expect(callId).toBeTypeOf('string');
  close();
  expect(bridge.callsOf('app.cancel')).toContainEqual({ callId });
});

test('goes on page by page, to the end', async () => {
  memberships = Array.from({ length: 250 }, (_, at) => makeMembership(at));
  await open();
  expect(text()).toContain('100 of 250');
  await press('Show more');
  expect(text()).toContain('200 of 250');
  await press('Show more');
  expect(text()).toContain('Organization 249');
  expect(buttons('Show more')).toHaveLength(0);
  expect(membershipCalls().at(-1)).toMatchObject({ offset: 200, limit: 100 });
  expect(document.activeElement?.textContent).toContain('All memberships are shown.');
});

test('a next page that fails leaves the others, and can be tried again', async () => {
  memberships = Array.from({ length: 150 }, (_, at) => makeMembership(at));
  await open();
  const answer = bridge.answers['users.listOrganizationMemberships'];
  bridge.answers['users.listOrganizationMemberships'] = () => new Refusal('rate_limited', 'A pause.');
  await press('Show more');
  expect(text()).toContain('No more memberships could be read. A pause.');
  expect(text()).toContain('Organization 99');
  if (answer) bridge.answers['users.listOrganizationMemberships'] = answer;
  await press('Show more');
  expect(text()).toContain('Organization 149');
  expect(text()).not.toContain('A pause.');
});

test('filters invitations by status, and says when there is none', async () => {
  await open();
  const select = app?.getComponent(UiSelect);
  select?.vm.$emit('update:modelValue', 'expired');
  await flushPromises();
  expect(bridge.callsOf('users.listOrganizationInvitations').at(-1)).toMatchObject({ status: 'expired' });
  expect(text()).not.toContain('Organization 3');
  expect(text()).toContain('Organization 4');
  select?.vm.$emit('update:modelValue', 'revoked');
  await flushPromises();
  expect(text()).toContain('No invitation is revoked.');
});

test('a user without any says so', async () => {
  memberships = [];
  invitations = [];
  await open();
  expect(text()).toContain('Member of no organization.');
  expect(text()).toContain('Invited into no organization.');
});

describe('when it cannot be read', () => {
  test('because organizations are off, that is a state with a way on', async () => {
    const off = new Refusal('forbidden', 'Off.', undefined, {
      clerkCode: 'organization_not_enabled_in_instance',
    });
    bridge.answers['users.listOrganizationMemberships'] = () => off;
    bridge.answers['users.listOrganizationInvitations'] = () => off;
    await open();
    expect(text()).toContain('Organizations are off in this instance');
    expect(text()).toContain('dashboard.clerk.com');
    expect(document.querySelector('[role=alert]')).toBeNull();
    bridge.answers['users.listOrganizationMemberships'] = () => ({ memberships: [], total: 0 });
    bridge.answers['users.listOrganizationInvitations'] = () => ({ invitations: [], total: 0 });
    await press('Check again');
    expect(text()).toContain('Member of no organization.');
  });

  test('for another reason, it says which, with the trace id', async () => {
    bridge.answers['users.listOrganizationMemberships'] = () =>
      new Refusal('not_found', 'Clerk knows nothing by this id.', undefined, { traceId: 'trace_1' });
    await open();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Clerk knows nothing by this id.');
    expect(text()).toContain('trace_1');
  });

  test('offline, it says that there is no local copy, and reads when the network is back', async () => {
    bridge.answers['directory.status'] = () =>
      makeStatus({ connection: { state: 'offline', since: 1, message: null } });
    disposePinia(pinia);
    ({ pinia, instance } = await startStores());
    const answer = bridge.answers['users.listOrganizationMemberships'];
    bridge.answers['users.listOrganizationMemberships'] = () => new Refusal('offline', 'No network.');
    await open();
    expect(text()).toContain('not in the local copy');
    expect(buttons('Try again')).toHaveLength(1);
    if (answer) bridge.answers['users.listOrganizationMemberships'] = answer;
    bridge.emit('directory.onChanged', {
      instanceId: instance.instanceId,
      userIds: [],
      status: makeStatus(),
    });
    await flushPromises();
    expect(text()).toContain('Organization 1');
    expect(text()).not.toContain('not in the local copy');
  });

  test('offline with what was read before, it shows that with its age', async () => {
    await open();
    bridge.answers['users.listOrganizationMemberships'] = () => new Refusal('offline', 'No network.');
    vi.setSystemTime(Date.now() + 180_000);
    await press('Refresh memberships');
    expect(text()).toMatch(/Offline\. These memberships were read/);
    expect(text()).toContain('Organization 1');
  });
});
