/** Users' pictures as they were uploaded. The small ones that are shown everywhere come from the host, not by a call. */
import { z } from 'zod';
import { query } from '../contract-kit.ts';
import { onUser } from './user-call.ts';

const picture = z.object({
  /** As the bytes have it. */
  contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
  base64: z.base64(),
});

export const images = {
  /**
   * The picture that the user has now, in its full size, as a way back from changing it. Null when there is
   * none. Fails with `not_found` when it is not to be had: it is not kept anywhere.
   */
  original: query(z.strictObject(onUser), picture.nullable()),

  /**
   * The picture on the clipboard, which the page itself may only be handed; null when there is none. To be asked
   * for when a person wants to paste it. Fails with `unknown_method` where there is no desktop window.
   */
  clipboard: query(z.strictObject({}), picture.nullable()),
};
