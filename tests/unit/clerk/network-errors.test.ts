import { describe, expect, it } from 'vitest';
import { readNetworkError } from '../../../electron/core/clerk/network-errors.ts';

function nodeError(code: string, syscall?: string): Error {
  return Object.assign(new Error('with https://secret.example/ in it'), { code, syscall });
}
/** As undici throws it. */
function fetchFailed(cause: unknown): Error {
  return new TypeError('fetch failed', { cause });
}
/** As Electron's net.fetch throws it. */
function netError(code: string): Error {
  return new Error(`net::${code}`);
}

describe('nothing left', () => {
  it.each([
    ['ECONNREFUSED', fetchFailed(nodeError('ECONNREFUSED', 'connect'))],
    ['ECONNREFUSED', fetchFailed(new AggregateError([nodeError('ECONNREFUSED', 'connect')], ''))],
    ['ENOTFOUND', fetchFailed(nodeError('ENOTFOUND', 'getaddrinfo'))],
    ['EAI_AGAIN', fetchFailed(nodeError('EAI_AGAIN', 'getaddrinfo'))],
    ['UND_ERR_CONNECT_TIMEOUT', fetchFailed(nodeError('UND_ERR_CONNECT_TIMEOUT'))],
    ['ETIMEDOUT', fetchFailed(nodeError('ETIMEDOUT', 'connect'))],
    ['ENETUNREACH', fetchFailed(new Error('wrapped', { cause: nodeError('ENETUNREACH', 'connect') }))],
    ['ERR_INTERNET_DISCONNECTED', netError('ERR_INTERNET_DISCONNECTED')],
    ['ERR_NAME_NOT_RESOLVED', netError('ERR_NAME_NOT_RESOLVED')],
    ['ERR_CONNECTION_REFUSED', netError('ERR_CONNECTION_REFUSED')],
    ['ERR_CONNECTION_TIMED_OUT', netError('ERR_CONNECTION_TIMED_OUT')],
    ['ERR_ADDRESS_UNREACHABLE', netError('ERR_ADDRESS_UNREACHABLE')],
    ['ERR_PROXY_CONNECTION_FAILED', netError('ERR_PROXY_CONNECTION_FAILED')],
    ['ERR_TUNNEL_CONNECTION_FAILED', netError('ERR_TUNNEL_CONNECTION_FAILED')],
  ])('%s', (code, error) => {
    expect(readNetworkError(error)).toEqual({ problem: 'unreachable', code });
  });
});

describe('the certificate was refused', () => {
  it.each([
    ['CERT_HAS_EXPIRED', fetchFailed(nodeError('CERT_HAS_EXPIRED'))],
    ['ERR_TLS_CERT_ALTNAME_INVALID', fetchFailed(nodeError('ERR_TLS_CERT_ALTNAME_INVALID'))],
    ['ERR_CERT_AUTHORITY_INVALID', netError('ERR_CERT_AUTHORITY_INVALID')],
  ])('%s', (code, error) => {
    expect(readNetworkError(error)).toEqual({ problem: 'certificate', code });
  });
});

describe('it may have left', () => {
  it.each([
    ['ECONNRESET', fetchFailed(nodeError('ECONNRESET', 'read'))],
    ['EPIPE', fetchFailed(nodeError('EPIPE', 'write'))],
    ['ETIMEDOUT', fetchFailed(nodeError('ETIMEDOUT', 'read'))],
    ['EHOSTUNREACH', fetchFailed(nodeError('EHOSTUNREACH', 'write'))],
    ['UND_ERR_SOCKET', fetchFailed(nodeError('UND_ERR_SOCKET'))],
    ['ERR_CONNECTION_RESET', netError('ERR_CONNECTION_RESET')],
    ['ERR_CONNECTION_CLOSED', netError('ERR_CONNECTION_CLOSED')],
    ['ERR_EMPTY_RESPONSE', netError('ERR_EMPTY_RESPONSE')],
    ['ERR_NETWORK_CHANGED', netError('ERR_NETWORK_CHANGED')],
    ['ERR_TIMED_OUT', netError('ERR_TIMED_OUT')],
    ['ERR_NETWORK_IO_SUSPENDED', netError('ERR_NETWORK_IO_SUSPENDED')],
    [null, new TypeError('terminated')],
    [null, 'not even an error'],
    [null, null],
    [null, Object.assign(new Error('x'), { code: 'sk_test_lower case is no code' })],
  ])('%s', (code, error) => {
    expect(readNetworkError(error)).toEqual({ problem: 'broken', code });
  });
});

describe('a redirect', () => {
  it.each([
    ['undici', fetchFailed(new Error('unexpected redirect'))],
    ['Electron', new Error("Attempted to redirect, but redirect policy was 'error'")],
  ])('of %s', (_name, error) => {
    expect(readNetworkError(error).problem).toBe('redirect');
  });
});

it('ends on a chain that bites its own tail', () => {
  const error = new Error('a');
  error.cause = error;
  expect(readNetworkError(error)).toEqual({ problem: 'broken', code: null });
});
