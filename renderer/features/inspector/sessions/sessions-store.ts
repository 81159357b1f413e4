/**
 * The sessions of the user whose tab was opened last: kept while one steps between that user's tabs, forgotten
 * with the next user. Live data, in memory only.
 */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import type { UserSession } from '../../../../shared/models/session.ts';
import { api } from '../../../api.ts';
import { largestPage, usePagedCall, type Page, type PageRequest } from '../../../composables/usePagedCall.ts';
import type { OpenUser } from '../useReadWhenOpen.ts';
import type { SessionFilter } from './session-words.ts';

export const useSessionsStore = defineStore('sessions-of-user', () => {
  let instanceId = '' as InstanceId;
  let userId = '';
  const filter = ref<SessionFilter>('all');

  async function readPage(page: PageRequest): Promise<Page<UserSession>> {
    const status = filter.value === 'all' || filter.value === 'pending' ? {} : { status: filter.value };
    const answer = await api.users.listSessions({ instanceId, userId, ...page, ...status });
    return { items: answer.sessions, total: answer.total };
  }

  /** Clerk's filter does not know this status: they are picked from all. */
  async function readPending({ limit, offset, callId }: PageRequest): Promise<Page<UserSession>> {
    const found: UserSession[] = [];
    for (let at = 0; ;) {
      const request = { limit: largestPage, offset: at, ...(callId === undefined ? {} : { callId }) };
      const page = await readPage(request);
      found.push(...page.items.filter(({ status }) => status === 'pending'));
      at += page.items.length;
      if (page.items.length === 0 || at >= page.total) break;
    }
    return { items: found.slice(offset, offset + limit), total: found.length };
  }

  const sessions = usePagedCall<UserSession>((page) =>
    filter.value === 'pending' ? readPending(page) : readPage(page),
  );

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
