/** How busy a page's main thread is while something happens, read from Chromium's own trace. */

import type { CDPSession } from '@playwright/test';
import { percentile } from './figures.ts';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** The processor's share of `dur`: on a busy machine a thread also waits for its turn. */
  tdur?: number;
}

export interface MainThread {
  longestMs: number;
  /** Of what the thread did between one frame and the next. */
  perFrameP99Ms: number;
}

export async function readMainThread(session: CDPSession, during: () => Promise<void>): Promise<MainThread> {
  const events: TraceEvent[] = [];
  const keep = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', keep);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    },
  });
  await during();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', keep);
  return summarize(events);
}

/** What the page's thread does for a frame ends in handing it to the compositor. */
const frameEnd = 'BeginCommitCompositorFrame';

function summarize(events: TraceEvent[]): MainThread {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const busiest = mostCommon(events.filter(({ name }) => name === frameEnd).map(threadOf));
  const own = events.filter((event) => threadOf(event) === busiest);
  const tasks = own.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  const ends = own
    .filter(({ name }) => name === frameEnd)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  if (tasks.length === 0 || ends.length < 10) throw new Error('The trace has no frames of the page');
  const perFrame = ends.map(() => 0);
  for (const task of tasks) {
    const frame = firstAtOrAfter(ends, task.ts);
    const before = perFrame[frame];
    if (before !== undefined) perFrame[frame] = before + workMs(task);
  }
  return {
    longestMs: tasks.reduce((longest, task) => Math.max(longest, workMs(task)), 0),
    // What came before the first of them was no frame of this.
    perFrameP99Ms: percentile(perFrame.slice(1), 0.99),
  };
}

function workMs({ dur = 0, tdur = dur }: TraceEvent): number {
  return tdur / 1000;
}

function firstAtOrAfter(times: number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
