/** Which addresses are the page, and which may be opened outside. */
import { describe, expect, it } from 'vitest';
import { isAllowedExternal } from '../../../electron/shell/external-address.ts';
import { isAtOrigin, isPage, pageAddress } from '../../../electron/shell/page-address.ts';

describe('the address of the page', () => {
  const built = pageAddress(true, undefined);

  it('is app:// in a packaged app, whatever the environment says', () => {
    expect(pageAddress(true, 'http://localhost:5173')).toEqual(built);
    expect(built).toEqual({ url: 'app://bundle/', origin: 'app://bundle', isDevelopmentServer: false });
  });

  it("is the development server's, where one is named and nothing is packaged", () => {
    expect(pageAddress(false, 'http://localhost:5173/x')).toEqual({
      url: 'http://localhost:5173/',
      origin: 'http://localhost:5173',
      isDevelopmentServer: true,
    });
    expect(pageAddress(false, undefined)).toEqual(built);
  });

  it.each(['app://bundle/', 'app://bundle/index.html', 'app://bundle/#/users', 'app://bundle/?x=1#/'])(
    '%s is the page',
    (url) => expect(isPage(url, built)).toBe(true),
  );

  it.each([
    '',
    'about:blank',
    'app://bundle/assets/index.js',
    'app://bundle.example/',
    'app://bundle@example/',
    'app://user@bundle/',
    'app:bundle/',
    'APP2://bundle/',
    'https://bundle/',
    'file:///bundle/',
    'data:text/html,app://bundle/',
  ])('%s is not', (url) => expect(isPage(url, built)).toBe(false));

  it('is compared whole, port included', () => {
    expect(isAtOrigin('http://localhost:5173/x', 'http://localhost:5173')).toBe(true);
    expect(isAtOrigin('http://localhost:51730/', 'http://localhost:5173')).toBe(false);
    expect(isAtOrigin('http://localhost/', 'http://localhost:5173')).toBe(false);
  });
});

describe("the system's browser opens", () => {
  it.each(['https://clerk.com/', 'https://clerk.com/docs#x', 'https://dashboard.clerk.com/apps/app_1'])(
    '%s',
    (url) => expect(isAllowedExternal(url)).toBe(true),
  );

  it.each([
    '',
    'clerk.com',
    'http://clerk.com/',
    'https://clerk.com.example.com/',
    'https://notclerk.com/',
    'https://clerk.com@example.com/',
    'https://user:password@clerk.com/',
    'https://clerk.com:8443/',
    'https://example.com/https://clerk.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://clerk.com/share',
    'clerk.com://x',
  ])('not %s', (url) => expect(isAllowedExternal(url)).toBe(false));
});
