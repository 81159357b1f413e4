/** From the start of the process to the first rows on the screen, in each host that can run here. */

import { performance } from 'node:perf_hooks';
import { findDisplay, findElectron } from '../../build/find-electron.ts';
import { type HostLaunch, runInBrowser, runInElectron, type RunningApp } from '../harness/e2e-hosts.ts';
import { type Figure, median, ms } from './figures.ts';
import { launchBrowser, type Profiles } from './filled-profiles.ts';

const FEW = 1000;
const MANY = 60_000;
const STARTS = 5;

type Start = (launch: HostLaunch) => Promise<RunningApp>;

export async function benchFirstRows(profiles: Profiles): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    return [
      ...(await compare('Browser host', profiles, (launch) => runInBrowser(context, launch))),
      ...(await inElectron(profiles)),
    ];
  } finally {
    await browser.close();
  }
}

async function inElectron(profiles: Profiles): Promise<Figure[]> {
  const electron = findElectron();
  if (!electron.available) return [{ what: `Electron: not measured. ${electron.reason}`, value: '' }];
  if (findDisplay().kind !== 'real') {
    return [{ what: 'Electron: not measured, there is no display', value: '' }];
  }
  return compare('Electron', profiles, runInElectron);
}

async function compare(host: string, profiles: Profiles, start: Start): Promise<Figure[]> {
  const few = await measure((await profiles.of(FEW)).launch, start);
  const many = await measure((await profiles.of(MANY)).launch, start);
  const ratio = many / few;
  return [
    { what: `${host}, with 1,000 users`, value: ms(few) },
    { what: `${host}, with 1,000,000 users`, value: ms(many), goal: { text: '< 1 s', met: many < 1000 } },
    { what: 'The one to the other', value: ratio.toFixed(2), goal: { text: '≤ 1.15', met: ratio <= 1.15 } },
  ];
}

async function measure(launch: HostLaunch, start: Start): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const startedAt = performance.now();
    const app = await start(launch);
    await app.page.getByRole('row').nth(1).waitFor();
    samples.push(performance.now() - startedAt);
    await app.close();
  }
  // The very first one finds nothing in the system's own cache.
  return median(samples.slice(1));
}
