/** An instance: a Clerk instance added to Roster. Never carries a key. */
import { z } from 'zod';

export const environmentSchema = z.enum(['development', 'production']);
export type Environment = z.infer<typeof environmentSchema>;

/** See product words: read-only refuses writes, guarded wants a confirmation for destructive ones. */
export const protectionModeSchema = z.enum(['read-only', 'guarded', 'open']);
export type ProtectionMode = z.infer<typeof protectionModeSchema>;

/** The twelve colours an instance can have; the renderer owns their values per theme. */
export const instanceColors = [
  'orange',
  'teal',
  'indigo',
  'slate',
  'rose',
  'amber',
  'lime',
  'emerald',
  'sky',
  'violet',
  'fuchsia',
  'brown',
] as const;
export const instanceColorSchema = z.enum(instanceColors);
export type InstanceColor = z.infer<typeof instanceColorSchema>;

/** Roster's own id of an instance. */
export const instanceIdSchema = z.string().min(1).max(64).brand<'InstanceId'>();
export type InstanceId = z.infer<typeof instanceIdSchema>;

export const instanceNameSchema = z.string().trim().min(1).max(80);

export const instanceSchema = z.object({
  instanceId: instanceIdSchema,
  /** Clerk's `ins_…`. */
  clerkInstanceId: z.string(),
  /** `demo`: the in-memory server inside the app; it has no stored key. */
  kind: z.enum(['clerk', 'demo']),
  name: instanceNameSchema,
  color: instanceColorSchema,
  environment: environmentSchema,
  /** Base URL with the version, e.g. `https://api.clerk.com/v1`. */
  apiUrl: z.string(),
  protection: protectionModeSchema,
});
export type Instance = z.infer<typeof instanceSchema>;
