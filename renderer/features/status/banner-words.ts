/** Decides which one thing the banner says about an instance: the worst, in words that say what to do. */
import type { SecretStatus } from '../../../shared/models/app.ts';
import type { DirectoryStatus } from '../../../shared/models/directory.ts';
import type { Instance } from '../../../shared/models/instance.ts';
import type { BannerTone } from '../../ui/UiBanner.vue';
import { agoWords } from '../../ui/time-words.ts';

export interface Banner {
  tone: BannerTone;
  words: string;
  action: 'sync' | 'reopen' | 'replace-key' | 'retry-keychain' | null;
  dismissible: boolean;
}

function shownWords(status: DirectoryStatus, now: number): string {
  return status.lastSyncedAt === null
    ? 'Nothing is here yet.'
    : `What you see was synced ${agoWords(status.lastSyncedAt, now)}.`;
}

/** `dismissedNotice`: the notice that was read already. Null: nothing to say. */
export function bannerOf(
  instance: Instance,
  status: DirectoryStatus,
  secrets: SecretStatus | null,
  now: number,
  dismissedNotice: string | null,
): Banner | null {
  const { name } = instance;
  if (status.state === 'unavailable') {
    const reason = status.failure?.message ?? 'It is not known why.';
    return secrets?.state === 'locked' || status.failure?.code === 'keychain_locked'
      ? {
          tone: 'warn',
          words: `The keychain is locked, so the mirror of ${name} cannot be opened. Unlock it, then try again.`,
          action: 'retry-keychain',
          dismissible: false,
        }
      : {
          tone: 'bad',
          words: `The mirror of ${name} cannot be opened. ${reason}`,
          action: 'reopen',
          dismissible: false,
        };
  }
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
        dismissible: false,
      };
    case 'offline':
      return {
        tone: 'warn',
        words: `Offline. ${shown} Nothing can be changed until the connection is back.`,
        action: 'sync',
        dismissible: false,
      };
    case 'failing':
      return {
        tone: 'warn',
        words: `Clerk does not answer as it should. ${status.connection.message ?? ''} ${shown}`.replace(
          / {2,}/g,
          ' ',
        ),
        action: 'sync',
        dismissible: false,
      };
    case 'unknown':
    case 'online':
      break;
  }
  if (status.failure && status.failure.code !== 'cancelled' && status.state !== 'syncing') {
    return failedSync(instance, status, shown);
  }
  if (status.notice !== null && status.notice !== dismissedNotice) {
    return { tone: 'info', words: status.notice, action: null, dismissible: true };
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
    dismissible: false,
  };
}
