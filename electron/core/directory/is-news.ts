/** Decides whether a copy of a user is newer than the stored one. Knows no storage. */

export interface CopyAge {
  updatedAt: number | null;
}

/**
 * The server's own `updated_at` decides first, since an answer that came later may have been read
 * from a replica that lags behind. Among equals (`last_active_at` moves without it) the later reading
 * wins.
 */
export function isNews(
  copy: CopyAge,
  stored: CopyAge & { fetchedAt: number; stamp: number },
  read: { fetchedAt: number; stamp: number; trustedOver?: number },
): boolean {
  if (read.trustedOver !== undefined && stored.stamp < read.trustedOver) return true;
  if (copy.updatedAt !== null && stored.updatedAt !== null && copy.updatedAt !== stored.updatedAt) {
    return copy.updatedAt > stored.updatedAt;
  }
  if (read.fetchedAt !== stored.fetchedAt) return read.fetchedAt > stored.fetchedAt;
  return read.stamp >= stored.stamp;
}
