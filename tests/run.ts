/**
 * `npm test`: everything, from the format of the files to a real Electron window, and what of it ran.
 * The last line sums it up. Knows no test by name.
 */

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findDisplay, findElectron } from '../build/find-electron.ts';
import { runStage, type Stage, type StageResult } from './harness/run-stage.ts';
import {
  noResults,
  readPlaywrightReport,
  readVitestReport,
  type Results,
  sum,
  summaryLine,
} from './harness/test-results.ts';

const inCI = process.env['CI'] === 'true';
const reports = await mkdtemp(join(tmpdir(), 'roster-test-'));
const stages: StageResult[] = [];
const results: Results[] = [];
/** Said at the end, where it is read. */
const remarks: string[] = [];

const script = (name: string): Stage => ({ name, command: ['npm', 'run', '--silent', name], quiet: true });

/** Files, lint and types do not wait for each other. */
const checked = await Promise.all(['format:check', 'lint', 'types'].map((name) => run(script(name))));
const isBuilt = await run(script('build'));
results.push(await runVitest());
if (isBuilt) results.push(await runPlaywright());
else remarks.push('End-to-end tests did not run: there is no build.');
await rm(reports, { recursive: true, force: true });

const total = sum(results);
total.counts.failed += [...checked, isBuilt].filter((ok) => !ok).length;
if (inCI) requireRealParts();
report();
process.exitCode = total.counts.failed === 0 ? 0 : 1;

async function run(stage: Stage): Promise<boolean> {
  process.stdout.write(`\n== ${stage.name}\n`);
  const result = await runStage(stage);
  process.stdout.write(`== ${stage.name}: ${result.ok ? 'ok' : 'FAILED'}, ${seconds(result.elapsedMs)}\n`);
  stages.push(result);
  return result.ok;
}

async function runVitest(): Promise<Results> {
  const file = join(reports, 'vitest.json');
  const ok = await run({
    name: 'vitest',
    command: ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
  });
  remarks.push(
    process.env['CLERK_OPENAPI'] === undefined
      ? "Clerk's OpenAPI description did not judge: CLERK_OPENAPI names no file."
      : `Clerk's OpenAPI description judged: ${process.env['CLERK_OPENAPI']}`,
  );
  return read(file, readVitestReport, ok);
}

async function runPlaywright(): Promise<Results> {
  const file = join(reports, 'playwright.json');
  const electron = findElectron();
  const display = findDisplay();
  const projects = ['chromium'];
  if (electron.available && display.kind !== 'none') projects.push('electron', 'electron-shell');
  else {
    const reason = electron.available ? 'There is no display, and no Xvfb to make one.' : electron.reason;
    remarks.push(`The Electron tests were skipped. ${reason}`);
  }
  const wrapper = display.kind === 'virtual' && electron.available ? display.wrapper : [];
  const ok = await run({
    name: 'playwright',
    command: [
      ...wrapper,
      'playwright',
      'test',
      '--reporter=list,json',
      ...projects.map((project) => `--project=${project}`),
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  return read(file, readPlaywrightReport, ok);
}

/** A runner that failed but reported no failure counts as one. */
async function read(file: string, parse: (report: unknown) => Results, ok: boolean): Promise<Results> {
  const found = existsSync(file) ? parse(JSON.parse(await readFile(file, 'utf8'))) : noResults();
  if (!ok && found.counts.failed === 0) found.counts.failed = 1;
  return found;
}

/** In CI a keychain, a browser and Electron are there: a run without one of them proves too little. */
function requireRealParts(): void {
  for (const [part, count] of Object.entries(total.ran)) {
    if (count > 0) continue;
    remarks.push(`No ${part} test ran. With CI=true that is a failure.`);
    total.counts.failed += 1;
  }
}

function report(): void {
  const { keychain, chromium, electron } = total.ran;
  const lines = [
    '',
    ...stages.map(
      ({ name, ok, elapsedMs }) => `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${seconds(elapsedMs)}`,
    ),
    `Whole run: ${seconds(performance.now())}`,
    ...remarks,
    `Keychain tests: ${keychain}. Chromium tests: ${chromium}. Electron tests: ${electron}.`,
    summaryLine(total.counts),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
