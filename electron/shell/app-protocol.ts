/** Serves the built page at `app://bundle/`, and users' pictures beside it. Knows no window. */
import { protocol, type Session } from 'electron';
import type { Core } from '../core/create-core.ts';
import { avatarHeaders, isAvatarPath, readAvatar } from './avatars.ts';
import { pageHeaders } from './content-security-policy.ts';
import { appScheme, isAtOrigin } from './page-address.ts';
import { readRendererFile } from './renderer-files.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Pictures wait for the core: the window opens before it has. */
export function serveAppProtocol(session: Session, rendererRoot: string, core: () => Promise<Core>): void {
  const origin = `${appScheme}://bundle`;
  session.protocol.handle(appScheme, async (request) => {
    const isOurs = request.method === 'GET' && isAtOrigin(request.url, origin);
    if (!isOurs) return notFound();
    const { pathname } = new URL(request.url);
    if (isAvatarPath(pathname)) return answerAvatar(pathname, request.signal, core);
    const file = await readRendererFile(rendererRoot, pathname);
    if (file === null) return notFound();
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.contentType } });
  });
}

/** The development server knows the page, but no pictures: those are answered here, the rest goes on to it. */
export function serveAvatarsAtDevelopmentServer(
  session: Session,
  origin: string,
  core: () => Promise<Core>,
): void {
  session.protocol.handle(new URL(origin).protocol.slice(0, -1), (request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'GET' && isAtOrigin(request.url, origin) && isAvatarPath(pathname)) {
      return answerAvatar(pathname, request.signal, core);
    }
    return session.fetch(request, { bypassCustomProtocolHandlers: true });
  });
}

const headers = pageHeaders("'none'");
const notFound = () => new Response('Not found', { status: 404, headers });

async function answerAvatar(
  pathname: string,
  signal: AbortSignal,
  core: () => Promise<Core>,
): Promise<Response> {
  // A core that did not start is told of elsewhere.
  const started = await core().catch(() => null);
  const picture = started === null ? null : await readAvatar(started, pathname, signal);
  if (picture === null) return notFound();
  return new Response(new Uint8Array(picture.bytes), { headers: { ...headers, ...avatarHeaders(picture) } });
}
