/** The calls of `audit`, `settings` and `app`. */
import type { Handlers } from '../../../shared/contract.ts';
import { AppError, fail } from '../../../shared/failure.ts';
import type { WriteEntry } from '../../../shared/models/audit.ts';
import type { User } from '../../../shared/models/user.ts';
import type { CallContext } from '../call-context.ts';
import type { ClerkClient } from '../clerk/clerk-client.ts';
import type { OperationInput } from '../clerk/operations.ts';
import type { Services } from '../services.ts';

type AllHandlers = Handlers<CallContext>;

/** The user that a write was about, as the API has it now; null when there is none. */
async function readSubject(
  client: ClerkClient,
  entry: WriteEntry,
  signal: AbortSignal,
): Promise<User | null> {
  if (entry.userId !== null) {
    try {
      return await client.call('get', { userId: entry.userId }, { signal });
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    }
  }
  for (const filter of lookUpsOf(entry)) {
    const { users } = await client.call('list', { ...filter, limit: 1 }, { signal });
    if (users[0] !== undefined) return users[0];
  }
  return null;
}

const identifierFields = ['emailAddress', 'phoneNumber', 'web3Wallet', 'username', 'externalId'] as const;

/** A creation is looked up by what it was given; one that was given no identifier cannot be. */
function lookUpsOf({ changes, subject }: WriteEntry): OperationInput<'list'>[] {
  if (changes.length > 0) {
    return identifierFields.flatMap((field) => {
      const value = changes.find((change) => change.field === `user.${field}`)?.value;
      const first = Array.isArray(value) ? value[0] : value;
      if (typeof first !== 'string' || first === '') return [];
      // An external id that starts with a minus would exclude itself.
      return [{ [field]: [field === 'externalId' ? `+${first}` : first] }];
    });
  }
  // Noted before it was kept what a write sets.
  if (subject.includes('@')) return [{ emailAddress: [subject] }];
  if (/^\+\d+$/.test(subject)) return [{ phoneNumber: [subject] }];
  return subject === '' ? [] : [{ username: [subject] }, { externalId: [`+${subject}`] }];
}

/** The two clocks may differ by this much. */
const clockToleranceMs = 60_000;

/** The id of the user that this creation made; null when it is about another, or may be. */
function createdBy(entry: WriteEntry, user: User | null): string | null {
  if (entry.method !== 'users.create' || user?.createdAt == null) return null;
  // A creation may say itself when the user was created: then its time tells nothing.
  if (entry.changes.some(({ field }) => field === 'user.createdAt')) return null;
  return user.createdAt >= entry.sentAt - clockToleranceMs ? user.id : null;
}

export function auditHandlers(services: Services): AllHandlers['audit'] {
  return {
    async list(input) {
      const journal = await services.journal();
      return { ...(await journal.list(input)), notice: journal.notice() };
    },

    async check({ entryId }, { signal }) {
      const journal = await services.journal();
      const entry = await journal.find(entryId);
      if (entry === null) throw fail('not_found', 'This entry is no longer in the journal.');
      const session = services.session(entry.instanceId);
      const fetchedAt = services.ports.clock.now();
      const user = await readSubject(await session.client(), entry, signal);
      if (user !== null) await session.remember([user.raw], fetchedAt);
      else if (entry.userId !== null) await session.forget(entry.userId);
      if (entry.state === 'unknown') await journal.checked(entryId, createdBy(entry, user));
      return { entry: (await journal.find(entryId)) ?? entry, user };
    },
  };
}

export function settingsHandlers(services: Services): AllHandlers['settings'] {
  const { settings, events } = services;
  return {
    get: async () => settings.get(),
    async update(changes) {
      const updated = await settings.update(changes);
      events.emit('settings.onChanged', updated);
      return updated;
    },
  };
}

export function appHandlers(services: Services): AllHandlers['app'] {
  const { keys, ports, syncs, registry } = services;
  return {
    info: async () => ({ ...ports.app, secrets: keys.status() }),

    async cancel({ callId }) {
      // The syncs that Roster began by itself are named `sync:<instanceId>`.
      const own = callId.startsWith('sync:') && syncs.cancel(callId.slice('sync:'.length));
      return { cancelled: services.cancelCall(callId) || own };
    },

    async retryKeychain() {
      const status = await keys.refresh();
      if (status.state === 'available') {
        for (const { instanceId } of registry.list()) syncs.keep(services.session(instanceId));
      }
      return status;
    },

    takeLink: async () => ({ link: services.openedLink.take() }),

    async hideFromCapture({ on }) {
      ports.desk?.hideFromCapture(on);
      return {};
    },

    async budget({ instanceId }) {
      const session = services.session(instanceId);
      return { instanceId: session.instanceId, ...(await session.client()).budget() };
    },
  };
}
