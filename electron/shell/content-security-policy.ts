/** The headers every host sends with the page's files. Knows no server and no protocol. */

/**
 * What the page may load and do. `connect` is what it may talk to over the network: nothing in Electron,
 * where everything comes over the bridge; its own server in the browser host.
 *
 * Styles set by scripts through the CSSOM are allowed by `style-src 'self'`; style attributes in HTML and
 * injected style elements are not. Vue's templates need the Trusted Types policy named `vue`,
 * and the thread that prepares pictures the one named `picture-worker`.
 */
export function contentSecurityPolicy(connect: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue picture-worker',
  ].join('; ');
}

export function pageHeaders(connect: "'none'" | "'self'"): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
  };
}
