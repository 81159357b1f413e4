/** What a walk over screens is: it stops at each, and what is done there, its caller decides. */

import type { DemoServer } from '../../../electron/demo/start-demo-server.ts';
import type { ClerkForTests } from '../../harness/clerk-for-tests.ts';
import type { Roster } from '../../harness/e2e-fixtures.ts';

/** `name` is a file name: lower case, with hyphens. */
export type Stop = (name: string) => Promise<void>;

export type Walk = (on: {
  roster: Roster;
  /** A production instance whose network can be cut. */
  clerk: ClerkForTests;
  /** Its like in the test's own process, with faults to order. */
  demo: DemoServer;
  stop: Stop;
}) => Promise<void>;
