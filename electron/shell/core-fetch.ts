/**
 * The core's way to the network: Chromium's stack, so that the system's proxies and certificates count,
 * in sessions of its own that keep neither cookies nor a cache. Knows no API.
 */
import { session } from 'electron';
import type { Fetch } from '../core/ports.ts';

/**
 * Reads and writes have a session each, as each session has its own connections: a write that went out on a
 * connection kept from a read would be sent twice by Chromium itself if that connection broke.
 */
export function createCoreFetch(): Fetch {
  const reads = session.fromPartition('roster-core-reads', { cache: false });
  const writes = session.fromPartition('roster-core-writes', { cache: false });
  return (url, init) =>
    (init.method === undefined || init.method === 'GET' ? reads : writes).fetch(url, {
      ...init,
      credentials: 'omit',
      bypassCustomProtocolHandlers: true,
    });
}
