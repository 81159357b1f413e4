/** The calls of `images`: whose picture it is, the mirror says; where it may come from, `images/` does. */
import type { Handlers } from '../../../shared/contract.ts';
import type { CallContext } from '../call-context.ts';
import { userFromWire } from '../clerk/user-wire.ts';
import { pictureAddress } from '../images/picture-address.ts';
import type { Services } from '../services.ts';

export function imagesHandlers(services: Services): Handlers<CallContext>['images'] {
  return {
    async get({ instanceId, userId }, { signal }) {
      const session = services.session(instanceId);
      const found = await (await session.directory()).get(userId);
      if (found === null) return null;
      const { hasImage, imageUrl } = userFromWire(found.user);
      if (!hasImage || imageUrl === null) return null;
      const { kind, apiUrl } = session.instance();
      const address = pictureAddress(imageUrl, {
        kind,
        apiUrl: kind === 'demo' ? (await services.demo.bind()).url : apiUrl,
      });
      return address === null ? null : services.images.get({ instanceId, address }, signal);
    },
  };
}
