/**
 * The sessions of the user whose tab was opened last: kept while one steps between that user's tabs, forgotten
 * with the next user. Live data, in memory only.
 */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import type { UserSession } from '../../../../shared/models/session.ts';
import { api } from '../../../api.ts';
import { usePagedCall } from '../../../composables/usePagedCall.ts';
import type { OpenUser } from '../useReadWhenOpen.ts';
import type { SessionFilter } from './session-words.ts';

export const useSessionsStore = defineStore('sessions-of-user', () => {
  let instanceId = '' as InstanceId;
  let userId = '';
  const filter = ref<SessionFilter>('all');

  const sessions = usePagedCall<UserSession>(async (page) => {
    const status = filter.value === 'all' ? {} : { status: filter.value };
    const answer = await api.users.listSessions({ instanceId, userId, ...page, ...status });
    return { items: answer.sessions, total: answer.total };
  });

  const lists = { sessions, filter };

  /** The list of this user; that of the one before is gone. */
  function open(user: OpenUser): typeof lists {
    if (user.instanceId === instanceId && user.userId === userId) return lists;
    sessions.reset();
    filter.value = 'all';
    ({ instanceId, userId } = user);
    return lists;
  }

  return { open };
});
