/**
 * How a user appears: what the list's row knows in the next frame, the whole mirrored record within 100 ms,
 * and the fresh copy in its place without anything moving.
 */
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/e2e-fixtures.ts';
import { behindRoster } from './behind-roster.ts';
import { inspector, openSynced, userRows } from './roster-page.ts';

/** What the page notes of one opening. Marks and measures are the browser's own. */
interface Opening {
  /** The name stood in the inspector when the browser began the first frame after the click. */
  nameInNextFrame: boolean;
  /** From the click until the whole record stood there, ms. */
  recordAfterMs: number;
}

declare global {
  interface Window {
    openings: { expect(userId: string, name: string): void; done(): Promise<Opening> };
    shifts: { what: string; value: number }[];
  }
}

/** Watches clicks, frames, and what moves within the inspector. */
async function watchOpenings(page: Page): Promise<void> {
  await page.evaluate(() => {
    const opened = (userId: string) => document.querySelector(`aside[aria-label="User ${userId}"]`);
    let current: { userId: string; name: string; done: (opening: Opening) => void } | null = null;
    let result: Promise<Opening>;

    window.openings = {
      expect(userId, name) {
        result = new Promise((done) => (current = { userId, name, done }));
      },
      done: () => result,
    };
    window.addEventListener(
      'click',
      (event) => {
        if (!current) return;
        const { userId, name, done } = current;
        current = null;
        performance.clearMarks();
        performance.mark('click', { startTime: event.timeStamp });
        let nameInNextFrame = false;
        requestAnimationFrame(() => {
          const heading = opened(userId)?.querySelector('h2');
          nameInNextFrame = heading?.textContent?.trim() === name;
        });
        const observer = new MutationObserver(() => {
          if (!opened(userId)?.querySelector('section[aria-label=Profile]')) return;
          observer.disconnect();
          performance.mark('record');
          const { duration } = performance.measure('opening', 'click', 'record');
          // Whatever was noted of the next frame is noted by the one after it.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => done({ nameInNextFrame, recordAfterMs: duration })),
          );
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      },
      { capture: true },
    );

    window.shifts = [];
    interface LayoutShift extends PerformanceEntry {
      value: number;
      sources: { node: Node | null }[];
    }
    // Also those that a browser's own score forgives for coming soon after a click.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        for (const { node } of entry.sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          if (element?.closest('aside'))
            window.shifts.push({ what: element.outerHTML.slice(0, 200), value: entry.value });
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

async function open(page: Page, index: number, user: { id: string; name: string }): Promise<Opening> {
  await page.evaluate(({ id, name }) => window.openings.expect(id, name), user);
  await userRows(page).nth(index).click();
  return page.evaluate(() => window.openings.done());
}

test.use({ demoOptions: { users: 200, rateLimit: 10_000 } });

test('shows the name in the next frame, and the mirrored record within 100 ms', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 40 });
  await watchOpenings(page);
  // The record comes from the mirror: Clerk takes its time.
  demo.faults.add({ kind: 'latency', ms: 300 }, { operation: 'GetUser' }, 100);

  // A machine that is busy with other tests gets many tries; the frame after the click is no matter of luck.
  const times: number[] = [];
  for (let index = 0; index < 25 && Math.min(...times) > 100; index += 1) {
    const user = rows[index];
    if (!user) throw new Error('The demo has too few users');
    const { nameInNextFrame, recordAfterMs } = await open(page, index, user);
    expect(nameInNextFrame, `${user.name} in the next frame`).toBe(true);
    times.push(recordAfterMs);
  }
  expect(Math.min(...times), `openings: ${times.join(', ')} ms`).toBeLessThanOrEqual(100);
});

test('nothing moves when the fresh copy takes the place of the mirrored one', async ({ roster, demo }) => {
  const { page } = roster;
  const instanceId = await openSynced(roster, demo);
  const { rows } = await roster.api.directory.query({ instanceId, limit: 40 });
  const at = rows.findIndex((row) => !row.banned && !row.locked && !row.mfa && row.email !== null);
  const user = rows[at];
  if (!user) throw new Error('Nobody among the newest is neither banned nor locked');
  await watchOpenings(page);
  demo.faults.add({ kind: 'latency', ms: 600 }, { operation: 'GetUser' }, 10);

  // Much has become of them meanwhile.
  await behindRoster(demo, 'PATCH', `/users/${user.id}`, {
    first_name: 'Wilhelmina',
    last_name: 'Hohenstein',
    username: 'wilhelmina_theodora',
    external_id: 'crm-1',
  });
  await behindRoster(demo, 'POST', `/users/${user.id}/ban`);

  const { nameInNextFrame } = await open(page, at, user);
  expect(nameInNextFrame).toBe(true);
  const heading = inspector(page).getByRole('heading', { level: 2 });
  await expect(heading).toHaveText(user.name);
  await expect(inspector(page).getByRole('alert')).toHaveCount(0);

  await expect(heading).toHaveText('Wilhelmina Hohenstein');
  await expect(inspector(page).getByRole('alert')).toContainText('Banned');
  await expect(inspector(page)).toContainText('Read from Clerk just now');
  // Entries of the last frames are delivered with the next ones.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
  expect(await page.evaluate(() => window.shifts)).toEqual([]);

  // It would have seen something that moves.
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('aside [role=tabpanel]')?.style.setProperty('padding-top', '40px');
  });
  await expect.poll(() => page.evaluate(() => window.shifts.length)).toBeGreaterThan(0);
});
