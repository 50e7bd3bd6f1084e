import { isBeforeRecentChange, type RotatedSnapshot } from './snapshot-rotation';

/** How much disk space one learner's snapshots may take, and which of them are never deleted for want of space. */
export const SNAPSHOT_ROOM = {
  /** Bytes of all. A snapshot of ten thousand answers takes 0.8 MB (measured). */
  bytes: 256 * 1024 * 1024,
  /** Share of the disk space that would be free without them. */
  shareOfFree: 0.1,
  /** Share of the free disk space that one snapshot may take. */
  shareOfOne: 0.25,
  /** Number of newest undamaged ones that are always retained. */
  newestRestorable: 3,
} as const;

/** What the limit needs to know of a snapshot. */
export interface SizedSnapshot extends RotatedSnapshot {
  /** Bytes on disk. */
  readonly size: number;
}

/**
 * Upper limit of all snapshots together, in bytes.
 *
 * @param freeBytes free disk space; null where it is unknown
 * @param heldBytes what the snapshots take now
 */
export function snapshotCap(freeBytes: number | null, heldBytes: number): number {
  if (freeBytes === null) return SNAPSHOT_ROOM.bytes;
  return Math.min(SNAPSHOT_ROOM.bytes, Math.floor(SNAPSHOT_ROOM.shareOfFree * (freeBytes + heldBytes)));
}

/** Whether a snapshot of that size leaves at least three quarters of the free disk space for what matters more. */
export function leavesRoom(size: number, freeBytes: number | null): boolean {
  return freeBytes === null || size <= SNAPSHOT_ROOM.shareOfOne * freeBytes;
}

/**
 * Which snapshots to delete so that the others stay within the limit: the oldest by number, but never one of the newest
 * three undamaged ones, nor one of the last 14 days that was taken before a large change. These stay even where they
 * alone exceed the limit.
 *
 * @param now milliseconds since 1970
 * @param cap bytes
 * @returns ids, oldest first
 */
export function snapshotsBeyondCap(snapshots: readonly SizedSnapshot[], now: number, cap: number): string[] {
  const oldestFirst = [...snapshots].sort((a, b) => a.number - b.number);
  const newestRestorable = new Set(
    oldestFirst
      .filter(({ restorable }) => restorable)
      .slice(-SNAPSHOT_ROOM.newestRestorable)
      .map(({ id }) => id),
  );
  let excess = oldestFirst.reduce((sum, { size }) => sum + size, -cap);
  const deleted: string[] = [];
  for (const snapshot of oldestFirst) {
    if (excess <= 0) break;
    if (newestRestorable.has(snapshot.id) || isBeforeRecentChange(snapshot, now)) continue;
    excess -= snapshot.size;
    deleted.push(snapshot.id);
  }
  return deleted;
}
