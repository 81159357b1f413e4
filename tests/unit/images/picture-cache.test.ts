import { expect, it } from 'vitest';
import { createPictureCache } from '../../../electron/core/images/picture-cache.ts';

const picture = (size: number) => ({ contentType: 'image/png' as const, base64: 'x'.repeat(size) });

it('lets go of the picture that was unused the longest, by size and not by number', () => {
  const cache = createPictureCache(100);
  cache.set('a', picture(40));
  cache.set('b', picture(40));
  cache.get('a');
  cache.set('c', picture(40));
  expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  cache.set('d', picture(100));
  expect(['a', 'c', 'd'].map((key) => cache.get(key) !== undefined)).toEqual([false, false, true]);
});

it('counts a picture that is set again once', () => {
  const cache = createPictureCache(100);
  for (let turn = 0; turn < 5; turn += 1) cache.set('a', picture(40));
  cache.set('b', picture(60));
  expect(cache.get('a')).toBeDefined();
  expect(cache.get('b')).toBeDefined();
});

it('does not throw everything out for one that is too large anyway', () => {
  const cache = createPictureCache(100);
  cache.set('a', picture(40));
  cache.set('b', picture(101));
  expect(cache.get('a')).toBeDefined();
  expect(cache.get('b')).toBeUndefined();
});

it('forgets by prefix, and has their room again', () => {
  const cache = createPictureCache(100);
  cache.set('one a', picture(50));
  cache.set('two a', picture(50));
  cache.forget('one ');
  expect(cache.get('one a')).toBeUndefined();
  cache.set('two b', picture(50));
  expect(cache.get('two a')).toBeDefined();
});
