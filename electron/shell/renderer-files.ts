/**
 * Finds the built page's files by URL path and refuses everything outside their folder. Knows neither
 * protocol nor headers.
 */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';

export interface RendererFile {
  bytes: Buffer<ArrayBuffer>;
  contentType: string;
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Null for what is not there, is of an unknown kind, or lies outside `root`: all of these look alike to
 * the page. `urlPath` is a URL's pathname, still percent-encoded; `/` is the page itself.
 */
export async function readRendererFile(root: string, urlPath: string): Promise<RendererFile | null> {
  const path = locate(root, urlPath);
  const contentType = path === null ? undefined : contentTypes[extname(path)];
  if (path === null || contentType === undefined) return null;
  try {
    return { bytes: await readFile(path), contentType };
  } catch {
    return null;
  }
}

function locate(root: string, urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  // A backslash is a separator on Windows, a NUL ends a path in some system calls.
  if (decoded.includes('\\') || decoded.includes('\0')) return null;
  const path = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`);
  const inside = relative(root, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : path;
}
