/** What stands between an instance and its API, in words that say what to do about it. */
import type { DirectoryStatus } from '../../../shared/models/directory.ts';
import type { Instance } from '../../../shared/models/instance.ts';
import type { BannerTone } from '../../ui/UiBanner.vue';
import { agoWords } from '../../ui/time-words.ts';

export interface Banner {
  tone: BannerTone;
  words: string;
  action: 'sync' | 'replace-key' | null;
}

function shownWords(status: DirectoryStatus, now: number): string {
  return status.lastSyncedAt === null
    ? 'Nothing is here yet.'
    : `What you see was synced ${agoWords(status.lastSyncedAt, now)}.`;
}

/** Null: nothing to say. */
export function bannerOf(instance: Instance, status: DirectoryStatus, now: number): Banner | null {
  const { name } = instance;
  // The mirror's own state and notices stand in the pane, in place of the rows or above them.
  if (status.state === 'unavailable') return null;
  const shown = shownWords(status, now);
  switch (status.connection.state) {
    case 'unauthorized':
      return {
        tone: 'bad',
        words:
          instance.kind === 'demo'
            ? `The demo does not accept its key. ${shown} Remove the demo and open it again.`
            : `Clerk does not accept the key of ${name} (any more). ${shown} Nothing can be changed until the key is replaced.`,
        action: instance.kind === 'demo' ? null : 'replace-key',
      };
    case 'offline':
      return {
        tone: 'warn',
        words: `Offline. ${shown} Nothing can be changed until the connection is back.`,
        action: 'sync',
      };
    case 'failing':
      return {
        tone: 'warn',
        words: `Clerk does not answer as it should. ${status.connection.message ?? ''} ${shown}`.replace(
          / {2,}/g,
          ' ',
        ),
        action: 'sync',
      };
    case 'unknown':
    case 'online':
      break;
  }
  if (status.failure && status.failure.code !== 'cancelled' && status.state !== 'syncing') {
    return failedSync(instance, status, shown);
  }
  return null;
}

function failedSync(instance: Instance, status: DirectoryStatus, shown: string): Banner {
  const message = status.failure?.message ?? '';
  const needsKey = status.failure?.code === 'unauthorized' && instance.kind === 'clerk';
  return {
    tone: needsKey ? 'bad' : 'warn',
    words: `The last sync of ${instance.name} did not end. ${message} ${shown}`,
    action: needsKey ? 'replace-key' : 'sync',
  };
}
