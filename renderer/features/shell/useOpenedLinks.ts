/** Follows the links to users that Roster is opened with. Mounted once, by the window's frame. */
import { useRouter } from 'vue-router';
import { api } from '../../api.ts';
import { useEvent } from '../../composables/useEvent.ts';
import { notify } from '../../ui/notify.ts';
import { useInstancesStore } from './instances-store.ts';

export function useOpenedLinks(): void {
  const router = useRouter();
  const instances = useInstancesStore();

  async function follow(): Promise<void> {
    await Promise.all([router.isReady(), instances.load()]);
    // Which instances there are is not known: Welcome says why. The link stays where it is.
    if (!instances.loaded) return;
    // What cannot be asked for was not opened either: then Roster just starts as ever.
    const { link } = await api.app.takeLink({}).catch(() => ({ link: null }));
    if (link === null) return;
    const instance = instances.instances.find(
      ({ clerkInstanceId }) => clerkInstanceId === link.clerkInstanceId,
    );
    if (instance === undefined) {
      notify.told(
        `The link that was opened leads to a user of an instance that Roster does not have: ${link.clerkInstanceId}. Add that instance with its key, then open the link again.`,
      );
      return;
    }
    await router.push({
      name: 'users',
      params: { instanceId: instance.instanceId, userId: link.userId, frame: 'page' },
    });
  }

  useEvent(api.app.onLinkOpened, () => void follow());
  void follow();
}
