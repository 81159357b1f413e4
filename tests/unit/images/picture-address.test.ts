/** Which addresses a picture may come from: whoever sets an image URL must not choose whom Roster calls. */
import { describe, expect, it } from 'vitest';
import { pictureAddress } from '../../../electron/core/images/picture-address.ts';

const clerk = { kind: 'clerk', apiUrl: 'https://api.clerk.com/v1' } as const;
const local = { kind: 'clerk', apiUrl: 'http://127.0.0.1:4000/v1' } as const;
const demo = { kind: 'demo', apiUrl: 'http://127.0.0.1:5000/v1' } as const;

describe('the address of a picture', () => {
  it('is Clerk’s, with the size that is shown', () => {
    expect(pictureAddress('https://img.clerk.com/abc', clerk)).toBe(
      'https://img.clerk.com/abc?width=192&height=192&fit=crop&quality=85',
    );
    expect(pictureAddress('https://images.clerk.dev/a?width=9000&x=1#y', clerk)).toBe(
      'https://images.clerk.dev/a?width=192&x=1&height=192&fit=crop&quality=85',
    );
  });

  it('is Clerk’s without any size for the whole picture', () => {
    expect(pictureAddress('https://img.clerk.com/abc?width=80&x=1', clerk, 'whole')).toBe(
      'https://img.clerk.com/abc?x=1',
    );
    expect(pictureAddress('https://example.com/abc', clerk, 'whole')).toBeNull();
  });

  it('is no other host, however alike, and no other scheme or port', () => {
    for (const url of [
      'http://img.clerk.com/abc',
      'https://img.clerk.com:8443/abc',
      'https://img.clerk.com.example.com/abc',
      'https://example.com/img.clerk.com',
      'https://img.clerk.com@example.com/',
      'https://someone:word@img.clerk.com/abc',
      'https://evil-img.clerk.com/',
      'https://api.clerk.com/v1/users',
      'http://127.0.0.1:4000/images/x',
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
      'javascript:alert(1)',
      '/images/x',
      '',
    ]) {
      expect(pictureAddress(url, clerk), url).toBeNull();
    }
  });

  it('is the instance’s own server when that is on this machine, and nothing else there', () => {
    expect(pictureAddress('http://127.0.0.1:4000/images/x?y=1', local)).toBe(
      'http://127.0.0.1:4000/images/x?y=1',
    );
    expect(pictureAddress('http://127.0.0.1:4001/images/x', local)).toBeNull();
    expect(pictureAddress('http://localhost:4000/images/x', local)).toBeNull();
    expect(pictureAddress('https://127.0.0.1:4000/images/x', local)).toBeNull();
    const elsewhere = { kind: 'clerk', apiUrl: 'https://clerk.example.com/v1' } as const;
    expect(pictureAddress('https://clerk.example.com/images/x', elsewhere)).toBeNull();
  });

  it('of the demo is where the demo answers now, whatever its port was', () => {
    expect(pictureAddress('http://127.0.0.1:4999/images/x', demo)).toBe('http://127.0.0.1:5000/images/x');
    expect(pictureAddress('http://example.com/images/x', demo)).toBeNull();
  });
});
