/** The link to a user that Roster was opened with, until the page takes it. Does not know where it came from. */
import type { UserLink } from '../../shared/models/app.ts';
import type { EventHub } from './event-hub.ts';

export interface OpenedLink {
  /** A later one takes the place of one that nobody took. */
  open(link: UserLink): void;
  /** Answers it once. */
  take(): UserLink | null;
}

export function createOpenedLink(events: EventHub): OpenedLink {
  let opened: UserLink | null = null;
  return {
    open(link) {
      opened = link;
      events.emit('app.onLinkOpened', {});
    },
    take() {
      const link = opened;
      opened = null;
      return link;
    },
  };
}
