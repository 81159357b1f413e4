/** The journal of writes: noted as sent before they leave, completed after. */
import { z } from 'zod';
import { instanceIdSchema } from './instance.ts';
import { jsonValueSchema } from './json.ts';

export const writeStateSchema = z.enum([
  'sent', // on its way
  'done',
  'refused', // the API said no: nothing was changed
  'unknown', // left, and no answer came back
  'not-sent', // noted, but nothing left after all
  'checked', // was unknown; a person has looked
]);
export type WriteState = z.infer<typeof writeStateSchema>;

export const writeChangeSchema = z.object({
  /** Path into the call's input, e.g. `changes.firstName`. */
  field: z.string(),
  /** What it was set to. Absent for secrets and for what is too long to keep. */
  value: jsonValueSchema.optional(),
});
export type WriteChange = z.infer<typeof writeChangeSchema>;

export const writeEntrySchema = z.object({
  entryId: z.string(),
  instanceId: instanceIdSchema,
  /** The contract's call, e.g. `users.ban`. */
  method: z.string(),
  /** Null for a creation that was not done, or not yet. */
  userId: z.string().nullable(),
  /** Whom or what it was about in words, e.g. the e-mail address of a user being created. */
  subject: z.string(),
  /** The account on this computer under which Roster ran; null where it is not known. */
  operator: z.string().nullable(),
  changes: z.array(writeChangeSchema),
  state: writeStateSchema,
  sentAt: z.number(),
  endedAt: z.number().nullable(),
  /** What the API or the network said. */
  message: z.string().nullable(),
  /** Clerk's trace id of a refusal or an unclear end, for its support. */
  traceId: z.string().nullable(),
});
export type WriteEntry = z.infer<typeof writeEntrySchema>;
