/** Users' pictures as they were uploaded. The small ones that are shown everywhere come from the host, not by a call. */
import { z } from 'zod';
import { query } from '../contract-kit.ts';
import { onUser } from './user-call.ts';

export const images = {
  /**
   * The picture that the user has now, in its full size, as a way back from changing it. Null when there is
   * none. Fails with `not_found` when it is not to be had: it is not kept anywhere.
   */
  original: query(
    z.strictObject(onUser),
    z
      .object({
        /** As the bytes have it. */
        contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
        base64: z.base64(),
      })
      .nullable(),
  ),
};
