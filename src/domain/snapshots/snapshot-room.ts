import type { RotatedSnapshot } from './snapshot-rotation';

/** How much room one learner's snapshots may take, and which of them no shortage of room takes away. Source: `security-reliability.md` 2.3, R2. */
export const SNAPSHOT_ROOM = {
  /** Bytes in all. A snapshot of ten thousand answers takes 0.8 MB (measured). */
  bytes: 256 * 1024 * 1024,
  /** Share of what the disk would have free without them. */
  shareOfFree: 0.1,
  /** Part of the free room that one snapshot may take. */
  shareOfOne: 0.25,
  /** The newest whole ones, which always stay. */
  newestWhole: 3,
  /** For so long one that was taken before a great change stays. */
  protectedMilliseconds: 14 * 24 * 60 * 60 * 1000,
} as const;

/** What thinning must know of a snapshot. */
export interface SizedSnapshot extends RotatedSnapshot {
  /** Bytes on disk. */
  readonly size: number;
  /** True for one that was taken before an upgrade, an import, a restore or a change of the PIN: the way back from it. */
  readonly beforeChange: boolean;
}

/**
 * Upper bound of what the snapshots may take together, in bytes.
 *
 * @param freeBytes what the disk has free; null where that can't be told
 * @param heldBytes what the snapshots take now
 */
export function snapshotCap(freeBytes: number | null, heldBytes: number): number {
  if (freeBytes === null) return SNAPSHOT_ROOM.bytes;
  return Math.min(SNAPSHOT_ROOM.bytes, Math.floor(SNAPSHOT_ROOM.shareOfFree * (freeBytes + heldBytes)));
}

/** Whether a snapshot of that size leaves the disk room for what matters more: three quarters of what is free, at least. */
export function leavesRoom(size: number, freeBytes: number | null): boolean {
  return freeBytes === null || size <= SNAPSHOT_ROOM.shareOfOne * freeBytes;
}

/**
 * Which snapshots are to go so that the others keep within the bound: the oldest by number, and never one of the newest three whole ones, nor one of the last
 * 14 days that was taken before a great change. Where those alone take more than the bound, they stay all the same.
 *
 * @param now milliseconds since 1970
 * @param cap bytes
 * @returns ids, oldest first
 */
export function snapshotsBeyondCap(snapshots: readonly SizedSnapshot[], now: number, cap: number): string[] {
  const oldestFirst = [...snapshots].sort((a, b) => a.number - b.number);
  const newestWhole = new Set(
    oldestFirst
      .filter(({ whole }) => whole)
      .slice(-SNAPSHOT_ROOM.newestWhole)
      .map(({ id }) => id),
  );
  // As in the rotation: a clock that was set back makes snapshots of the future, as far away as those of the past.
  const isProtected = ({ id, beforeChange, createdAt }: SizedSnapshot): boolean =>
    newestWhole.has(id) || (beforeChange && Math.abs(now - createdAt) < SNAPSHOT_ROOM.protectedMilliseconds);
  let excess = oldestFirst.reduce((sum, { size }) => sum + size, -cap);
  const gone: string[] = [];
  for (const snapshot of oldestFirst) {
    if (excess <= 0) break;
    if (isProtected(snapshot)) continue;
    excess -= snapshot.size;
    gone.push(snapshot.id);
  }
  return gone;
}
