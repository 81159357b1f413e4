/** The calls of `directory`: reading the mirror, and the one call that fills it. */
import type { Handlers } from '../../../shared/contract.ts';
import { fail } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import { userFromWire } from '../clerk/user-wire.ts';
import type { Services } from '../services.ts';

export function directoryHandlers(services: Services): Handlers<CallContext>['directory'] {
  const mirror = (instanceId: string) => services.session(instanceId).directory();

  return {
    async query({ instanceId, query, sort, after, offset, limit }, { signal }) {
      if (after !== undefined && offset !== undefined) {
        throw fail('invalid_input', 'A page is asked for by after or by offset, not by both.', {
          fields: { offset: 'Not together with after' },
        });
      }
      return (await mirror(instanceId)).query({ query, sort, after, offset, limit }, signal);
    },

    async get({ instanceId, userId }) {
      const found = await (await mirror(instanceId)).get(userId);
      if (found === null) {
        throw fail('not_found', 'This user is not in the mirror: not synced yet, or deleted meanwhile.');
      }
      return { ...userFromWire(found.user), fetchedAt: found.fetchedAt };
    },

    match: async ({ instanceId, names }, { signal }) => ({
      matches: await (await mirror(instanceId)).match(names, signal),
    }),

    facets: async ({ instanceId, query }, { signal }) => (await mirror(instanceId)).facets(query, signal),

    async sync({ instanceId, mode }, { signal }) {
      const session = services.session(instanceId);
      await services.syncs.run(session, mode, signal);
      return session.status();
    },

    async pause({ instanceId }) {
      const session = services.session(instanceId);
      await services.syncs.pause(session);
      return session.status();
    },

    async resume({ instanceId }) {
      const session = services.session(instanceId);
      await services.syncs.resume(session);
      return session.status();
    },

    status: ({ instanceId }) => services.session(instanceId).status(),

    async wipe({ instanceId }) {
      const session = services.session(instanceId);
      // Not cancelled but stopped: a sync that ended after the wipe would fill the mirror again.
      await services.syncs.stop(session.instanceId);
      await services.avatars.stopAhead(session.instanceId);
      services.images.forget(session.instanceId);
      await (await session.directory()).wipe();
      await session.pictures.wipe();
      return session.status();
    },
  };
}
