/** Lengths are rounded to a hundredth of a px, so that a drawing has the same bytes everywhere. */
function at(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}

/** A straight line. In px. */
export function straight(fromX: number, fromY: number, toX: number, toY: number): string {
  return `M${at(fromX, fromY)}L${at(toX, toY)}`;
}

/** A line that leaves a vertical one at `fromY`, turns in a quarter circle, and runs level at `toY` to `toX`. */
export function turnOff(x: number, fromY: number, toX: number, toY: number, radius: number): string {
  return `M${at(x, fromY)}V${round(toY - radius)}Q${at(x, toY)} ${at(x + radius, toY)}H${round(toX)}`;
}

/** An open arrow head with its point at (x, y); `angle` in radians, 0 points right, growing clockwise. */
export function arrowHead(x: number, y: number, angle: number, size: number): string {
  const wing = (side: number): string =>
    at(x - size * Math.cos(angle + side * 0.6), y - size * Math.sin(angle + side * 0.6));
  return `M${wing(1)}L${at(x, y)}L${wing(-1)}`;
}
