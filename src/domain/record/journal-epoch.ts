/**
 * The epoch of a journal is the id of its newest `epoch` change, or empty where it never began one:
 * `epoch-<number>-<unique part>`. The numbers rise, so that a database can distinguish a journal that began another
 * epoch from one that lost the line of its own.
 */
export function nextEpoch(before: readonly string[], unique: string): string {
  const number = Math.max(0, ...before.map(numberOf)) + 1;
  return `epoch-${String(number).padStart(6, '0')}-${unique}`;
}

/**
 * Orders epochs by number: negative where the first is lower, positive where it is higher. Different ones of the same
 * number (0) began independently of each other.
 */
export function compareEpochs(one: string, other: string): number {
  return numberOf(one) - numberOf(other);
}

function numberOf(epoch: string): number {
  return Number(/^epoch-(\d{6,9})-/u.exec(epoch)?.[1] ?? 0);
}
