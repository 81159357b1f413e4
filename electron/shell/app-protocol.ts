/** Serves the built page at `app://bundle/`. Knows nothing but its folder. */
import { protocol, type Session } from 'electron';
import { pageHeaders } from './content-security-policy.ts';
import { appScheme, isAtOrigin } from './page-address.ts';
import { readRendererFile } from './renderer-files.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveAppProtocol(session: Session, rendererRoot: string): void {
  const headers = pageHeaders("'none'");
  session.protocol.handle(appScheme, async ({ method, url }) => {
    const isOurs = method === 'GET' && isAtOrigin(url, `${appScheme}://bundle`);
    const file = isOurs ? await readRendererFile(rendererRoot, new URL(url).pathname) : null;
    if (file === null) return new Response('Not found', { status: 404, headers });
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.contentType } });
  });
}
