import { readFileSync, statSync } from 'node:fs';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

/** Smallest size at which every screen still works, in device-independent pixels. */
export const MINIMUM_WINDOW_SIZE = { width: 900, height: 600 } as const;

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

/** How to open the window: without `x` and `y` the system centres it. */
export interface WindowPlacement {
  readonly bounds: { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number };
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
 * @param workAreas the displays' usable areas, in the same pixels as the state
 */
export function placeWindow(state: WindowState | null, workAreas: readonly Rectangle[]): WindowPlacement {
  if (!state) return { bounds: DEFAULT_WINDOW_SIZE, maximized: false };
  const { x, y, width, height } = state.bounds;
  const area = workAreas.find(
    (display) =>
      Math.min(x + width, display.x + display.width) - Math.max(x, display.x) >= GRABBABLE_PIXELS &&
      y >= display.y &&
      y <= display.y + display.height - GRABBABLE_PIXELS,
  );
  const largest = area ?? workAreas[0];
  const size = {
    width: Math.max(MINIMUM_WINDOW_SIZE.width, Math.min(width, largest?.width ?? width)),
    height: Math.max(MINIMUM_WINDOW_SIZE.height, Math.min(height, largest?.height ?? height)),
  };
  return { bounds: area ? { x, y, ...size } : size, maximized: state.maximized };
}
