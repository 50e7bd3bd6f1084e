import * as v from 'valibot';

/** Name of a journal, one a learner: a UUID, so that it can be part of a file name. */
export const learnerIdSchema = v.pipe(v.string(), v.uuid());

const changeId = v.pipe(v.string(), v.minLength(8), v.maxLength(80));
const changeBody = v.pipe(v.string(), v.maxLength(262_144));

/**
 * One committed change of a learner's record, as the renderer hands it to the journal. The host stores the body without
 * parsing it (its shape belongs to the domain); the id is enough to recognise a change that it already holds. `kind` is
 * `learner` (profile), `statement`, `note`, `position`, `key` (how a protected record is opened) or `epoch`, which only
 * the host writes: from that line on the journal has another content than before.
 */
export const journalChangeSchema = v.strictObject({
  /** Unique per change; the same change sent twice is stored once. */
  id: changeId,
  kind: v.picklist(['learner', 'statement', 'note', 'position', 'key', 'epoch']),
  /** The change's body as JSON text, at most 256 KB. */
  body: changeBody,
});

export type JournalChange = v.InferOutput<typeof journalChangeSchema>;

/** A change as the renderer may send it: all but `epoch`, which only the host writes. */
export const sentChangeSchema = v.strictObject({
  id: changeId,
  kind: v.picklist(['learner', 'statement', 'note', 'position', 'key']),
  body: changeBody,
});

/** Id of a change of kind `epoch`, or empty where the journal began none (`domain/record/journal-epoch.ts`). */
export const epochSchema = v.pipe(v.string(), v.maxLength(80));

/** Body of a change of kind `epoch`. */
export interface EpochBody {
  /** Why it began: a snapshot was restored, a PIN was set or removed, or lost lines were brought back. */
  readonly reason: 'restored' | 'pin' | 'rebuilt';
  /** ISO instant by this computer's clock. */
  readonly at: string;
  /** What was restored. */
  readonly snapshotId?: string;
}

/**
 * One line of a journal file: the change with its place in the journal. `sequence` starts at 1 and is given by the
 * host. `checksum` is the first 16 hexadecimal digits of SHA-256 over `sequence`, `id`, `kind` and `body` joined by
 * line feeds.
 */
export const journalEntrySchema = v.strictObject({
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  change: journalChangeSchema,
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});

export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

const cursorFields = {
  epoch: epochSchema,
  /** Sequence of the last readable line; 0 for an empty journal. */
  lastSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /**
   * The first 16 hexadecimal digits of SHA-256 over the chain of the readable line before and this line's checksum;
   * empty for an empty journal. Two journals with the same chain hold the same readable lines.
   */
  chain: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{16})?$/)),
};

/** A point of a journal: what a page has read and written up to there. */
export const cursorSchema = v.strictObject(cursorFields);

export type Cursor = v.InferOutput<typeof cursorSchema>;

const stateFields = {
  learnerId: learnerIdSchema,
  /** Readable entries. */
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Line numbers (from 1) that could not be read; they are skipped. At most 100 are listed. */
  damagedLines: v.array(v.number()),
  ...cursorFields,
};

/** A journal's last point, and what of the journal can be read. */
export const journalStateSchema = v.strictObject(stateFields);

export type JournalState = v.InferOutput<typeof journalStateSchema>;

/** A journal's state after bodies were replaced, and how much has no new bodies. */
export const rewrittenJournalSchema = v.strictObject({
  ...stateFields,
  /** Damaged lines and files that were left out. */
  dropped: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Snapshots that can't be read at the moment: they stay as they are. */
  unreadable: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export type RewrittenJournal = v.InferOutput<typeof rewrittenJournalSchema>;

/** A page's random id: one page at a time writes a record. */
export const pageIdSchema = v.pipe(v.string(), v.uuid());
