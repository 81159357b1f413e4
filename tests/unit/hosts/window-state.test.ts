/** Where the window opens, on displays that come and go. */
import { describe, expect, it } from 'vitest';
import { minimumSize, placeWindow, type Bounds } from '../../../electron/shell/window-state.ts';

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 };
const external: Bounds = { x: 1440, y: -200, width: 2560, height: 1440 };

describe('placeWindow', () => {
  it('opens in the middle of the first display', () => {
    expect(placeWindow(null, [laptop, external])).toEqual({ x: 80, y: 63, width: 1280, height: 800 });
  });

  it('opens where it was, on any display', () => {
    const saved = { x: 1600, y: -100, width: 1000, height: 700 };
    expect(placeWindow(saved, [laptop, external])).toEqual(saved);
  });

  it('comes back when its display is gone', () => {
    const saved = { x: 1600, y: -100, width: 1000, height: 700 };
    expect(placeWindow(saved, [laptop])).toEqual(placeWindow(null, [laptop]));
  });

  it('comes back when its title bar is out of reach', () => {
    const home = placeWindow(null, [laptop]);
    expect(placeWindow({ x: 100, y: -300, width: 1000, height: 700 }, [laptop])).toEqual(home);
    expect(placeWindow({ x: 100, y: 890, width: 1000, height: 700 }, [laptop])).toEqual(home);
    expect(placeWindow({ x: -950, y: 100, width: 1000, height: 700 }, [laptop])).toEqual(home);
    expect(placeWindow({ x: 1400, y: 100, width: 1000, height: 700 }, [laptop])).toEqual(home);
  });

  it('stays where a part of it can be grasped', () => {
    const saved = { x: -800, y: 100, width: 1000, height: 700 };
    expect(placeWindow(saved, [laptop])).toEqual(saved);
  });

  it('fits a smaller display, down to the smallest window', () => {
    const saved = { x: 10, y: 30, width: 2000, height: 1300 };
    expect(placeWindow(saved, [laptop])).toEqual({ x: 10, y: 30, width: 1440, height: 875 });
    const tiny = { x: 0, y: 0, width: 640, height: 480 };
    expect(placeWindow(null, [tiny])).toEqual({ x: 0, y: 0, ...minimumSize });
  });

  it('opens somewhere even when no display is known', () => {
    expect(placeWindow(null, [])).toMatchObject({ width: 1280, height: 800 });
  });
});
