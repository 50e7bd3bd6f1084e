/**
 * Orders two texts by their UTF-16 units, the same on every computer: ids, instants, labels. Not for names that a
 * person reads down a list.
 */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
