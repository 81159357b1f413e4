/**
 * The group `totp`: enrolling a user in TOTP step by step. The secret is made here, shown, tried out, and
 * only then set; until then it is in the core's memory alone, for ten minutes.
 */
import { z } from 'zod';
import { command, query } from '../contract-kit.ts';
import { instanceIdSchema } from '../models/instance.ts';
import { backupCodesSchema, totpCodeSchema, totpIssuerSchema, totpLabelSchema } from '../models/totp.ts';
import { userSchema } from '../models/user.ts';
import { callIdSchema } from './call-id.ts';
import { onUser } from './user-call.ts';

const enrolmentId = z.string().min(1).max(100);

export const totp = {
  /**
   * Makes a secret: SHA-1, six digits, 30 seconds. Sends nothing, but may read a user whom the mirror does not
   * have. Refused where the instance is read-only, as the secret could not be set.
   */
  prepare: command(
    z.strictObject({
      ...onUser,
      /** Default: the instance's name. */
      issuer: totpIssuerSchema.optional(),
      /** Default: what the user signs in with. */
      label: totpLabelSchema.optional(),
    }),
    z.object({
      /** Good for ten minutes: after that all calls with it fail with `not_found`. */
      enrolmentId: z.string(),
      /** Base32. With the URI, one of the few outputs with a secret: never stored or logged. */
      secret: z.string(),
      /** `otpauth://…`, for the QR code. */
      uri: z.string(),
    }),
  ),

  /** Whether the device makes the right codes. By this computer's clock, with one step either way. */
  check: query(
    z.strictObject({ enrolmentId, code: totpCodeSchema }),
    z.object({
      valid: z.boolean(),
      /** Of a valid code: how many steps of 30 s the device is ahead of this computer; -1, 0 or 1. */
      skewSteps: z.number().optional(),
    }),
  ),

  /**
   * Sets the secret, and the backup codes with it, in one PATCH. Destructive where the user has TOTP, or
   * backup codes and is given others: in guarded mode the user is read for that first.
   *
   * Done, the enrolment is over. Refused or not sent, it stays. Of unknown outcome it stays for ten minutes
   * more, and committing again fails with `conflict` until the user was read live.
   */
  commit: command(
    z.strictObject({
      enrolmentId,
      /** Each plain, or its bcrypt digest. They replace those that the user has. */
      backupCodes: backupCodesSchema.optional(),
      /** For `totp.commit` and the enrolment's user. */
      confirmation: z.string().max(200).optional(),
      callId: callIdSchema.optional(),
    }),
    userSchema,
  ),

  /** Forgets the secret. No failure when it is forgotten already. */
  discard: command(z.strictObject({ enrolmentId }), z.object({})),

  /**
   * Codes from the system's random source, of 49 bits each, without characters that look alike. Sets nothing:
   * hand them to `commit`.
   */
  makeBackupCodes: query(
    z.strictObject({ count: z.number().int().min(1).max(100).default(10) }),
    z.object({ codes: z.array(z.string()) }),
  ),

  /**
   * How far this computer's clock is from Clerk's, by the `Date` of the answers of this run: codes that are
   * made or checked here are wrong when it is far off. Asks nobody. At most half a round trip and half a second
   * off: 5.5 s at worst, some 0.6 s as a rule.
   */
  clock: query(
    z.strictObject({ instanceId: instanceIdSchema }),
    z.object({
      /** Positive: this computer is ahead. Null: no answer came yet. */
      skewMs: z.number().nullable(),
      /** Unix ms. */
      measuredAt: z.number().nullable(),
    }),
  ),
};
