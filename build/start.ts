/** `npm start`: the built app in Electron. What follows `--` goes to the app. */
import { ensureBuilt, projectRoot } from './ensure-built.ts';
import { findElectron } from './find-electron.ts';
import { runElectron } from './run-electron.ts';

const electron = findElectron();
if (!electron.available) {
  process.stderr.write(`${electron.reason}\nUntil then \`npm run host\` runs Roster in your browser.\n`);
  process.exit(1);
}
ensureBuilt();
process.exitCode = await runElectron([
  electron.executable,
  ...electron.arguments,
  projectRoot,
  ...process.argv.slice(2),
]);
