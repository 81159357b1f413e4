/** The calls of `images`: pictures as they are, read once and kept by nobody. */
import type { Handlers } from '../../../shared/contract.ts';
import { fail } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import { pictureOf, type Picture } from '../images/picture.ts';
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
      return asBase64(picture);
    },

    async clipboard() {
      const { desk } = services.ports;
      if (desk === null) throw fail('unknown_method', 'Only the desktop app reads the clipboard by itself.');
      const bytes = await desk.clipboardPicture();
      const picture = bytes === null ? null : pictureOf(bytes);
      return picture === null ? null : asBase64(picture);
    },
  };
}

function asBase64({ contentType, bytes }: Picture) {
  return { contentType, base64: Buffer.from(bytes).toString('base64') };
}
