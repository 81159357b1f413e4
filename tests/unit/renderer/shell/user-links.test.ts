/** Links to users on the page's side: how they are made, and what becomes of those that are opened. */
import { bridge, instance } from '../users/fake-bridge.ts';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { RouterView, type Router } from 'vue-router';
import { readUserLink } from '../../../../electron/shell/user-link.ts';
import { useOpenedLinks } from '../../../../renderer/features/shell/useOpenedLinks.ts';
import { userLink } from '../../../../renderer/features/shell/user-link.ts';
import { createAppRouter } from '../../../../renderer/router.ts';
import { notify } from '../../../../renderer/ui/notify.ts';
import { makeUser } from '../inspector/make-user.ts';
import { eventually, layOut } from '../users/mount-app.ts';

const link = { clerkInstanceId: instance.clerkInstanceId, userId: 'user_1' };
let app: VueWrapper | undefined;
let router: Router;

beforeEach(() => {
  bridge.reset();
  layOut({ width: 1300, height: 640 });
  bridge.answers['directory.query'] = () => ({ rows: [], nextCursor: null, total: 0 });
  bridge.answers['users.get'] = (input) => makeUser(String(input.userId));
  bridge.answers['directory.get'] = (input) => ({ ...makeUser(String(input.userId)), fetchedAt: 0 });
});
afterEach(() => {
  app?.unmount();
  vi.restoreAllMocks();
});

async function start(): Promise<void> {
  router = createAppRouter();
  const Root = defineComponent({
    setup() {
      useOpenedLinks();
      return () => h(RouterView);
    },
  });
  app = mount(Root, { attachTo: document.body, global: { plugins: [createPinia(), router] } });
  await router.push('/');
}

/** The core hands it out once. */
function opens(opened: object): void {
  let left: object | null = opened;
  bridge.answers['app.takeLink'] = () => {
    const taken = left;
    left = null;
    return { link: taken };
  };
}

test('what is copied here is what is read there', () => {
  expect(readUserLink(userLink({ clerkInstanceId: 'ins_2aB' }, 'user_2xY'))).toEqual({
    clerkInstanceId: 'ins_2aB',
    userId: 'user_2xY',
  });
});

test('the link that Roster was started with opens as a page', async () => {
  opens(link);
  await start();
  await eventually(() =>
    expect(router.currentRoute.value.fullPath).toBe(`/instances/${instance.instanceId}/users/user_1/page`),
  );
});

test('so does one that comes later', async () => {
  await start();
  await eventually(() => expect(bridge.callsOf('app.takeLink')).toHaveLength(1));
  opens(link);
  bridge.emit('app.onLinkOpened', {});
  await eventually(() => expect(router.currentRoute.value.params).toMatchObject({ userId: 'user_1' }));
});

test('one to an instance that is not here says so, and leaves the screen as it is', async () => {
  const told = vi.spyOn(notify, 'told').mockImplementation(() => undefined);
  opens({ ...link, clerkInstanceId: 'ins_other' });
  await start();
  await eventually(() => expect(told).toHaveBeenCalledWith(expect.stringContaining('ins_other')));
  expect(router.currentRoute.value.params.userId).toBeFalsy();
});
