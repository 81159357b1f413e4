/** The calls of `totp`: how a secret is made, tried out and set. When it may be, `totp/enrolments.ts` says. */
import type { Handlers } from '../../../shared/contract.ts';
import { AppError } from '../../../shared/failure.ts';
import { issuerFrom, labelFor } from '../../../shared/totp/totp-names.ts';
import type { CallContext } from '../call-context.ts';
import type { Session } from '../instances/session.ts';
import type { Services } from '../services.ts';
import { makeTotp, stepsAhead } from '../totp/authenticator.ts';
import { makeBackupCodes } from '../totp/backup-codes.ts';
import type { CommitEnd } from '../totp/enrolments.ts';
import { knownUser } from './known-user.ts';
import { createWriteRunner, outcomeOf } from './run-write.ts';

interface Replacing {
  session: Session;
  userId: string;
  givesBackupCodes: boolean;
  signal: AbortSignal;
}

/** Where the fields of the PATCH stand in the input of `totp.commit`. */
const fieldPaths: Readonly<Record<string, string>> = {
  'changes.totpSecret': 'enrolmentId',
  'changes.backupCodes': 'backupCodes',
  userId: 'enrolmentId',
};

function inPathsOfCommit(error: unknown): unknown {
  if (!(error instanceof AppError) || error.failure.fields === undefined) return error;
  const fields = Object.entries(error.failure.fields).map(([path, words]) => [
    fieldPaths[path] ?? path,
    words,
  ]);
  return new AppError({ ...error.failure, fields: Object.fromEntries(fields) as Record<string, string> });
}

export function totpHandlers(services: Services): Handlers<CallContext>['totp'] {
  const { enrolments, protection, ports } = services;
  const runWrite = createWriteRunner(services);

  /** What the user has now is destroyed by what is set. Only the API knows: the mirror may be of yesterday. */
  async function replaces({ session, userId, givesBackupCodes, signal }: Replacing): Promise<boolean> {
    const fetchedAt = ports.clock.now();
    const user = await (await session.client()).call('get', { userId }, { signal });
    await session.remember([user.raw], fetchedAt);
    return user.totpEnabled || (givesBackupCodes && user.backupCodeEnabled);
  }

  return {
    async prepare({ instanceId, userId, issuer, label }, { signal }) {
      const session = services.session(instanceId);
      protection.assertWritable(session.instance());
      const itsLabel = label ?? labelFor(await knownUser(session, userId, signal));
      // Again, as the user may have been waited for. Throws also when the instance is gone meanwhile.
      signal.throwIfAborted();
      protection.assertWritable(session.instance());
      const made = makeTotp({ issuer: issuer ?? issuerFrom(session.instance().name), label: itsLabel });
      const enrolment = { instanceId: session.instanceId, userId, secret: made.secret };
      return { enrolmentId: enrolments.add(enrolment), ...made };
    },

    async check({ enrolmentId, code }) {
      const { secret } = enrolments.find(enrolmentId);
      const skewSteps = stepsAhead(secret, code, ports.clock.now());
      return skewSteps === null ? { valid: false } : { valid: true, skewSteps };
    },

    async commit({ enrolmentId, backupCodes, confirmation }, { signal }) {
      const { instanceId, userId, secret } = enrolments.begin(enrolmentId);
      let end: CommitEnd = 'not-done';
      let sentAt: number | null = null;
      try {
        const session = services.session(instanceId);
        protection.assertWritable(session.instance());
        const destructive =
          session.instance().protection !== 'open' &&
          (await replaces({ session, userId, givesBackupCodes: backupCodes !== undefined, signal }));
        const changes = { totpSecret: secret, ...(backupCodes === undefined ? {} : { backupCodes }) };
        const user = await runWrite({
          session,
          input: { changes },
          method: 'totp.commit',
          userIds: [userId],
          destructive,
          confirmation,
          subject: userId,
          sameness: userId,
          journalled: true,
          signal,
          send: (client, beforeSend) =>
            client.call(
              'update',
              { userId, changes },
              {
                signal,
                beforeSend: async () => {
                  await beforeSend();
                  sentAt = ports.clock.now();
                },
              },
            ),
        });
        end = 'done';
        await session.remember([user.raw], sentAt ?? ports.clock.now());
        return user;
      } catch (error) {
        const isUnknown = !(error instanceof AppError) || outcomeOf(error) === 'unknown';
        if (sentAt !== null && end !== 'done' && isUnknown) end = 'unknown';
        throw inPathsOfCommit(error);
      } finally {
        enrolments.end(enrolmentId, end);
      }
    },

    async discard({ enrolmentId }) {
      enrolments.drop(enrolmentId);
      return {};
    },

    makeBackupCodes: async ({ count }) => ({ codes: makeBackupCodes(count) }),

    clock: async ({ instanceId }) =>
      services.session(instanceId).clockSkew() ?? { skewMs: null, measuredAt: null },
  };
}
