/** The list of a million users in Chromium: its smoothness by wheel and by scroll bar, and what memory it takes. */

import type { CDPSession, Page } from '@playwright/test';
import { runInBrowser, type RunningApp } from '../harness/e2e-hosts.ts';
import { takeHeapSnapshot } from '../harness/heap-snapshot.ts';
import { type Figure, ms } from './figures.ts';
import { launchBrowser, type Profiles } from './filled-profiles.ts';
import { readMainThread } from './main-thread.ts';
import { childPids, memoryOf } from './process-memory.ts';

const MANY = 60_000;
const FEW = 1000;
const WHEEL_PX = 40_000;
const WHEEL_PX_PER_S = 4000;
/** Where the bar is dragged to, one after the other, as shares of the list. */
const JUMPS = [0.5, 0.1, 0.9, 0.33, 0.77, 0.02, 0.61, 1, 0.25, 0];
const MEBI = 1024 * 1024;

interface Scrolled {
  wheel: { longestMs: number; perFrameP99Ms: number };
  drag: { longestMs: number; perFrameP99Ms: number; rowsAfterMs: number[] };
  rowsInMemory: number;
  memory: number;
}

export async function benchScrolling(profiles: Profiles): Promise<Figure[]> {
  const few = await scroll(profiles, FEW);
  const many = await scroll(profiles, MANY);
  const longest = Math.max(many.wheel.longestMs, many.drag.longestMs);
  const perFrame = Math.max(many.wheel.perFrameP99Ms, many.drag.perFrameP99Ms);
  const slowestRows = Math.max(...many.drag.rowsAfterMs);
  const more = (many.memory - few.memory) / MEBI;
  return [
    goal('Longest task on the page’s main thread', ms(longest), '≤ 50 ms', longest <= 50),
    { what: 'The same at 1,000 users', value: ms(Math.max(few.wheel.longestMs, few.drag.longestMs)) },
    goal('Its work per frame, 99th percentile', ms(perFrame), '< 8 ms', perFrame < 8),
    goal('Rows on screen after a jump of the bar, slowest', ms(slowestRows), '< 100 ms', slowestRows < 100),
    goal('Users in the page’s memory', String(many.rowsInMemory), '≤ 800', many.rowsInMemory <= 800),
    goal('All processes, more than at 1,000 users', `${more.toFixed(0)} MB`, '≤ 150 MB', more <= 150),
  ];
}

function goal(what: string, value: string, text: string, met: boolean): Figure {
  return { what, value, goal: { text, met } };
}

async function scroll(profiles: Profiles, users: number): Promise<Scrolled> {
  const { launch } = await profiles.of(users);
  const others = await childPids();
  const browser = await launchBrowser();
  let app: RunningApp | null = null;
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    app = await runInBrowser(context, launch);
    const { page } = app;
    await page.getByRole('row').nth(1).waitFor();
    const session = await app.debug();
    const wheel = await readMainThread(session, () => byWheel(session));
    const rowsAfterMs: number[] = [];
    const drag = await readMainThread(session, async () => {
      for (const share of JUMPS) rowsAfterMs.push(await jump(page, share));
    });
    const own = (await childPids()).filter((pid) => !others.includes(pid));
    const sizes = await Promise.all(own.map(memoryOf));
    return {
      wheel,
      drag: { ...drag, rowsAfterMs },
      memory: sizes.reduce((sum, size) => sum + size, 0),
      rowsInMemory: countUsers(await takeHeapSnapshot(session)),
    };
  } finally {
    await app?.close();
    await browser.close();
  }
}

async function byWheel(session: CDPSession): Promise<void> {
  for (const yDistance of [-WHEEL_PX, WHEEL_PX / 2]) {
    await session.send('Input.synthesizeScrollGesture', {
      x: 600,
      y: 500,
      yDistance,
      speed: WHEEL_PX_PER_S,
      gestureSourceType: 'mouse',
      preventFling: true,
    });
  }
}

/** Drags the thumb, and answers how long after its last move the rows there were drawn. */
async function jump(page: Page, share: number): Promise<number> {
  const track = await page.locator('.scroller').evaluate((element: HTMLElement) => {
    const box = element.getBoundingClientRect();
    const ownPx = element.offsetWidth - element.clientWidth;
    const thumbPx = Math.max(20, (box.height * element.clientHeight) / element.scrollHeight);
    const atShare = element.scrollTop / Math.max(1, element.scrollHeight - element.clientHeight);
    return { x: box.right - ownPx / 2, top: box.top + thumbPx / 2, length: box.height - thumbPx, atShare };
  });
  await page.mouse.move(track.x, track.top + track.atShare * track.length);
  await page.mouse.down();
  const drawn = page.locator('.scroller').evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        let movedAt = performance.now();
        let lastTop = element.scrollTop;
        const until = performance.now() + 5000;
        const look = (): void => {
          const now = performance.now();
          if (element.scrollTop !== lastTop) {
            lastTop = element.scrollTop;
            movedAt = now;
          }
          const box = element.getBoundingClientRect();
          const onScreen = [...element.querySelectorAll('[role=row]')].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > box.top && top < box.bottom;
          });
          const complete =
            onScreen.length >= Math.floor(element.clientHeight / 32) &&
            onScreen.every((row) => row.ariaBusy !== 'true');
          // Still for a while: the drag has ended.
          if (complete && drawnAt === null) drawnAt = now;
          if (!complete) drawnAt = null;
          if (now > until || (drawnAt !== null && now - movedAt > 300)) {
            resolve(drawnAt === null ? Infinity : Math.max(0, drawnAt - movedAt));
          } else requestAnimationFrame(look);
        };
        let drawnAt: number | null = null;
        requestAnimationFrame(look);
      }),
  );
  await page.mouse.move(track.x, track.top + share * track.length, { steps: 8 });
  await page.mouse.up();
  return drawn;
}

/** By their ids, as far as the page's objects hold them. */
function countUsers(snapshot: string): number {
  return new Set(snapshot.match(/user_[0-9A-Za-z]{20,}/gu)).size;
}
