/** The calls of `images`: the user's picture as it is, read once and kept by nobody. */
import type { Handlers } from '../../../shared/contract.ts';
import { fail } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import type { Services } from '../services.ts';
import { knownUser } from './known-user.ts';

export function imagesHandlers(services: Services): Handlers<CallContext>['images'] {
  return {
    async original({ instanceId, userId }, { signal }) {
      const session = services.session(instanceId);
      const { hasImage, imageUrl } = await knownUser(session, userId, signal);
      if (!hasImage || imageUrl === null) return null;
      const picture = await services.avatars.original(session, imageUrl, signal);
      if (picture === null) {
        throw fail('not_found', 'The picture that the user has now could not be fetched.');
      }
      const { contentType, bytes } = picture;
      return { contentType, base64: Buffer.from(bytes).toString('base64') };
    },
  };
}
