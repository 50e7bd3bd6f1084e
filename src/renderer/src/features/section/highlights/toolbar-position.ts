/** A box in the window, in CSS px from its upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Free space between the toolbar and the words, and between it and the window's edges, in CSS px. */
const GAP = 8;

/**
 * Height in CSS px of the touch handles that extend a selection: they hang below the words' last line and must be
 * reachable.
 */
const HANDLES = 40;

/**
 * Where a toolbar is put: below the last line of the words (a touch screen's own menu is above them), above the first
 * one where there is no room below, and always wholly inside the window, whatever part of the words is visible. `lines`
 * are the words' lines in order, `free` the part of the window that nothing else covers. `hasHandles` where a finger
 * has selected the words.
 */
export function toolbarPosition(
  lines: readonly Box[],
  size: { readonly width: number; readonly height: number },
  free: Box,
  hasHandles = false,
): { readonly left: number; readonly top: number } {
  const first = lines[0] ?? free;
  const last = lines.at(-1) ?? free;
  const below = last.bottom + (hasHandles ? HANDLES : GAP);
  const above = first.top - GAP - size.height;
  const fitsBelow = below + size.height + GAP <= free.bottom;
  const anchor = fitsBelow ? last : first;
  const top = fitsBelow || above < free.top + GAP ? below : above;
  return {
    left: within((anchor.left + anchor.right - size.width) / 2, free.left + GAP, free.right - GAP - size.width),
    top: within(top, free.top + GAP, free.bottom - GAP - size.height),
  };
}

/** The nearest value between two bounds; the lower one where they cross. */
function within(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
