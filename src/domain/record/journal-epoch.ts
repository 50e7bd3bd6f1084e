/**
 * The epoch of a journal is the id of its newest `restored` change, or empty where it was never reset:
 * `restored-<number>-<unique part>`. The numbers rise, so that a database can distinguish a journal that was reset from
 * one that lost its `restored` line.
 */
export function nextEpoch(before: readonly string[], unique: string): string {
  const number = Math.max(0, ...before.map(numberOf)) + 1;
  return `restored-${String(number).padStart(6, '0')}-${unique}`;
}

/**
 * True where a journal of this epoch was reset after a database last read it. Two epochs with the same number were
 * restored independently.
 */
export function isReset(epoch: string, known: string): boolean {
  return epoch !== known && numberOf(epoch) > 0 && numberOf(epoch) >= numberOf(known);
}

function numberOf(epoch: string): number {
  return Number(/^restored-(\d{6,9})-/u.exec(epoch)?.[1] ?? 0);
}
