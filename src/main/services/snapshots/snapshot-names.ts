import * as v from 'valibot';
import { snapshotReasonSchema, type SnapshotReason } from '../../../contract/snapshot';

/** What a snapshot's id says without opening its file. */
export interface SnapshotName {
  readonly snapshotId: string;
  readonly number: number;
  /** ISO instant in UTC. */
  readonly createdAt: string;
  readonly reason: SnapshotReason;
}

/** Whether a snapshot was taken before a large change: it is retained longer. */
export function isBeforeChange(reason: SnapshotReason): boolean {
  return reason.startsWith('before-');
}

const SUFFIX = '.jsonl.gz';

/**
 * Names a snapshot; `now` is in milliseconds since 1970. Six digits are enough for a few a day for centuries. No colon,
 * since Windows has none in file names.
 */
export function nameSnapshot(number: number, now: number, reason: SnapshotReason): SnapshotName {
  const createdAt = new Date(now).toISOString();
  const snapshotId = `${String(number).padStart(6, '0')}-${createdAt.replace(/[:.]/gu, '-')}-${reason}`;
  return { snapshotId, number, createdAt, reason };
}

/** The file of a snapshot. */
export function snapshotFileName(snapshotId: string): string {
  return snapshotId + SUFFIX;
}

/** Reads a file's name; null where it isn't a snapshot's name. */
export function parseSnapshotFileName(fileName: string): SnapshotName | null {
  const snapshotId = fileName.endsWith(SUFFIX) ? fileName.slice(0, -SUFFIX.length) : '';
  const match = /^(\d{6})-(\d{4}-\d{2}-\d{2}T)(\d{2})-(\d{2})-(\d{2})-(\d{3}Z)-(.+)$/u.exec(snapshotId);
  if (!match) return null;
  const [, number, day = '', hour = '', minute = '', second = '', rest = '', reason] = match;
  const createdAt = `${day}${hour}:${minute}:${second}.${rest}`;
  if (Number.isNaN(Date.parse(createdAt)) || !v.is(snapshotReasonSchema, reason) || Number(number) < 1) return null;
  return { snapshotId, number: Number(number), createdAt, reason };
}
