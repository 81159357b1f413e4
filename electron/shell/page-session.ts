/**
 * The session the page runs in: in memory only, without a network, without permissions. Knows no window.
 */
import { session, type Session, type WebContents } from 'electron';
import type { Core } from '../core/create-core.ts';
import { serveAppProtocol, serveAvatarsAtDevelopmentServer } from './app-protocol.ts';
import { isAtOrigin, type PageAddress } from './page-address.ts';

/** No `persist:` prefix: cookies, storage and caches of this session never reach the disk. */
const partition = 'roster-page';
/** No server can listen on port 0. */
const nowhere = 'socks5://127.0.0.1:0';

/** `core` is asked for users' pictures, once the page wants them. */
export function createPageSession(
  address: PageAddress,
  rendererRoot: string,
  core: () => Promise<Core>,
): Session {
  const page = session.fromPartition(partition, { cache: false });
  serveAppProtocol(page, rendererRoot, core);
  if (address.isDevelopmentServer) serveAvatarsAtDevelopmentServer(page, address.origin, core);
  refusePermissions(page, address);
  cutNetwork(page, address);
  // Chromium would fetch dictionaries from the network.
  page.setSpellCheckerEnabled(false);
  return page;
}

/** All of them, but for putting text on the clipboard from our own page's main frame. */
function refusePermissions(page: Session, address: PageAddress): void {
  const isAllowed = (
    contents: WebContents | null,
    permission: string,
    origin: string,
    isMainFrame: boolean,
  ) =>
    contents !== null &&
    permission === 'clipboard-sanitized-write' &&
    isMainFrame &&
    isAtOrigin(origin, address.origin) &&
    isAtOrigin(contents.getURL(), address.origin);

  page.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(isAllowed(contents, permission, details.requestingUrl, details.isMainFrame));
  });
  page.setPermissionCheckHandler((contents, permission, origin, details) =>
    isAllowed(contents, permission, origin, details.isMainFrame),
  );
  page.setDevicePermissionHandler(() => false);
  page.on('select-hid-device', (event) => event.preventDefault());
  page.on('select-serial-port', (event) => event.preventDefault());
  page.on('will-download', (event) => event.preventDefault());
}

/** The policy of the page says so too (`connect-src 'none'`); this holds even where that would not. */
function cutNetwork(page: Session, address: PageAddress): void {
  page.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isAllowedRequest(url, address) });
  });
  if (address.isDevelopmentServer) return;
  page.enableNetworkEmulation({ offline: true });
  // What neither of these sees, such as preconnects and WebRTC over TCP, goes through a proxy that cannot be.
  void page.setProxy({ mode: 'fixed_servers', proxyRules: nowhere, proxyBypassRules: '<-loopback>' });
}

function isAllowedRequest(url: string, { origin, isDevelopmentServer }: PageAddress): boolean {
  if (isAtOrigin(url, origin) || url.startsWith(`blob:${origin}/`) || url.startsWith('data:')) return true;
  return (
    isDevelopmentServer && (isAtOrigin(url, origin.replace(/^http/, 'ws')) || url.startsWith('devtools:'))
  );
}
