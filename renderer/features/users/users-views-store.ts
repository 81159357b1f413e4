/** What was searched for and how it was sorted, per instance, for as long as the window lives. */
import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { DirectorySort } from '../../../shared/models/directory.ts';
import type { InstanceId } from '../../../shared/models/instance.ts';

export interface UsersView {
  query: string;
  sort: DirectorySort;
}

export const useUsersViews = defineStore('users-views', () => {
  const views = new Map<string, UsersView>();

  /** The same object each time: whoever comes back finds the list as it was left. */
  function viewOf(instanceId: InstanceId): UsersView {
    const known = views.get(instanceId);
    if (known) return known;
    const view = reactive<UsersView>({ query: '', sort: '-createdAt' });
    views.set(instanceId, view);
    return view;
  }

  return { viewOf };
});
