/** Reads what vitest and Playwright reported as JSON and counts it. Runs nothing and prints nothing. */

import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Tests that met the real thing: skipped ones are not among them. */
export interface RealParts {
  keychain: number;
  chromium: number;
  electron: number;
}

export interface Results {
  counts: Counts;
  ran: RealParts;
}

export function noResults(): Results {
  return {
    counts: { passed: 0, failed: 0, skipped: 0 },
    ran: { keychain: 0, chromium: 0, electron: 0 },
  };
}

export function sum(all: Results[]): Results {
  const total = noResults();
  for (const { counts, ran } of all) {
    total.counts.passed += counts.passed;
    total.counts.failed += counts.failed;
    total.counts.skipped += counts.skipped;
    total.ran.keychain += ran.keychain;
    total.ran.chromium += ran.chromium;
    total.ran.electron += ran.electron;
  }
  return total;
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** The files whose tests talk to a real keychain. */
const keychainTests = /[\\/]tests[\\/]integration[\\/]secrets[\\/]keytar[^\\/]*$/;

/** @throws when `report` is not what vitest's JSON reporter writes. */
export function readVitestReport(report: unknown): Results {
  const results = noResults();
  for (const file of vitestReport.parse(report).testResults) {
    // A file that cannot be loaded, or whose hooks fail, reports no test as failed.
    const silent =
      file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed');
    if (silent) results.counts.failed += 1;
    for (const { status } of file.assertionResults) {
      const outcome = status === 'passed' || status === 'failed' ? status : 'skipped';
      results.counts[outcome] += 1;
      if (outcome !== 'skipped' && keychainTests.test(file.name)) results.ran.keychain += 1;
    }
  }
  return results;
}

interface Suite {
  suites?: Suite[] | undefined;
  specs: { tests: { projectName: string; status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[];
}

const suite: z.ZodType<Suite> = z.object({
  get suites() {
    return z.array(suite).optional();
  },
  specs: z.array(
    z.object({
      tests: z.array(
        z.object({
          projectName: z.string(),
          status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
        }),
      ),
    }),
  ),
});
const playwrightReport = z.object({ suites: z.array(suite), errors: z.array(z.unknown()) });

/** @throws when `report` is not what Playwright's JSON reporter writes. */
export function readPlaywrightReport(report: unknown): Results {
  const { suites, errors } = playwrightReport.parse(report);
  const results = noResults();
  results.counts.failed += errors.length;
  const visit = (one: Suite): void => {
    for (const { tests } of one.specs) tests.forEach(count);
    one.suites?.forEach(visit);
  };
  const count = ({ projectName, status }: Suite['specs'][number]['tests'][number]): void => {
    if (status === 'skipped') {
      results.counts.skipped += 1;
      return;
    }
    // One that passed only when tried again is a defect too.
    results.counts[status === 'expected' ? 'passed' : 'failed'] += 1;
    results.ran[projectName.startsWith('electron') ? 'electron' : 'chromium'] += 1;
  };
  suites.forEach(visit);
  return results;
}

/** The last line of a run. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `Roster: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}
