/** The group `images`: pictures of users, as bytes that a page without a network can show. */
import { z } from 'zod';
import { query } from '../contract-kit.ts';
import { instanceIdSchema } from '../models/instance.ts';
import { callIdSchema } from './call-id.ts';

export const images = {
  /**
   * The picture that the mirror's copy of a user names. Null when the user has none, when it is out of
   * reach (offline), or when it is not a PNG, JPEG, GIF or WebP at an address of Clerk's pictures. Counts
   * nothing against the API's rate limits.
   */
  get: query(
    z.strictObject({
      instanceId: instanceIdSchema,
      userId: z.string().min(1).max(200),
      callId: callIdSchema.optional(),
    }),
    z
      .object({
        /** By the bytes themselves, whatever the server called them. */
        contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
        /** At most 2 MB once decoded. */
        base64: z.string(),
      })
      .nullable(),
  ),
};
