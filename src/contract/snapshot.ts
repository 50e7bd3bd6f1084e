import * as v from 'valibot';
import { journalStateSchema, learnerIdSchema } from './journal-entry';

/**
 * Why a snapshot was taken. `automatic`: the first change of a day, or the start of the app; `manual`: the learner
 * asked for it; the others: before a large change.
 */
export const snapshotReasonSchema = v.picklist([
  'automatic',
  'manual',
  'before-upgrade',
  'before-import',
  'before-restore',
]);

export type SnapshotReason = v.InferOutput<typeof snapshotReasonSchema>;

/**
 * Name of a snapshot among one learner's: number, UTC instant, reason. It becomes part of a path, so nothing else is
 * allowed in it.
 */
export const snapshotIdSchema = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^\d{6}-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z-[a-z]+(?:-[a-z]+)?$/u),
);

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a snapshot holds, in numbers; counted when it was taken. */
export const snapshotCountsSchema = v.strictObject({
  statements: count,
  /** Note revisions. */
  revisions: count,
  /** Different sections that were read. */
  sections: count,
  /** Submitted attempts at quizzes. */
  quizzes: count,
  /** Notes that aren't deleted. */
  notes: count,
  /** Timestamps of the first and the last statement; null where there is none. */
  first: v.nullable(v.string()),
  last: v.nullable(v.string()),
});

/** A snapshot as it is listed. */
export const listedSnapshotSchema = v.strictObject({
  snapshotId: snapshotIdSchema,
  learnerId: learnerIdSchema,
  /** Rises with every snapshot of this learner, whatever the clock says. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** ISO instant in UTC by this computer's clock. */
  createdAt: v.string(),
  reason: snapshotReasonSchema,
  /** Bytes on disk. */
  size: count,
  /** What it holds, or null where it is damaged and can't be restored. */
  content: v.nullable(
    v.strictObject({
      counts: snapshotCountsSchema,
      /** Sequence that the journal had reached. */
      state: v.pick(journalStateSchema, ['count', 'lastSequence', 'epoch']),
      /** Body of the newest `learner` change, or null. */
      learner: v.nullable(v.string()),
    }),
  ),
});

export type ListedSnapshot = v.InferOutput<typeof listedSnapshotSchema>;

/** The last automatic snapshot that could not be written since this host started. */
export const snapshotFailureSchema = v.strictObject({
  learnerId: learnerIdSchema,
  /** An error code. */
  code: v.string(),
  at: v.string(),
});

export type SnapshotFailure = v.InferOutput<typeof snapshotFailureSchema>;
