/** The packed binary takes no orders from flags and environment variables. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FuseState, FuseV1Options, getCurrentFuseWire, pathToFuseFile } from '@electron/fuses';
import { findElectron } from '../../build/find-electron.ts';
import { fuses, setFuses } from '../../build/fuses.ts';

test('every fuse of the binary is set as decided', async () => {
  const electron = findElectron();
  if (!electron.available) throw new Error(electron.reason);
  const folder = await mkdtemp(join(tmpdir(), 'roster-fuses-'));
  const packed = join(folder, 'roster');
  await copyFile(pathToFuseFile(electron.executable), packed);
  const before = await getCurrentFuseWire(packed);
  expect(before[FuseV1Options.RunAsNode]).toBe(FuseState.ENABLE);

  await setFuses(packed);

  const { version, ...after } = await getCurrentFuseWire(packed);
  await rm(folder, { recursive: true });
  expect(version).toBe('1');
  expect(Object.keys(after)).toEqual(Object.keys(fuses).slice(0, Object.keys(after).length));
  for (const [fuse, state] of Object.entries(after)) {
    const option = Number(fuse) as FuseV1Options;
    expect(state, FuseV1Options[option]).toBe(fuses[option] ? FuseState.ENABLE : FuseState.DISABLE);
  }
});
