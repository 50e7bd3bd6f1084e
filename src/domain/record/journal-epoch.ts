import { isObject, parseJson } from '../json/json-value';

/** Why an epoch began: an earlier state was restored, a PIN was set or removed, or lost lines were rebuilt. */
export type EpochReason = 'restored' | 'pin' | 'rebuilt';

/**
 * The epoch of a journal is the id of its newest `epoch` change, or empty where it has none:
 * `epoch-<number>-<unique part>`. The numbers rise, so that a database can distinguish a journal that began an epoch
 * from one that lost the line.
 */
export function nextEpoch(before: readonly string[], unique: string): string {
  const number = Math.max(0, ...before.map(numberOf)) + 1;
  return `epoch-${String(number).padStart(6, '0')}-${unique}`;
}

/** Negative, zero or positive as epoch `a` began before, with or after `b`. */
export function compareEpochs(a: string, b: string): number {
  return numberOf(a) - numberOf(b);
}

/** The body of the line that begins an epoch. `at` is an ISO instant. */
export function epochBody(reason: EpochReason, at: string, snapshotId?: string): string {
  return JSON.stringify({ reason, at, ...(snapshotId === undefined ? {} : { snapshotId }) });
}

/** Why an epoch began, by the body of its line; null for any other text. */
export function epochReason(body: string): EpochReason | null {
  const value = parseJson(body);
  const reason = isObject(value) ? value['reason'] : null;
  return reason === 'restored' || reason === 'pin' || reason === 'rebuilt' ? reason : null;
}

function numberOf(epoch: string): number {
  return Number(/^epoch-(\d{6,9})-/u.exec(epoch)?.[1] ?? 0);
}
