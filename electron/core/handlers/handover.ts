/** The calls of `handover`. What stands on the sheet is `totp/sheet.ts`'s matter; paper and files are the desk's. */
import type { Handlers } from '../../../shared/contract.ts';
import { fail } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import type { Desk } from '../ports.ts';
import type { Services } from '../services.ts';
import { codesAsText, enrolmentSheet, readTotpUri } from '../totp/sheet.ts';

export function handoverHandlers({ ports }: Services): Handlers<CallContext>['handover'] {
  function desk(): Desk {
    if (ports.desk !== null) return ports.desk;
    throw fail('unknown_method', 'Only the desktop app can print and save. Nothing was written.');
  }

  return {
    async saveSheet({ uri, backupCodes = [] }) {
      const target = desk();
      const totp = readTotpUri(uri);
      const bytes = await target.renderPdf(enrolmentSheet({ uri, totp, backupCodes }));
      return {
        savedTo: await target.save({ name: fileName('TOTP', totp.label, 'pdf'), kind: 'pdf', bytes }),
      };
    },

    async printSheet({ uri, backupCodes = [] }) {
      const target = desk();
      return { printed: await target.print(enrolmentSheet({ uri, totp: readTotpUri(uri), backupCodes })) };
    },

    async saveCodes({ uri, backupCodes }) {
      const totp = readTotpUri(uri);
      const bytes = Buffer.from(codesAsText(totp, backupCodes), 'utf8');
      const name = fileName('Backup codes', totp.label, 'txt');
      return { savedTo: await desk().save({ name, kind: 'txt', bytes }) };
    },
  };
}

/** A name that every file system takes. */
function fileName(what: string, whose: string, extension: string): string {
  const safe = whose
    .replace(/[^\p{L}\p{N}@._+ -]+/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  return `${what} of ${safe === '' ? 'user' : safe}.${extension}`;
}
