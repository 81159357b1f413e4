/** `npm run host`: the core in plain Node and the page in an ordinary browser. What follows `--` goes to it. */
import { ensureBuilt } from './ensure-built.ts';

ensureBuilt();
await import(new URL('../out/host/web-host.js', import.meta.url).href);
