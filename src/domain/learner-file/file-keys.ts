import type { KeyRecord } from '../protection/protection';
import { MAXIMUM_FILE_KEYS } from './learner-file';

/** Date of a key record that a learner file brought: before every date that a record itself gives a key. */
export const BROUGHT_BY_FILE = new Date(0).toISOString();

/**
 * The keys that a learner file can hold, in the given order. Where there are more, those that the record opens with
 * come first, then its own others, and those that a file brought last: whoever made that file chose their ids and
 * number, and must not push the owner's keys out.
 *
 * @param keys oldest first; of equal ones the newest are kept
 */
export function fileKeys(keys: readonly KeyRecord[]): readonly KeyRecord[] {
  const chosen = new Set(
    [...keys]
      .reverse()
      .sort((a, b) => rankOf(a) - rankOf(b))
      .slice(0, MAXIMUM_FILE_KEYS),
  );
  return keys.filter((key) => chosen.has(key));
}

function rankOf({ status, updatedAt }: KeyRecord): number {
  if (status !== 'set-aside') return 0;
  return updatedAt === BROUGHT_BY_FILE ? 2 : 1;
}
