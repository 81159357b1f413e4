/** `npm run build`: the app, then the browser host. */
import { buildAll } from './ensure-built.ts';

process.exitCode = buildAll();
