import type { KeyRecord } from '../protection/protection';
import { compareText } from '../text/compare-text';
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
 * The keys that a learner file can hold. Where there are more, those that the record made itself come first, the newest
 * of them, then those that files brought, in the order of their arrival: whoever made a file chose the ids and number
 * of its keys, and must not push out the owner's, or those of an earlier file.
 *
 * @param keys oldest first
 */
export function fileKeys(keys: readonly KeyRecord[]): readonly KeyRecord[] {
  const own = keys.filter((key) => !isBroughtByFile(key)).slice(-MAXIMUM_FILE_KEYS);
  const brought = keys.filter(isBroughtByFile).sort((a, b) => compareText(a.updatedAt, b.updatedAt));
  return [...own, ...brought].slice(0, MAXIMUM_FILE_KEYS);
}
