/**
 * The core's way to the network: Chromium's stack, so that the system's proxies and certificates count,
 * in a session of its own that keeps neither cookies nor a cache. Knows no API.
 */
import { session } from 'electron';
import type { Fetch } from '../core/ports.ts';

export function createCoreFetch(): Fetch {
  const network = session.fromPartition('roster-core', { cache: false });
  return (url, init) =>
    network.fetch(url, { ...init, credentials: 'omit', bypassCustomProtocolHandlers: true });
}
