/** What the rotation needs to know of a snapshot. */
export interface RotatedSnapshot {
  readonly id: string;
  /** Rises with every snapshot, whatever the clock says. */
  readonly number: number;
  /** Milliseconds since 1970; the clock may have been wrong. */
  readonly createdAt: number;
  /** False for one that can't be restored. */
  readonly restorable: boolean;
  /**
   * True for one that was taken before an upgrade, an import, a restore or a change of the PIN, so that it can be
   * undone.
   */
  readonly beforeChange: boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * For how many days, weeks and months one snapshot is retained, how long every one is, and how long every one before a
 * large change. Modelled on Anki's backups.
 */
export const ROTATION = {
  days: 12,
  weeks: 10,
  months: 9,
  retainAllMilliseconds: 2 * DAY,
  retainBeforeChangeMilliseconds: 14 * DAY,
} as const;

/** Whether a snapshot was taken before a large change of the last 14 days. */
export function isBeforeRecentChange({ beforeChange, createdAt }: RotatedSnapshot, now: number): boolean {
  return beforeChange && isWithin(ROTATION.retainBeforeChangeMilliseconds, createdAt, now);
}

/** A clock that was set back leaves snapshots in the future: their age counts like that of those in the past. */
function isWithin(milliseconds: number, createdAt: number, now: number): boolean {
  return Math.abs(now - createdAt) < milliseconds;
}

/**
 * Which snapshots may be deleted. Retained are the newest of each of the last 12 days that have any, of the last 10
 * weeks and of the last 9 months, all of the last two days, those of the last 14 days that were taken before a large
 * change, and always the newest undamaged one. "Newest" and "last" go by number, never by the clock: one that was set
 * to 2100 and back displaces nothing. Days are in UTC, so that time zones don't matter. A damaged one counts for no
 * day; it is retained while it is recent, since somebody may examine it.
 *
 * @param now milliseconds since 1970
 * @returns ids, newest first
 */
export function outdatedSnapshots(snapshots: readonly RotatedSnapshot[], now: number): string[] {
  const newestFirst = [...snapshots].sort((a, b) => b.number - a.number);
  const restorable = newestFirst.filter((snapshot) => snapshot.restorable);
  const retained = new Set<string>([
    ...newestFirst
      .filter(
        (each) => isWithin(ROTATION.retainAllMilliseconds, each.createdAt, now) || isBeforeRecentChange(each, now),
      )
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
