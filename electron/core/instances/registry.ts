/**
 * Which instances there are. Holds no key: those are in the keychain. An instance whose key cannot be
 * kept (no keychain) is held in memory only, so that nothing of it is left behind.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import {
  instanceColors,
  instanceSchema,
  type Instance,
  type InstanceColor,
  type InstanceId,
} from '../../../shared/models/instance.ts';
import { createJsonFile } from '../json-file.ts';
import type { Logger } from '../ports.ts';

const registrySchema = z.object({ version: z.literal(1), instances: z.array(instanceSchema) });

export type InstanceChanges = Partial<
  Pick<Instance, 'name' | 'color' | 'protection' | 'environment' | 'apiUrl' | 'clerkInstanceId'>
>;

export interface Registry {
  list(): Instance[];
  find(instanceId: string): Instance | undefined;
  /** Throws AppError `not_found`. */
  get(instanceId: string): Instance;
  /** By Clerk's id at an API: two keys of one instance are the same instance. */
  findClerk(clerkInstanceId: string, apiUrl: string): Instance | undefined;
  isTemporary(instanceId: InstanceId): boolean;
  add(instance: Instance, options: { temporary: boolean }): Promise<void>;
  update(instanceId: InstanceId, changes: InstanceChanges): Promise<Instance>;
  remove(instanceId: InstanceId): Promise<void>;
  /** The colour that the fewest instances have. */
  nextColor(): InstanceColor;
  onChanged(listener: (instances: Instance[]) => void): () => void;
}

export async function createRegistry(dataDir: string, logger: Logger): Promise<Registry> {
  const file = createJsonFile({
    file: join(dataDir, 'instances.json'),
    schema: registrySchema,
    initial: { version: 1 as const, instances: [] },
    logger,
  });
  let instances = (await file.read()).instances;
  const temporary = new Set<string>();
  const listeners = new Set<(instances: Instance[]) => void>();

  /** Saves first: what could not be saved has not happened. */
  async function replace(next: Instance[]): Promise<void> {
    await file.write({
      version: 1,
      // The demo's address is another one at each start.
      instances: next
        .filter((instance) => !temporary.has(instance.instanceId))
        .map((instance) => (instance.kind === 'demo' ? { ...instance, apiUrl: '' } : instance)),
    });
    instances = next;
    listeners.forEach((listener) => listener(instances));
  }

  function get(instanceId: string): Instance {
    const found = instances.find((instance) => instance.instanceId === instanceId);
    if (found === undefined) throw fail('not_found', 'Roster has no such instance (any more).');
    return found;
  }

  return {
    list: () => instances,
    find: (instanceId) => instances.find((instance) => instance.instanceId === instanceId),
    get,
    findClerk: (clerkInstanceId, apiUrl) =>
      instances.find(
        (instance) =>
          instance.kind === 'clerk' &&
          instance.clerkInstanceId === clerkInstanceId &&
          instance.apiUrl === apiUrl,
      ),
    isTemporary: (instanceId) => temporary.has(instanceId),
    async add(instance, options) {
      if (options.temporary) temporary.add(instance.instanceId);
      await replace([...instances, instance]);
    },
    async update(instanceId, changes) {
      const updated = { ...get(instanceId), ...changes };
      await replace(instances.map((instance) => (instance.instanceId === instanceId ? updated : instance)));
      return updated;
    },
    async remove(instanceId) {
      await replace(instances.filter((instance) => instance.instanceId !== instanceId));
      temporary.delete(instanceId);
    },
    nextColor() {
      const uses = (color: InstanceColor) => instances.filter((instance) => instance.color === color).length;
      return [...instanceColors].sort((a, b) => uses(a) - uses(b))[0] ?? 'slate';
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
