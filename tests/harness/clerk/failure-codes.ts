/** Whether a code is one of the Failure union, for tests that meet any. */
import { failureCodes } from '../../../shared/failure.ts';

export function isFailureCode(code: string): boolean {
  return (failureCodes as readonly string[]).includes(code);
}
