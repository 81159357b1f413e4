/** The tabs of a user: in which order, what is in each, and what is counted beside its label. */
import { defineAsyncComponent, type Component } from 'vue';
import type { User } from '../../../shared/models/user.ts';
import type { Tab } from '../../ui/UiTabs.vue';
import ActivityTab from './activity/ActivityTab.vue';
import IdentifiersTab from './identifiers/IdentifiersTab.vue';
import InspectorJson from './InspectorJson.vue';
import InspectorOverview from './InspectorOverview.vue';
import OrganizationsTab from './organizations/OrganizationsTab.vue';
import SecurityTab from './security/SecurityTab.vue';
import SessionsTab from './sessions/SessionsTab.vue';
import type { TabCounts } from './tab-counts.ts';
import TabSkeleton from './TabSkeleton.vue';

export type UserTab =
  'overview' | 'identifiers' | 'security' | 'metadata' | 'organizations' | 'sessions' | 'activity' | 'json';

const loadMetadataTab = () => import('./metadata/MetadataTab.vue');

/** Each takes TabProps. */
export const tabContents: Readonly<Record<UserTab, Component>> = {
  overview: InspectorOverview,
  identifiers: IdentifiersTab,
  security: SecurityTab,
  // Its editor is most of what the page weighs.
  metadata: defineAsyncComponent({ loader: loadMetadataTab, loadingComponent: TabSkeleton, delay: 0 }),
  organizations: OrganizationsTab,
  sessions: SessionsTab,
  activity: ActivityTab,
  json: InspectorJson,
};

/** Loads what is only needed when its tab is opened, so that it opens at once. */
export function loadTabsAhead(): void {
  // Opening the tab tries again, and says so if that fails, too.
  loadMetadataTab().catch(() => undefined);
}

function identifierCount(user: User): number {
  const { emailAddresses, phoneNumbers, web3Wallets, externalAccounts } = user;
  return emailAddresses.length + phoneNumbers.length + web3Wallets.length + externalAccounts.length;
}

function metadataCount(user: User): number {
  return [user.publicMetadata, user.privateMetadata, user.unsafeMetadata].reduce(
    (count, metadata) => count + Object.keys(metadata).length,
    0,
  );
}

/** Without a user nothing is counted yet; the room for it is kept. */
export function userTabs(user: User | null, counts: TabCounts): Tab<UserTab>[] {
  return [
    { value: 'overview', label: 'Overview', keep: true },
    { value: 'identifiers', label: 'Identifiers', count: user && identifierCount(user) },
    { value: 'security', label: 'Security' },
    { value: 'metadata', label: 'Metadata', count: user && metadataCount(user) },
    { value: 'organizations', label: 'Organizations', count: counts.organizations },
    { value: 'sessions', label: 'Sessions', count: counts.sessions },
    { value: 'activity', label: 'Activity' },
    { value: 'json', label: 'JSON' },
  ];
}
