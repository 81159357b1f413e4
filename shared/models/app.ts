/** The app itself: where it runs, its keychain, its settings, the rate budget. */
import { z } from 'zod';
import { instanceIdSchema } from './instance.ts';

export const secretStatusSchema = z.object({
  state: z.enum(['available', 'locked', 'unavailable']),
  /** False: keys live in memory for this run, and mirrors in temporary files. */
  persistent: z.boolean(),
  /** E.g. `macOS Keychain`, `Secret Service`, `memory`. */
  backend: z.string(),
  /** Why it is not available, in words. */
  reason: z.string().nullable(),
});
export type SecretStatus = z.infer<typeof secretStatusSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  platform: z.string(),
  secrets: secretStatusSchema,
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const themeSchema = z.enum(['system', 'light', 'dark']);

export const settingsSchema = z.object({
  theme: themeSchema,
  /** Width of the inspector in px. */
  inspectorWidth: z.number().int().min(320).max(560),
  /** The instance that was open last. */
  lastInstanceId: instanceIdSchema.nullable(),
  /** Private metadata is not shown until asked for, user by user. */
  hidePrivateMetadata: z.boolean(),
  /** While a secret is on screen, screenshots and screen sharing show nothing of the window, where the OS can. */
  hideFromCapture: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** How much of an instance's request budget is in use. */
export const rateBudgetSchema = z.object({
  instanceId: instanceIdSchema,
  /** Requests sent within the window. */
  used: z.number(),
  /** Requests Roster allows itself per window. */
  budget: z.number(),
  windowMs: z.number(),
  /** Set while a 429 pauses this instance. Unix ms. */
  pausedUntil: z.number().nullable(),
});
export type RateBudget = z.infer<typeof rateBudgetSchema>;

/** A user as a link names it: by Clerk's own ids, so that it holds on another computer, too. */
export const userLinkSchema = z.object({
  clerkInstanceId: z.string().min(1).max(200),
  userId: z.string().min(1).max(200),
});
export type UserLink = z.infer<typeof userLinkSchema>;
