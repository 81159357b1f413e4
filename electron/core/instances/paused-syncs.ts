/**
 * Whose syncs a person has paused: kept over restarts, in a file of its own beside the registry. Knows no sync.
 * An instance that is held in memory only is paused in memory only, so that nothing of it is left behind.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { InstanceId } from '../../../shared/models/instance.ts';
import { createJsonFile } from '../json-file.ts';
import type { Logger } from '../ports.ts';
import type { Registry } from './registry.ts';

export interface PausedSyncs {
  has(instanceId: string): boolean;
  /** Saves first: what could not be saved has not happened. Throws AppError `disk_full` or `storage`. */
  set(instanceId: InstanceId, paused: boolean): Promise<void>;
}

const pausedSchema = z.object({ paused: z.array(z.string()) });

export async function createPausedSyncs(
  dataDir: string,
  registry: Pick<Registry, 'isTemporary'>,
  logger: Logger,
): Promise<PausedSyncs> {
  const file = createJsonFile({
    file: join(dataDir, 'paused-syncs.json'),
    schema: pausedSchema,
    initial: { paused: [] },
    logger,
  });
  let paused: ReadonlySet<string> = new Set((await file.read()).paused);
  /** One after the other: each starts from what the one before has made. */
  let saving: Promise<unknown> = Promise.resolve();

  async function save(instanceId: InstanceId, on: boolean): Promise<void> {
    if (paused.has(instanceId) === on) return;
    const others = [...paused].filter((other) => other !== instanceId);
    const next = on ? [...others, instanceId] : others;
    if (!registry.isTemporary(instanceId)) {
      await file.write({ paused: next.filter((one) => !registry.isTemporary(one as InstanceId)) });
    }
    paused = new Set(next);
  }

  return {
    has: (instanceId) => paused.has(instanceId),
    set(instanceId, on) {
      const saved = saving.then(() => save(instanceId, on));
      saving = saved.catch(() => undefined);
      return saved;
    },
  };
}
