/** The app's settings: nothing personal, so a plain file in the profile. */
import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema, type Settings } from '../../../shared/models/app.ts';
import { createJsonFile } from '../json-file.ts';
import type { Logger } from '../ports.ts';

export const defaultSettings: Settings = {
  theme: 'system',
  inspectorWidth: 372,
  lastInstanceId: null,
  hidePrivateMetadata: false,
  hideFromCapture: true,
};

/** What an earlier version did not know yet has its default. */
const storedSchema = z.preprocess(
  (stored) => (typeof stored === 'object' && stored !== null ? { ...defaultSettings, ...stored } : stored),
  settingsSchema,
);

export interface SettingsStore {
  get(): Settings;
  update(changes: Partial<Settings>): Promise<Settings>;
}

export async function createSettingsStore(dataDir: string, logger: Logger): Promise<SettingsStore> {
  const file = createJsonFile({
    file: join(dataDir, 'settings.json'),
    schema: storedSchema,
    initial: defaultSettings,
    logger,
  });
  let current = await file.read();
  return {
    get: () => current,
    async update(changes) {
      const next = settingsSchema.parse({ ...current, ...changes });
      await file.write(next);
      current = next;
      return current;
    },
  };
}
