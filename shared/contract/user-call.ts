/** What the calls about one user have in common. */
import { z } from 'zod';
import { instanceIdSchema } from '../models/instance.ts';
import { callIdSchema } from './call-id.ts';

export const id = z.string().min(1).max(200);
export const onInstance = { instanceId: instanceIdSchema, callId: callIdSchema.optional() };
export const onUser = { ...onInstance, userId: id };
/** A token from `protection.confirm`, wanted by destructive calls in guarded mode. */
export const write = { ...onUser, confirmation: z.string().max(200).optional() };
export const deleted = z.object({ id: z.string(), deleted: z.boolean() });
/** More than 500 is clamped to 500: Clerk would silently fall back to 10. */
export const page = {
  limit: z.number().int().min(1).optional(),
  offset: z.number().int().min(0).optional(),
};
