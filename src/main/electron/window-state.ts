import { readFileSync, statSync } from 'node:fs';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

/** Smallest size at which every screen still works, in device-independent pixels. */
const MINIMUM_WINDOW_SIZE = { width: 900, height: 600 } as const;

const DEFAULT_WINDOW_SIZE = { width: 1280, height: 820 } as const;

/** At least so much of a window's top edge must be on a display, in pixels: enough to grab it by. */
const GRABBABLE_PIXELS = 100;

const coordinate = v.pipe(v.number(), v.safeInteger());

const windowStateSchema = v.strictObject({
  bounds: v.strictObject({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }),
  maximized: v.boolean(),
});

/** The window's place when it was last moved; bounds are those of the unmaximised window. */
export type WindowState = v.InferOutput<typeof windowStateSchema>;

type Size = Pick<Rectangle, 'width' | 'height'>;

/** How to open the window: without `x` and `y` the system centres it. */
export interface WindowPlacement {
  readonly bounds: Size & Partial<Pick<Rectangle, 'x' | 'y'>>;
  /** Never larger than the display: a window that is can't be moved onto it. */
  readonly minimum: Size;
  readonly maximized: boolean;
}

/** Reads the saved state; null where there is none or it is damaged (the window then opens at its usual size). */
export function readWindowState(path: string): WindowState | null {
  try {
    // A named pipe without a writer blocks whoever opens it for ever, and this is before there is a window.
    if (!statSync(path).isFile()) return null;
    const parsed = v.safeParse(windowStateSchema, JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/**
 * Fits a saved state to the displays of today: a laptop comes back without the office's second screen, and a window
 * placed there would never be seen.
 * @param workAreas the displays' usable areas, the main one's first, in the same pixels as the state
 */
export function placeWindow(state: WindowState | null, workAreas: readonly Rectangle[]): WindowPlacement {
  const { x, y, ...wanted } = state?.bounds ?? { x: 0, y: 0, ...DEFAULT_WINDOW_SIZE };
  const area =
    state &&
    workAreas.find(
      (display) =>
        Math.min(x + wanted.width, display.x + display.width) - Math.max(x, display.x) >= GRABBABLE_PIXELS &&
        y >= display.y &&
        y <= display.y + display.height - GRABBABLE_PIXELS,
    );
  const largest = area ?? workAreas[0] ?? wanted;
  // At 200% the office's small laptop has 683 x 364 pixels.
  const minimum = smallerOf(MINIMUM_WINDOW_SIZE, largest);
  const { width, height } = smallerOf(wanted, largest);
  const size = { width: Math.max(minimum.width, width), height: Math.max(minimum.height, height) };
  return { bounds: area ? { x, y, ...size } : size, minimum, maximized: state?.maximized ?? false };
}

function smallerOf(one: Size, other: Size): Size {
  return { width: Math.min(one.width, other.width), height: Math.min(one.height, other.height) };
}
