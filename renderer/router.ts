/**
 * Which screen shows. The history lives in memory: addresses carry ids of users, which belong into no
 * browser's history, and the browser host uses the hash for its one-time code.
 */
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { useAppStore } from './features/shell/app-store.ts';
import { useInstancesStore } from './features/shell/instances-store.ts';

export function createAppRouter(): Router {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      {
        path: '/',
        name: 'welcome',
        component: () => import('./features/welcome/WelcomeScreen.vue'),
      },
      {
        path: '/instances/:instanceId/users',
        component: () => import('./features/users/UsersScreen.vue'),
        props: true,
        // The list shows it beside itself when a user is open, or lets it take its place: one route, so that it
        // is the same inspector in both. The features meet here, not in each other.
        children: [
          {
            path: ':userId?/:frame(page)?',
            name: 'users',
            component: () => import('./features/inspector/UserInspector.vue'),
            props: ({ params }) => ({ instanceId: params.instanceId, userId: params.userId }),
          },
        ],
      },
      { path: '/:rest(.*)*', redirect: { name: 'welcome' } },
    ],
  });

  /** Welcome is for those who have no instance; all others go where they were last, or to the first one. */
  router.beforeEach(async (to) => {
    const instances = useInstancesStore();
    const app = useAppStore();
    await Promise.all([instances.load(), app.load()]);
    if (to.name === 'users') {
      return instances.find(String(to.params.instanceId)) ? true : { name: 'welcome' };
    }
    const goal = instances.find(app.settings.lastInstanceId) ?? instances.instances[0];
    return goal ? { name: 'users', params: { instanceId: goal.instanceId } } : true;
  });

  router.afterEach((to) => {
    const instances = useInstancesStore();
    const app = useAppStore();
    const open = to.name === 'users' ? instances.find(String(to.params.instanceId)) : null;
    instances.currentId = open?.instanceId ?? null;
    document.title = open ? `${open.name} · Roster` : 'Roster';
    if (open && open.instanceId !== app.settings.lastInstanceId) {
      // Where one was last is a convenience: not being able to store it is no reason to say anything.
      app.updateSettings({ lastInstanceId: open.instanceId }).catch(() => undefined);
    }
  });

  return router;
}
