import type { JournalChange } from '../database/journal-change';

/** A change whose body is replaced. */
export type NewBody = Pick<JournalChange, 'id' | 'body'>;

/** What is needed of the host to give changes other bodies wherever it keeps them. Every method rejects with an Error when the host doesn't answer or refuses. */
export interface RewritingPort {
  /** Replaces bodies in the journal and in every snapshot; ids that aren't there are passed over. Resolves when the files are replaced. */
  readonly rewrite: (learnerId: string, bodies: readonly NewBody[]) => Promise<void>;
  /** Ids of a learner's snapshots that can be read. */
  readonly snapshots: (learnerId: string) => Promise<readonly string[]>;
  /** A page of a snapshot's changes, with the sequence of the last one. */
  readonly readSnapshot: (
    learnerId: string,
    snapshotId: string,
    afterSequence: number,
  ) => Promise<{ readonly changes: readonly JournalChange[]; readonly lastSequence: number }>;
}
