/** What end-to-end tests run on is built before the first of them, once. */

import { ensureBuilt } from '../../build/ensure-built.ts';

export default function buildOnce(): void {
  ensureBuilt();
}
