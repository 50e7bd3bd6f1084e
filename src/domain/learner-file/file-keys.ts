import type { KeyRecord } from '../protection/protection';
import { MAXIMUM_FILE_KEYS } from './learner-file';

/** Dates of key records that learner files brought end before this instant: before any that a record itself gives. */
const END_OF_BROUGHT = Date.UTC(1970, 0, 1, 0, 1);

/** True for a key record that a learner file brought. */
export function isBroughtByFile({ updatedAt }: KeyRecord): boolean {
  return Date.parse(updatedAt) < END_OF_BROUGHT;
}

/**
 * A key of a learner file as a record keeps it: set aside, dated after those that files brought before it, and before
 * any that the record itself gives a date.
 *
 * @param known the record's keys
 */
export function broughtKey({ era: _, begun: __, ...record }: KeyRecord, known: readonly KeyRecord[]): KeyRecord {
  const last = Math.max(-1, ...known.filter(isBroughtByFile).map(({ updatedAt }) => Date.parse(updatedAt)));
  const updatedAt = new Date(Math.min(last + 1, END_OF_BROUGHT - 1)).toISOString();
  return { ...record, status: 'set-aside', updatedAt };
}

/**
 * The keys that a learner file can hold, in the given order. Where there are more, those that the record opens with
 * come first, then its own others, and those that a file brought last, in the order of their arrival: whoever made that
 * file chose their ids and number, and must not push out the owner's keys, or those of an earlier file.
 *
 * @param keys oldest first; of equal ones the newest are kept
 */
export function fileKeys(keys: readonly KeyRecord[]): readonly KeyRecord[] {
  const chosen = new Set([...keys].reverse().sort(byImportance).slice(0, MAXIMUM_FILE_KEYS));
  return keys.filter((key) => chosen.has(key));
}

function byImportance(a: KeyRecord, b: KeyRecord): number {
  return rankOf(a) - rankOf(b) || (isBroughtByFile(a) ? Date.parse(a.updatedAt) - Date.parse(b.updatedAt) : 0);
}

function rankOf(key: KeyRecord): number {
  if (key.status !== 'set-aside') return 0;
  return isBroughtByFile(key) ? 2 : 1;
}
