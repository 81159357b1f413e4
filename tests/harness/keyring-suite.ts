/**
 * A describe for tests that need a real keyring: where none can be started they are skipped with the reason
 * in their name, and with CI=true they fail instead.
 */
import { describe } from 'vitest';
import { whyNoKeyring } from './keyring.ts';

export function keyringSuite(name: string, define: () => void): void {
  const missing = whyNoKeyring();
  if (missing === null || process.env['CI'] === 'true') describe(name, define);
  else describe.skip(`${name} (not run: ${missing})`, define);
}
