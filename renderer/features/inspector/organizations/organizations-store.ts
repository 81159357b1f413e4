/**
 * The organizations of the user whose tab was opened last: kept while one steps between that user's tabs,
 * forgotten with the next user. Live data, in memory only.
 */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import type {
  OrganizationInvitation,
  OrganizationMembership,
} from '../../../../shared/models/organization.ts';
import { api } from '../../../api.ts';
import { usePagedCall } from '../../../composables/usePagedCall.ts';
import type { OpenUser } from '../useReadWhenOpen.ts';
import type { InvitationFilter } from './invitation-words.ts';

export const useOrganizationsStore = defineStore('organizations-of-user', () => {
  let instanceId = '' as InstanceId;
  let userId = '';
  const filter = ref<InvitationFilter>('all');

  const memberships = usePagedCall<OrganizationMembership>(async (page) => {
    const answer = await api.users.listOrganizationMemberships({ instanceId, userId, ...page });
    return { items: answer.memberships, total: answer.total };
  });

  const invitations = usePagedCall<OrganizationInvitation>(async (page) => {
    const status = filter.value === 'all' ? {} : { status: filter.value };
    const answer = await api.users.listOrganizationInvitations({ instanceId, userId, ...page, ...status });
    return { items: answer.invitations, total: answer.total };
  });

  const lists = { memberships, invitations, filter };

  /** The lists of this user; those of the one before are gone. */
  function open(user: OpenUser): typeof lists {
    if (user.instanceId === instanceId && user.userId === userId) return lists;
    memberships.reset();
    invitations.reset();
    filter.value = 'all';
    ({ instanceId, userId } = user);
    return lists;
  }

  return { open };
});
