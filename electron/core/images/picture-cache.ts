/** Keeps the pictures used last, in memory, bounded by their size. Knows no network and no time. */
import type { Picture } from './picture.ts';

export interface PictureCache {
  /** Counts as a use. */
  get(key: string): Picture | undefined;
  /** Lets go of those unused the longest until it fits; one larger than the bound is not kept. */
  set(key: string, picture: Picture): void;
  forget(prefix: string): void;
}

/** `largestBytes` counts the text that is kept: base64, a third more than the picture. */
export function createPictureCache(largestBytes: number): PictureCache {
  /** In the order of use. */
  const kept = new Map<string, Picture>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= kept.get(key)?.base64.length ?? 0;
    kept.delete(key);
  }

  return {
    get(key) {
      const picture = kept.get(key);
      if (picture === undefined) return undefined;
      kept.delete(key);
      kept.set(key, picture);
      return picture;
    },
    set(key, picture) {
      drop(key);
      if (picture.base64.length > largestBytes) return;
      kept.set(key, picture);
      bytes += picture.base64.length;
      for (const oldest of kept.keys()) {
        if (bytes <= largestBytes) break;
        drop(oldest);
      }
    },
    forget(prefix) {
      for (const key of [...kept.keys()]) if (key.startsWith(prefix)) drop(key);
    },
  };
}
