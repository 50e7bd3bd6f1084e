/** One change as the journal takes it. The same shape as the contract's `JournalChange`; storage knows the port, not the boundary. */
export interface JournalChange {
  readonly id: string;
  readonly kind: 'learner' | 'statement' | 'note' | 'position';
  readonly body: string;
}

/** Where a journal stands. */
export interface JournalState {
  readonly learnerId: string;
  readonly count: number;
  readonly lastSequence: number;
  readonly damagedLines: readonly number[];
}

/**
 * The host's journal as storage needs it. Every method rejects with an Error when the host doesn't answer or refuses; the caller keeps what it has
 * and tries again later.
 */
export interface JournalPort {
  /** The state of a learner's journal, or null where there is none yet. */
  readonly state: (learnerId: string) => Promise<JournalState | null>;
  /** Resolves when the changes are on disk. */
  readonly append: (learnerId: string, changes: readonly JournalChange[]) => Promise<JournalState>;
  /** A page of changes after a sequence, oldest first, with the sequence of the last one. */
  readonly read: (
    learnerId: string,
    afterSequence: number,
  ) => Promise<{ readonly changes: readonly JournalChange[]; readonly lastSequence: number }>;
}
