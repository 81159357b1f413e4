import { describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport, sum, summaryLine } from '../../harness/test-results.ts';

function vitestFile(name: string, status: string, ...tests: string[]) {
  return { name, status, assertionResults: tests.map((one) => ({ status: one })) };
}

function playwrightTest(projectName: string, status: string) {
  return { tests: [{ projectName, status }] };
}

describe('readVitestReport', () => {
  it('counts what passed, failed and did not run', () => {
    const report = {
      testResults: [
        vitestFile('/r/tests/unit/a.test.ts', 'passed', 'passed', 'passed', 'skipped'),
        vitestFile('/r/tests/unit/b.test.ts', 'failed', 'passed', 'failed', 'todo', 'pending'),
      ],
    };
    expect(readVitestReport(report).counts).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const report = { testResults: [vitestFile('/r/tests/unit/a.test.ts', 'failed')] };
    expect(readVitestReport(report).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts the keychain tests that ran, not those that were skipped', () => {
    const report = {
      testResults: [
        vitestFile(
          '/r/tests/integration/secrets/keytar-secret-store.test.ts',
          'failed',
          'passed',
          'failed',
          'skipped',
        ),
        vitestFile('/r/tests/integration/secrets/memory-secret-store.test.ts', 'passed', 'passed'),
      ],
    };
    expect(readVitestReport(report).ran).toEqual({ keychain: 2, chromium: 0, electron: 0 });
  });

  it('refuses what is no report', () => {
    expect(() => readVitestReport({})).toThrow();
  });
});

describe('readPlaywrightReport', () => {
  it('counts per browser, at any depth', () => {
    const report = {
      errors: [],
      suites: [
        {
          specs: [playwrightTest('chromium', 'expected'), playwrightTest('electron', 'skipped')],
          suites: [
            {
              specs: [playwrightTest('chromium', 'unexpected'), playwrightTest('electron-shell', 'expected')],
              suites: [{ specs: [playwrightTest('electron', 'expected')] }],
            },
          ],
        },
      ],
    };
    const results = readPlaywrightReport(report);
    expect(results.counts).toEqual({ passed: 3, failed: 1, skipped: 1 });
    expect(results.ran).toEqual({ keychain: 0, chromium: 2, electron: 2 });
  });

  it('counts a test that passed only on a second try as failed', () => {
    const report = { errors: [], suites: [{ specs: [playwrightTest('chromium', 'flaky')] }] };
    expect(readPlaywrightReport(report).counts.failed).toBe(1);
  });

  it('counts errors outside of tests', () => {
    expect(readPlaywrightReport({ errors: [{ message: 'no tests' }], suites: [] }).counts.failed).toBe(1);
  });
});

it('adds results up and prints them in one line', () => {
  const one = {
    counts: { passed: 1, failed: 2, skipped: 3 },
    ran: { keychain: 4, chromium: 5, electron: 6 },
  };
  const total = sum([one, one]);
  expect(total.ran).toEqual({ keychain: 8, chromium: 10, electron: 12 });
  expect(summaryLine(total.counts)).toBe('Roster: 2 passed, 4 failed, 6 skipped');
});
