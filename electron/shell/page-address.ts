/** Where the page lives, and how to tell it from every other address. Knows no window. */

export const appScheme = 'app';

export interface PageAddress {
  /** What the window loads. */
  url: string;
  /** Scheme and host, without a slash at the end. */
  origin: string;
  /** The development server, which needs a network for hot reload. */
  isDevelopmentServer: boolean;
}

/** The built page, or the development server's where `npm run dev` names one; never that in a packaged app. */
export function pageAddress(isPackaged: boolean, developmentUrl: string | undefined): PageAddress {
  if (!isPackaged && developmentUrl !== undefined) {
    const { origin } = new URL(developmentUrl);
    return { url: `${origin}/`, origin, isDevelopmentServer: true };
  }
  return { url: `${appScheme}://bundle/`, origin: `${appScheme}://bundle`, isDevelopmentServer: false };
}

/** Compares whole origins: `app://bundle.example/` starts with `app://bundle` too. */
export function isAtOrigin(url: string, origin: string): boolean {
  try {
    // Node's own `origin` is "null" for schemes that it does not know.
    const { protocol, host, username, password } = new URL(url);
    return `${protocol}//${host}` === origin && username === '' && password === '';
  } catch {
    return false;
  }
}

/** The one document of the app; its route is in the fragment. */
export function isPage(url: string, { origin }: PageAddress): boolean {
  if (!isAtOrigin(url, origin)) return false;
  const { pathname } = new URL(url);
  return pathname === '/' || pathname === '/index.html';
}
