/** Where the window was and how it looked, kept in the profile between runs. Knows no window. */
import { join } from 'node:path';
import { z } from 'zod';
import { themeSchema } from '../../shared/models/app.ts';
import { createJsonFile } from '../core/json-file.ts';
import type { Logger } from '../core/ports.ts';

/** In device-independent pixels, as all of Electron's bounds. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const windowStateSchema = z.object({
  /** Null: never opened. Not those of the maximised window. */
  bounds: boundsSchema.nullable(),
  isMaximized: z.boolean(),
  /** Kept here too, as the window's first colour is needed before the core's settings are read. */
  theme: themeSchema,
});
export type WindowState = z.infer<typeof windowStateSchema>;

export const initialWindowState: WindowState = { bounds: null, isMaximized: false, theme: 'system' };

export const minimumSize = { width: 800, height: 560 };
const usualSize = { width: 1280, height: 800 };
/** So much of the window must be on a display for a person to get hold of it. */
const graspable = { width: 120, height: 48 };

export function createWindowStateFile(dataDir: string, logger: Logger) {
  return createJsonFile<WindowState>({
    file: join(dataDir, 'window.json'),
    schema: windowStateSchema,
    initial: initialWindowState,
    logger,
  });
}

/**
 * Where to open: as it was, when enough of that is still on one of the displays (they come and go between
 * runs), else in the middle of the first. `displays` are work areas, the primary one first.
 */
export function placeWindow(saved: Bounds | null, displays: readonly Bounds[]): Bounds {
  const home = displays[0] ?? { x: 0, y: 0, ...usualSize };
  if (saved !== null) {
    const display = displays.find((area) => isGraspable(saved, area));
    if (display !== undefined) return { ...saved, ...fit(saved, display) };
  }
  const size = fit(usualSize, home);
  return {
    x: Math.round(home.x + Math.max(0, home.width - size.width) / 2),
    y: Math.round(home.y + Math.max(0, home.height - size.height) / 2),
    ...size,
  };
}

function isGraspable(window: Bounds, area: Bounds): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  // The title bar is what one drags, so the window's top must be there.
  const top = window.y >= area.y && window.y <= area.y + area.height - graspable.height;
  return width >= graspable.width && top;
}

function fit(size: { width: number; height: number }, area: Bounds): { width: number; height: number } {
  return {
    width: Math.max(minimumSize.width, Math.min(size.width, area.width)),
    height: Math.max(minimumSize.height, Math.min(size.height, area.height)),
  };
}
