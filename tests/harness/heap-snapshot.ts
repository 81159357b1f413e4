/** Takes a snapshot of all that a page's JavaScript holds in memory. Knows nothing of what is looked for. */

import type { CDPSession } from '@playwright/test';

/** As JSON text; strings of more than about a thousand characters are cut off in it. Collects garbage first. */
export async function takeHeapSnapshot(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', keep);
  await session.send('HeapProfiler.disable');
  return chunks.join('');
}
