/**
 * The group `handover`: an enrolment in TOTP given to the user on paper or as a file. Each is a secret, made in
 * memory and put only where the person chose. Fails with `unknown_method` where there is no desktop window.
 */
import { z } from 'zod';
import { command } from '../contract-kit.ts';
import { plainBackupCodesSchema, totpUriSchema } from '../models/totp.ts';

const sheet = z.strictObject({ uri: totpUriSchema, backupCodes: plainBackupCodesSchema.optional() });
/** Null: the person thought better of it. */
const saved = z.object({ savedTo: z.string().nullable() });

export const handover = {
  /** One page: QR code, secret, backup codes, and what to do with them. */
  saveSheet: command(sheet, saved),
  printSheet: command(sheet, z.object({ printed: z.boolean() })),
  /** The codes as plain text, one in a line. */
  saveCodes: command(z.strictObject({ uri: totpUriSchema, backupCodes: plainBackupCodesSchema }), saved),
};
