/** What the command line asks for, among all that Chromium and the tests put there. */
import { isAbsolute, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLaunchOptions } from '../../../electron/shell/launch-options.ts';

describe('readLaunchOptions', () => {
  it('asks for nothing by itself', () => {
    expect(readLaunchOptions([], {})).toEqual({ dataDir: null, demo: false, secrets: 'keychain' });
  });

  it('reads its own flags among others', () => {
    const argv = [
      '--no-sandbox',
      '.',
      '--inspect=0',
      '--data-dir=/tmp/x',
      '--demo',
      '--secrets=memory',
      '-psn_0_1',
    ];
    expect(readLaunchOptions(argv, {})).toEqual({
      dataDir: resolve('/tmp/x'),
      demo: true,
      secrets: 'memory',
    });
  });

  it('takes the profile from the environment, and the flag before it', () => {
    const environment = { ROSTER_DATA_DIR: 'from-environment' };
    expect(readLaunchOptions([], environment).dataDir).toBe(resolve('from-environment'));
    expect(readLaunchOptions(['--data-dir=from-flag'], environment).dataDir).toBe(resolve('from-flag'));
    expect(isAbsolute(readLaunchOptions(['--data-dir=x'], {}).dataDir ?? '')).toBe(true);
  });

  it('keeps keys in the keychain unless memory is spelled out', () => {
    expect(readLaunchOptions(['--secrets=plain'], {}).secrets).toBe('keychain');
    expect(readLaunchOptions(['--secrets'], {}).secrets).toBe('keychain');
  });

  it('takes an empty folder for none', () => {
    expect(readLaunchOptions(['--data-dir='], {}).dataDir).toBeNull();
  });
});
