/**
 * A closed loop of two upright sides and two round ends; as wide as it is high it is a circle. Never wider than high.
 * In px.
 */
export interface Loop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point of a loop and the loop's direction there, clockwise; radians, 0 points right, growing clockwise. */
export interface LoopPoint {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** The loop's line as an SVG path. */
export function loopPath({ x, y, width, height }: Loop): string {
  const radius = width / 2;
  const end = `A${radius} ${radius} 0 0 1`;
  return `M${x} ${y + radius}${end} ${x + width} ${y + radius}V${y + height - radius}${end} ${x} ${y + height - radius}Z`;
}

/** Length of the loop's line in px. */
export function loopLength({ width, height }: Loop): number {
  return Math.PI * width + 2 * (height - width);
}

/** Distance along the loop, clockwise from its top, at which it is at height `y` on its right or left side. In px. */
export function distanceAt(loop: Loop, y: number, side: 'right' | 'left'): number {
  const radius = loop.width / 2;
  const straight = loop.height - loop.width;
  const onRight = Math.min(loop.height, Math.max(0, y - loop.y));
  const aboveSide = Math.min(radius, onRight);
  const belowSide = Math.max(0, onRight - radius - straight);
  const distance =
    radius * Math.acos(1 - aboveSide / radius) +
    Math.min(straight, Math.max(0, onRight - radius)) +
    radius * Math.asin(belowSide / radius);
  return side === 'right' ? distance : loopLength(loop) - distance;
}

/** The point at a distance along the loop, clockwise from its top; distances beyond its length go round again. */
export function pointAt(loop: Loop, distance: number): LoopPoint {
  const length = loopLength(loop);
  const along = ((distance % length) + length) % length;
  const onLeft = along > length / 2;
  const { x, y, angle } = pointOnRight(loop, onLeft ? length - along : along);
  // The left side mirrors the right one and runs the other way.
  return onLeft ? { x: 2 * (loop.x + loop.width / 2) - x, y, angle: -angle } : { x, y, angle };
}

function pointOnRight({ x, y, width, height }: Loop, along: number): LoopPoint {
  const radius = width / 2;
  const quarter = (Math.PI / 2) * radius;
  const straight = height - width;
  if (along > quarter && along < quarter + straight)
    return { x: x + width, y: y + radius + along - quarter, angle: Math.PI / 2 };
  const angle = (along <= quarter ? along : along - straight) / radius;
  const centreY = along <= quarter ? y + radius : y + radius + straight;
  return { x: x + radius + radius * Math.sin(angle), y: centreY - radius * Math.cos(angle), angle };
}
