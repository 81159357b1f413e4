/**
 * Reads what `fetch` threw, in the words of Node (undici) and of Electron (Chromium's net stack): did the
 * request certainly not leave, and why. Knows nothing of Clerk, and repeats no message: those may hold
 * headers and addresses.
 */

export type NetworkProblem =
  /** No connection could be made, so nothing left. */
  | 'unreachable'
  /** The connection was refused by its certificate, before anything left. */
  | 'certificate'
  | 'redirect'
  /** Anything else: it may have left. */
  | 'broken';

export interface NetworkError {
  problem: NetworkProblem;
  /** E.g. `ECONNRESET` or `ERR_NAME_NOT_RESOLVED`; null when the error names none. */
  code: string | null;
}

/** Errors of making a connection, whatever the system call. */
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_DNS_TIMED_OUT',
  'ERR_CONNECTION_REFUSED',
  'ERR_CONNECTION_FAILED',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_NETWORK_ACCESS_DENIED',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
  'ERR_SOCKS_CONNECTION_FAILED',
  'ERR_SOCKS_CONNECTION_HOST_UNREACHABLE',
  'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED',
]);

/** These may also befall a connection that stands, so they count only while one is being made. */
const unreachableOnConnect = new Set([
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

/** OpenSSL's verification errors as Node spells them. */
const certificateCodes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Errors may be wrapped, and a connection to several addresses fails with one error for each. */
const deepest = 8;

export function readNetworkError(thrown: unknown): NetworkError {
  const links = chainOf(thrown, deepest);
  for (const problem of ['redirect', 'certificate', 'unreachable'] as const) {
    const link = links.find((candidate) => problemOf(candidate) === problem);
    if (link !== undefined) return { problem, code: codeOf(link) };
  }
  return { problem: 'broken', code: links.map(codeOf).find((code) => code !== null) ?? null };
}

interface Link {
  code?: unknown;
  message?: unknown;
  syscall?: unknown;
  cause?: unknown;
  errors?: unknown;
}

function chainOf(thrown: unknown, depth: number): Link[] {
  if (typeof thrown !== 'object' || thrown === null || depth === 0) return [];
  const link: Link = thrown;
  const inner = [link.cause, ...(Array.isArray(link.errors) ? (link.errors as unknown[]) : [])];
  return [link, ...inner.flatMap((item) => chainOf(item, depth - 1))];
}

function problemOf(link: Link): NetworkProblem {
  const code = codeOf(link);
  // Neither undici nor Electron gives a refused redirect a code.
  if (
    typeof link.message === 'string' &&
    /unexpected redirect|redirect policy was 'error'/i.test(link.message)
  ) {
    return 'redirect';
  }
  if (code === null) return 'broken';
  if (certificateCodes.has(code) || code.startsWith('ERR_CERT_')) return 'certificate';
  if (unreachableCodes.has(code)) return 'unreachable';
  return link.syscall === 'connect' && unreachableOnConnect.has(code) ? 'unreachable' : 'broken';
}

function codeOf(link: Link): string | null {
  if (typeof link.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(link.code)) return link.code;
  const named = typeof link.message === 'string' ? /\bnet::(ERR_[A-Z0-9_]{2,60})\b/.exec(link.message) : null;
  return named?.[1] ?? null;
}
