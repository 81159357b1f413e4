/** The calls of `instances`: adding, changing and removing instances and their keys. */
import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../../shared/contract.ts';
import { fail } from '../../../shared/failure.ts';
import type { Environment, Instance, InstanceId, ProtectionMode } from '../../../shared/models/instance.ts';
import type { CallContext } from '../call-context.ts';
import { probe } from '../instances/probe.ts';
import type { Services } from '../services.ts';

function defaultProtection(environment: Environment): ProtectionMode {
  return environment === 'production' ? 'guarded' : 'open';
}

export function instancesHandlers(services: Services): Handlers<CallContext>['instances'] {
  const { registry, keys, ports, protection, syncs } = services;

  function alreadyHere(existing: Instance) {
    return fail(
      'conflict',
      `This key belongs to ${existing.name}, which is in Roster already, so nothing was added. To use this key for it, replace its key.`,
      { fields: { secretKey: `A key of ${existing.name}, which is in Roster already` } },
    );
  }

  async function register(instance: Instance): Promise<Instance> {
    try {
      await registry.add(instance, { temporary: !keys.status().persistent });
    } catch (error) {
      await keys.remove(instance.instanceId).catch(() => undefined);
      throw error;
    }
    syncs.keep(services.session(instance.instanceId));
    return instance;
  }

  /** One at a time, or a double click would add an instance twice. */
  let adding: Promise<unknown> = Promise.resolve();
  function serially<T>(task: () => Promise<T>): Promise<T> {
    const result = adding.then(task);
    adding = result.catch(() => undefined);
    return result;
  }

  return {
    list: async () => registry.list(),

    async probe(input, { signal }) {
      const found = await probe(input, ports, signal);
      return {
        clerkInstanceId: found.clerkInstanceId,
        environment: found.environment,
        name: found.name,
        existingInstanceId: registry.findClerk(found.clerkInstanceId, found.apiUrl)?.instanceId ?? null,
      };
    },

    add: (input, { signal }) =>
      serially(async () => {
        const found = await probe(input, ports, signal);
        const existing = registry.findClerk(found.clerkInstanceId, found.apiUrl);
        if (existing !== undefined) throw alreadyHere(existing);
        const instance: Instance = {
          instanceId: randomUUID() as InstanceId,
          clerkInstanceId: found.clerkInstanceId,
          kind: 'clerk',
          name: input.name ?? found.name.slice(0, 80),
          color: input.color ?? registry.nextColor(),
          environment: found.environment,
          apiUrl: found.apiUrl,
          protection: input.protection ?? defaultProtection(found.environment),
        };
        await keys.setSecretKey(instance.instanceId, found.secretKey);
        return register(instance);
      }),

    addDemo: () =>
      serially(async () => {
        const existing = registry.list().find((instance) => instance.kind === 'demo');
        if (existing !== undefined) return existing;
        const binding = await services.demo.bind();
        return register({
          instanceId: randomUUID() as InstanceId,
          clerkInstanceId: binding.instanceId,
          kind: 'demo',
          name: 'Demo',
          color: 'slate',
          environment: 'development',
          apiUrl: binding.url,
          protection: 'open',
        });
      }),

    async update({ instanceId, ...given }) {
      const before = registry.get(instanceId);
      const changes = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      ) as Partial<Instance>;
      const updated = await registry.update(instanceId, changes);
      if (updated.protection !== before.protection) protection.revoke(instanceId);
      return updated;
    },

    replaceKey: ({ instanceId, secretKey }, { signal }) =>
      serially(async () => {
        const instance = registry.get(instanceId);
        if (instance.kind === 'demo') {
          throw fail('invalid_input', 'The demo instance has no key to replace: it gets one at each start.');
        }
        const found = await probe({ apiUrl: instance.apiUrl, secretKey }, ports, signal);
        if (found.clerkInstanceId !== instance.clerkInstanceId) {
          const other = registry.findClerk(found.clerkInstanceId, found.apiUrl);
          throw fail(
            'conflict',
            `This key belongs to ${other?.name ?? found.name}, not to ${instance.name}, so the key was not replaced.`,
            { fields: { secretKey: `A key of ${other?.name ?? found.name}` } },
          );
        }
        await keys.setSecretKey(instanceId, found.secretKey);
        const session = services.session(instanceId);
        session.resetClient();
        syncs.keep(session);
        return instance;
      }),

    async remove({ instanceId }) {
      registry.get(instanceId);
      await syncs.stop(instanceId);
      await services.avatars.stopAhead(instanceId);
      services.images.forget(instanceId);
      // The keys first: without its key the mirror is unreadable, whatever happens next.
      await keys.remove(instanceId);
      const session = services.dropSession(instanceId);
      await session.destroy();
      await (await services.journal()).removeInstance(instanceId);
      await (await services.lists()).setLayout(instanceId, null);
      protection.revoke(instanceId);
      if (services.settings.get().lastInstanceId === instanceId) {
        await services.settings.update({ lastInstanceId: null });
      }
      await services.syncs.forgetPause(session.instanceId);
      await registry.remove(instanceId);
      services.enrolments.forget(session.instanceId);
      return { instanceId };
    },
  };
}
