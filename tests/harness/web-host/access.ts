/**
 * Decides who may talk to the browser host: this machine, this page, with the run's token or the cookie
 * that a one-time code was traded for. Knows no call and no file.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Access {
  /** For programs: `authorization: Bearer …`. */
  token: string;
  /** A code that opens one page, once. */
  newCode(): string;
  /** The `set-cookie` value for a code, or null when it is spent or was never given out. */
  redeem(code: string): string | null;
  /** The reason to refuse any request that does not come from this host's own page or from a program. */
  refuse(request: IncomingMessage): string | null;
  /** Whether the request carries the token, or the cookie. */
  isProgram(request: IncomingMessage): boolean;
  isSignedIn(request: IncomingMessage): boolean;
}

const random = () => randomBytes(32).toString('base64url');

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function createAccess(port: number): Access {
  const token = random();
  const session = random();
  const codes = new Set<string>();
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  // Cookies ignore ports: with the port in its name, two hosts do not sign each other out.
  const cookieName = `roster-${port}`;

  const isProgram = (request: IncomingMessage): boolean => {
    const [scheme, given] = (request.headers.authorization ?? '').split(' ');
    return scheme?.toLowerCase() === 'bearer' && given !== undefined && same(given, token);
  };

  return {
    token,
    newCode() {
      const code = random();
      codes.add(code);
      return code;
    },
    redeem(code) {
      return codes.delete(code) ? `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/` : null;
    },
    refuse(request) {
      // A name that was rebound to 127.0.0.1 arrives with that name as its host.
      if (!origins.includes(`http://${request.headers.host ?? ''}`))
        return 'This host answers on loopback only.';
      const { origin } = request.headers;
      if (origin !== undefined && origin !== `http://${request.headers.host ?? ''}`) {
        return 'Another page may not use this host.';
      }
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none')
        return 'Another page may not use this host.';
      return null;
    },
    isProgram,
    isSignedIn(request) {
      if (isProgram(request)) return true;
      return (request.headers.cookie ?? '').split(/; */).some((cookie) => {
        const [name, value = ''] = cookie.split('=');
        return name === cookieName && same(value, session);
      });
    },
  };
}
