/** The groups `instances` and `protection`: which instances there are, and what may be done to them. */
import { z } from 'zod';
import { command, event, query } from '../contract-kit.ts';
import {
  environmentSchema,
  instanceColorSchema,
  instanceIdSchema,
  instanceNameSchema,
  instanceSchema,
  protectionModeSchema,
} from '../models/instance.ts';
import { callIdSchema } from './call-id.ts';

/** Goes inward only: no output schema carries one. */
const secretKey = z.string().min(1).max(1000);
/** With or without `/v1`; http only for loopback. */
const apiUrl = z.string().min(1).max(500);

export const instances = {
  list: query(z.strictObject({}), z.array(instanceSchema)),

  /** Asks the API what the key belongs to. Stores nothing. */
  probe: query(
    z.strictObject({ apiUrl: apiUrl.optional(), secretKey, callId: callIdSchema.optional() }),
    z.object({
      clerkInstanceId: z.string(),
      environment: environmentSchema,
      /** The instance's primary domain. */
      name: z.string(),
      /** Set when Roster has this instance already: a second key of it was given. */
      existingInstanceId: instanceIdSchema.nullable(),
    }),
  ),

  /** Fails with `conflict` when the key belongs to an instance that is already here. */
  add: command(
    z.strictObject({
      name: instanceNameSchema.optional(),
      secretKey,
      apiUrl: apiUrl.optional(),
      color: instanceColorSchema.optional(),
      protection: protectionModeSchema.optional(),
      callId: callIdSchema.optional(),
    }),
    instanceSchema,
  ),

  /** Answers the demo instance that is there already, if there is one. */
  addDemo: command(z.strictObject({}), instanceSchema),

  update: command(
    z.strictObject({
      instanceId: instanceIdSchema,
      name: instanceNameSchema.optional(),
      color: instanceColorSchema.optional(),
      protection: protectionModeSchema.optional(),
    }),
    instanceSchema,
  ),

  /** Refused when the new key belongs to another instance. */
  replaceKey: command(
    z.strictObject({ instanceId: instanceIdSchema, secretKey, callId: callIdSchema.optional() }),
    instanceSchema,
  ),

  /** Destroys the key, the mirror's key and the mirror's files. Nothing changes at Clerk. */
  remove: command(
    z.strictObject({ instanceId: instanceIdSchema }),
    z.object({ instanceId: instanceIdSchema }),
  ),

  onChanged: event(z.object({ instances: z.array(instanceSchema) })),
};

export const protection = {
  /**
   * A token for one destructive call: good for exactly this method and these users, once, for two minutes.
   * `typedName` is the instance's name as the person typed it.
   */
  confirm: command(
    z.strictObject({
      instanceId: instanceIdSchema,
      method: z.string().min(1).max(100),
      userIds: z.array(z.string().min(1).max(200)).min(1).max(10_000),
      typedName: z.string().max(200),
    }),
    z.object({
      confirmation: z.string(),
      /** Unix ms. */
      expiresAt: z.number(),
    }),
  ),
};
