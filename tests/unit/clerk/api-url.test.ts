import { describe, expect, it } from 'vitest';
import { normaliseApiUrl } from '../../../electron/core/clerk/api-url.ts';
import { AppError } from '../../../shared/failure.ts';

describe('accepted', () => {
  it.each([
    [undefined, 'https://api.clerk.com/v1'],
    ['', 'https://api.clerk.com/v1'],
    ['  ', 'https://api.clerk.com/v1'],
    ['https://api.clerk.com', 'https://api.clerk.com/v1'],
    ['https://api.clerk.com/', 'https://api.clerk.com/v1'],
    [' https://API.clerk.com/v1/ ', 'https://api.clerk.com/v1'],
    ['https://proxy.example.com:8443/clerk', 'https://proxy.example.com:8443/clerk/v1'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/v1'],
    ['http://127.9.8.7/v1', 'http://127.9.8.7/v1'],
    ['http://localhost:3000/v1', 'http://localhost:3000/v1'],
    ['http://[::1]:3000', 'http://[::1]:3000/v1'],
    // The parser resolves these to 127.0.0.1 itself.
    ['http://2130706433/', 'http://127.0.0.1/v1'],
    ['http://127.1/', 'http://127.0.0.1/v1'],
  ])('%s', (typed, expected) => {
    expect(normaliseApiUrl(typed)).toBe(expected);
  });
});

describe('refused', () => {
  it.each([
    'not a url',
    'api.clerk.com',
    'ftp://api.clerk.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://api.clerk.com',
    'http://192.168.1.2/v1',
    'http://0.0.0.0/v1',
    'http://localhost.example.com/v1',
    'http://127.0.0.1.example.com/v1',
    'http://[::2]/v1',
    'https://user:hunter2@api.clerk.com',
    'https://user@api.clerk.com',
    'https://api.clerk.com/v1?key=hunter2',
    'https://api.clerk.com/v1?',
    'https://api.clerk.com/v1#',
  ])('%s', (typed) => {
    let thrown: unknown;
    try {
      normaliseApiUrl(typed);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    const { failure } = thrown as AppError;
    expect(failure).toMatchObject({ code: 'invalid_input', fields: { apiUrl: failure.message } });
    expect(failure.message).not.toContain('hunter2');
  });
});
