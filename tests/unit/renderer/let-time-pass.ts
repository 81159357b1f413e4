/** Vue leaves out handlers that are as young as the event, so the clock must go on before each press. */
import { vi } from 'vitest';

/** A millisecond or less; where a test holds the clock still, by hand. */
export function letTimePass(): void {
  const now = Date.now();
  if (vi.isFakeTimers()) vi.setSystemTime(now + 1);
  while (Date.now() === now);
}
