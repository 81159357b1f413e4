/** What an organization invitation's fields mean in words: status, and what becomes of it. Knows no screen. */
import type { OrganizationInvitation } from '../../../../shared/models/organization.ts';
import type { TagTone } from '../../../ui/UiTag.vue';

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired';
export type InvitationFilter = InvitationStatus | 'all';

const statuses: Readonly<Record<InvitationStatus, { words: string; tone: TagTone }>> = {
  pending: { words: 'Pending', tone: 'accent' },
  accepted: { words: 'Accepted', tone: 'ok' },
  revoked: { words: 'Revoked', tone: 'bad' },
  expired: { words: 'Expired', tone: 'neutral' },
};

function isStatus(status: string): status is InvitationStatus {
  return Object.hasOwn(statuses, status);
}

/** A status that Clerk adds one day shows under its own name. */
export function invitationLooks(status: string | null): { words: string; tone: TagTone } {
  if (status === null) return { words: 'Unknown', tone: 'neutral' };
  return isStatus(status) ? statuses[status] : { words: status, tone: 'neutral' };
}

/** When it ends matters while somebody may still accept it, and when that is why it ended. */
export function showsExpiry({ status, expiresAt }: OrganizationInvitation): boolean {
  return expiresAt !== null && (status === 'pending' || status === 'expired');
}

export const invitationFilters: readonly { value: InvitationFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  ...Object.keys(statuses)
    .filter(isStatus)
    .map((value) => ({ value, label: statuses[value].words })),
];

/** `Admin`; where Clerk has no name for the role, its key. */
export function roleWords({ role, roleName }: { role: string; roleName: string | null }): string {
  return roleName?.trim() || role;
}
