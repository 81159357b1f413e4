/** The journal of writes: noted as sent before they leave, completed after. */
import { z } from 'zod';
import { instanceIdSchema } from './instance.ts';

export const writeStateSchema = z.enum([
  'sent', // on its way
  'done',
  'refused', // the API said no: nothing was changed
  'unknown', // left, and no answer came back
  'checked', // was unknown; a person has looked
]);
export type WriteState = z.infer<typeof writeStateSchema>;

export const writeEntrySchema = z.object({
  entryId: z.string(),
  instanceId: instanceIdSchema,
  /** The contract's call, e.g. `users.ban`. */
  method: z.string(),
  /** Null for a creation. */
  userId: z.string().nullable(),
  /** Whom or what it was about in words, e.g. the e-mail address of a user being created. */
  subject: z.string(),
  state: writeStateSchema,
  sentAt: z.number(),
  endedAt: z.number().nullable(),
  /** What the API or the network said. */
  message: z.string().nullable(),
});
export type WriteEntry = z.infer<typeof writeEntrySchema>;
