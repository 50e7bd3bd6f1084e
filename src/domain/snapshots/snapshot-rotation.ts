/** What the rotation needs to know of a snapshot. */
export interface RotatedSnapshot {
  readonly id: string;
  /** Rises with every snapshot, whatever the clock says. */
  readonly number: number;
  /** Milliseconds since 1970; the clock may have been wrong. */
  readonly createdAt: number;
  /** False for one that can't be restored. */
  readonly restorable: boolean;
  /** True for a daily one; the others were taken before an upgrade, an import or a restore, or asked for. */
  readonly automatic: boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * For how many days, weeks and months one snapshot is retained, and how long every one that isn't a daily one. Modelled
 * on Anki's backups.
 */
export const ROTATION = { days: 12, weeks: 10, months: 9, retainMilliseconds: 14 * DAY } as const;

/**
 * Which snapshots may be deleted. Retained are the newest of each of the last 12 days that have any, of the last 10
 * weeks and of the last 9 months, and for 14 days those before a large change or that somebody asked for. "Newest" and
 * "last" go by number, never by the clock: one that was set to 2100 and back displaces nothing. Days are in UTC, so
 * that time zones don't matter. A damaged one counts for no day, and stays 14 days.
 *
 * @param now milliseconds since 1970
 * @returns ids, newest first
 */
export function outdatedSnapshots(snapshots: readonly RotatedSnapshot[], now: number): string[] {
  const newestFirst = [...snapshots].sort((a, b) => b.number - a.number);
  const restorable = newestFirst.filter((snapshot) => snapshot.restorable);
  const retained = new Set<string>([
    ...newestFirst
      .filter((each) => !(each.automatic && each.restorable))
      // A clock that was set back leaves snapshots in the future: their age counts like that of those in the past.
      .filter(({ createdAt }) => Math.abs(now - createdAt) < ROTATION.retainMilliseconds)
      .map(({ id }) => id),
    ...newestOfEach(restorable, ROTATION.days, ({ createdAt }) => Math.floor(createdAt / DAY)),
    // Weeks begin on Monday; 1 January 1970 was a Thursday.
    ...newestOfEach(restorable, ROTATION.weeks, ({ createdAt }) => Math.floor((createdAt / DAY + 3) / 7)),
    ...newestOfEach(restorable, ROTATION.months, ({ createdAt }) => monthOf(createdAt)),
  ]);
  return newestFirst.map(({ id }) => id).filter((id) => !retained.has(id));
}

function newestOfEach(
  newestFirst: readonly RotatedSnapshot[],
  limit: number,
  periodOf: (snapshot: RotatedSnapshot) => number,
): string[] {
  const newest = new Map<number, string>();
  for (const snapshot of newestFirst) {
    const period = periodOf(snapshot);
    if (!newest.has(period)) newest.set(period, snapshot.id);
  }
  return [...newest.values()].slice(0, limit);
}

function monthOf(milliseconds: number): number {
  const date = new Date(milliseconds);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
