/** The calls of `users`: the live operations, and what each means for the mirror. */
import { createHash } from 'node:crypto';
import type { Handlers } from '../../../shared/contract.ts';
import { AppError } from '../../../shared/failure.ts';
import type { User } from '../../../shared/models/user.ts';
import type { CallContext } from '../call-context.ts';
import { isDestructive, type Operation } from '../clerk/operation.ts';
import {
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from '../clerk/operations.ts';
import type { Session } from '../instances/session.ts';
import type { Services } from '../services.ts';
import { createTotp } from './create-totp.ts';
import { assertOwnIdentifier } from './own-identifier.ts';
import { createRevokeAllSessions, samenessOfSession } from './revoke-all-sessions.ts';
import { createWriteRunner } from './run-write.ts';

type UserHandlers = Handlers<CallContext>['users'];
/** The operations on one user. */
type UserOperation = Exclude<
  keyof UserHandlers,
  'list' | 'count' | 'create' | 'createTotp' | 'revokeAllSessions'
>;

/** Writes that leave the user itself as it is. */
const besideTheUser: readonly UserOperation[] = [
  'revokeSession',
  'createSignInToken',
  'revokeSignInToken',
  'createActorToken',
  'revokeActorToken',
];

/** What was kept of the picture is another one's now. */
const changesPicture: readonly UserOperation[] = ['setProfileImage', 'deleteProfileImage', 'delete'];

/** What every call carries beside the operation's own input. */
interface Envelope {
  instanceId: string;
  callId?: string | undefined;
  confirmation?: string | undefined;
}

function withoutEnvelope<T extends Envelope>(input: T): Omit<T, keyof Envelope> {
  const { instanceId: _instanceId, callId: _callId, confirmation: _confirmation, ...rest } = input;
  return rest;
}

function subjectOfCreation(user: OperationInput<'create'>['user']): string {
  return (
    user.emailAddress?.[0] ??
    user.phoneNumber?.[0] ??
    user.username ??
    user.externalId ??
    [user.firstName, user.lastName].filter(Boolean).join(' ')
  );
}

function samenessOf({ userId, sessionId }: { userId: string; sessionId?: string }): string {
  return sessionId === undefined ? userId : samenessOfSession(userId, sessionId);
}

function isUser(output: unknown): output is User {
  return typeof output === 'object' && output !== null && 'raw' in output && 'id' in output;
}

export function usersHandlers(services: Services): UserHandlers {
  const { ports } = services;
  const runWrite = createWriteRunner(services);

  /** A read; whatever users it brings are newer than the mirror's. */
  async function read<N extends OperationName>(
    name: N,
    input: Envelope & OperationInput<N>,
    signal: AbortSignal,
  ): Promise<OperationOutput<N>> {
    const session = services.session(input.instanceId);
    const client = await session.client();
    return client.call(name, withoutEnvelope(input) as OperationInput<N>, { signal });
  }

  /** Reads a user again after a change whose answer does not carry it. Best effort: the change is done. */
  async function refresh(session: Session, userId: string): Promise<void> {
    try {
      const fetchedAt = ports.clock.now();
      const user = await (await session.client()).call('get', { userId });
      await session.remember([user.raw], fetchedAt);
    } catch (error) {
      ports.logger.info('A user could not be read again after a change', {
        code: error instanceof AppError ? error.code : 'internal',
      });
    }
  }

  /** Takes over what an operation on one user brought, or did. */
  async function takeOver(
    session: Session,
    name: UserOperation,
    userId: string,
    output: unknown,
    at: number,
  ) {
    const isPictured = changesPicture.includes(name);
    // Before the page hears of the new one and asks for it.
    if (isPictured) await services.avatars.drop(session, userId);
    if (isUser(output)) await session.remember([output.raw], at);
    else if (name === 'delete') await session.forget(userId);
    else if (operations[name].write && !operations[name].sideEffect && !besideTheUser.includes(name)) {
      await refresh(session, userId);
    }
    // Not waited for: the change is done, and the picture may take its time.
    if (isPictured) void services.avatars.fetchNow(session, userId);
  }

  function onUser<N extends UserOperation>(name: N) {
    const operation: Operation<OperationInput<N>, OperationOutput<N>> = operations[name];
    return async (
      input: Envelope & { userId: string } & OperationInput<N>,
      { signal }: CallContext,
    ): Promise<OperationOutput<N>> => {
      const session = services.session(input.instanceId);
      const operationInput = withoutEnvelope(input) as OperationInput<N>;
      let at = ports.clock.now();
      try {
        if (!operation.write) {
          const client = await session.client();
          const output = await client.call(name, operationInput, { signal });
          await takeOver(session, name, input.userId, output, at);
          return output;
        }
        const output = await runWrite({
          session,
          input,
          method: `users.${name}`,
          userIds: [input.userId],
          destructive: isDestructive(operation, operationInput),
          confirmation: input.confirmation,
          subject: input.userId,
          sameness: samenessOf(input),
          journalled: !operation.sideEffect,
          signal,
          async send(client, beforeSend) {
            await assertOwnIdentifier(input, { session, client, clock: ports.clock, signal });
            return client.call(name, operationInput, {
              signal,
              beforeSend: async () => {
                await beforeSend();
                at = ports.clock.now();
              },
            });
          },
        });
        await takeOver(session, name, input.userId, output, at);
        return output;
      } catch (error) {
        // Only "no such user" is told by a read of the user itself; elsewhere 404 may be a part of it.
        if (error instanceof AppError && error.code === 'not_found' && name === 'get') {
          await session.forget(input.userId);
        }
        throw error;
      }
    };
  }

  return {
    async list(input, { signal }) {
      const at = ports.clock.now();
      const output = await read('list', input, signal);
      await services.session(input.instanceId).remember(
        output.users.map((user) => user.raw),
        at,
      );
      return output;
    },
    count: (input, { signal }) => read('count', input, signal),

    async create(input, { signal }) {
      const session = services.session(input.instanceId);
      let at = ports.clock.now();
      const user = await runWrite({
        session,
        input,
        method: 'users.create',
        userIds: [],
        destructive: false,
        confirmation: input.confirmation,
        subject: subjectOfCreation(input.user),
        // A digest: passwords must not sit in a set of keys.
        sameness: createHash('sha256').update(JSON.stringify(input.user)).digest('hex'),
        journalled: true,
        signal,
        send: (client, beforeSend) =>
          client.call(
            'create',
            { user: input.user },
            {
              signal,
              beforeSend: async () => {
                await beforeSend();
                at = ports.clock.now();
              },
            },
          ),
      });
      await session.remember([user.raw], at);
      return user;
    },

    async createTotp(input, { signal }) {
      const session = services.session(input.instanceId);
      const created = await runWrite({
        session,
        input,
        method: 'users.createTotp',
        userIds: [input.userId],
        destructive: false,
        confirmation: input.confirmation,
        subject: input.userId,
        sameness: input.userId,
        journalled: true,
        signal,
        send: (client, beforeSend) =>
          createTotp({ session, client, userId: input.userId, signal, beforeSend }),
      });
      await refresh(session, input.userId);
      return created;
    },

    get: onUser('get'),
    update: onUser('update'),
    delete: onUser('delete'),
    ban: onUser('ban'),
    unban: onUser('unban'),
    lock: onUser('lock'),
    unlock: onUser('unlock'),
    setProfileImage: onUser('setProfileImage'),
    deleteProfileImage: onUser('deleteProfileImage'),
    updateMetadata: onUser('updateMetadata'),
    replaceMetadata: onUser('replaceMetadata'),
    listOAuthAccessTokens: onUser('listOAuthAccessTokens'),
    listOrganizationMemberships: onUser('listOrganizationMemberships'),
    listOrganizationInvitations: onUser('listOrganizationInvitations'),
    verifyPassword: onUser('verifyPassword'),
    verifyTotp: onUser('verifyTotp'),
    removePassword: onUser('removePassword'),
    setPasswordCompromised: onUser('setPasswordCompromised'),
    unsetPasswordCompromised: onUser('unsetPasswordCompromised'),
    disableMfa: onUser('disableMfa'),
    deleteBackupCodes: onUser('deleteBackupCodes'),
    deleteTotp: onUser('deleteTotp'),
    deletePasskey: onUser('deletePasskey'),
    deleteWeb3Wallet: onUser('deleteWeb3Wallet'),
    deleteExternalAccount: onUser('deleteExternalAccount'),
    createEmailAddress: onUser('createEmailAddress'),
    updateEmailAddress: onUser('updateEmailAddress'),
    deleteEmailAddress: onUser('deleteEmailAddress'),
    replaceEmailAddress: onUser('replaceEmailAddress'),
    createPhoneNumber: onUser('createPhoneNumber'),
    updatePhoneNumber: onUser('updatePhoneNumber'),
    deletePhoneNumber: onUser('deletePhoneNumber'),
    replacePhoneNumber: onUser('replacePhoneNumber'),
    listSessions: onUser('listSessions'),
    revokeSession: onUser('revokeSession'),
    revokeAllSessions: createRevokeAllSessions(services, runWrite),
    createSignInToken: onUser('createSignInToken'),
    revokeSignInToken: onUser('revokeSignInToken'),
    createActorToken: onUser('createActorToken'),
    revokeActorToken: onUser('revokeActorToken'),
  };
}
