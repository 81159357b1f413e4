/** The groups `audit`, `settings` and `app`. */
import { z } from 'zod';
import { command, event, query } from '../contract-kit.ts';
import {
  appInfoSchema,
  rateBudgetSchema,
  secretStatusSchema,
  settingsSchema,
  userLinkSchema,
} from '../models/app.ts';
import { writeEntrySchema, writeStateSchema } from '../models/audit.ts';
import { instanceIdSchema } from '../models/instance.ts';
import { userSchema } from '../models/user.ts';
import { callIdSchema } from './call-id.ts';

export const audit = {
  /** Newest first. */
  list: query(
    z.strictObject({
      instanceId: instanceIdSchema.optional(),
      userId: z.string().min(1).max(200).optional(),
      state: writeStateSchema.optional(),
      /** `nextCursor` of the page before. */
      after: z.string().max(100).optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({
      entries: z.array(writeEntrySchema),
      nextCursor: z.string().nullable(),
      /** Said once, e.g. that a damaged journal was set aside. */
      notice: z.string().nullable(),
    }),
  ),
  /** Reads the user of an unknown write again, so that a person can see what became of it. */
  check: command(
    z.strictObject({ entryId: z.string().max(100), callId: callIdSchema.optional() }),
    z.object({
      entry: writeEntrySchema,
      /** Null: there is no such user (any more, or yet). */
      user: userSchema.nullable(),
    }),
  ),
  onChanged: event(z.object({ unknown: z.number() })),
};

export const settings = {
  get: query(z.strictObject({}), settingsSchema),
  update: command(settingsSchema.partial().strict(), settingsSchema),
  onChanged: event(settingsSchema),
};

export const app = {
  info: query(z.strictObject({}), appInfoSchema),
  /** Ends the long call that was given this id. */
  cancel: command(z.strictObject({ callId: callIdSchema }), z.object({ cancelled: z.boolean() })),
  /** Asks the keychain again, e.g. after the user unlocked it. */
  retryKeychain: command(z.strictObject({}), secretStatusSchema),
  /** The link to a user that Roster was opened with; answered once, then forgotten. */
  takeLink: command(z.strictObject({}), z.object({ link: userLinkSchema.nullable() })),
  /**
   * While `on`, screenshots and screen sharing show nothing of the window, where the OS can do that. Off again
   * when the page is loaded anew. Does nothing where there is no window of ours.
   */
  hideFromCapture: command(z.strictObject({ on: z.boolean() }), z.object({})),
  budget: query(z.strictObject({ instanceId: instanceIdSchema }), rateBudgetSchema),
  /** There is a link to take. */
  onLinkOpened: event(z.object({})),
  /** The computer was locked, or goes to sleep: what is secret leaves the screen. */
  onScreenLocked: event(z.object({})),
  onSecretsChanged: event(secretStatusSchema),
  onBudgetChanged: event(rateBudgetSchema),
};
