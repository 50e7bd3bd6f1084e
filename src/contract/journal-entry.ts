import * as v from 'valibot';

/** Name of a journal, one a learner: a UUID, so that it can be part of a file name. */
export const learnerIdSchema = v.pipe(v.string(), v.uuid());

/**
 * One committed change of a learner's record, as the renderer hands it to the journal. The host stores the body without
 * parsing it (its shape belongs to the domain); the id is enough to recognise a change that it already holds. `kind` is
 * `learner` (profile), `statement`, `note`, `position`, `key` (how a protected record is opened) or `epoch`, which only
 * the host writes: from that line on the journal has another content than before.
 */
export const journalChangeSchema = v.strictObject({
  /** Unique per change; the same change sent twice is stored once. */
  id: v.pipe(v.string(), v.minLength(8), v.maxLength(80)),
  kind: v.picklist(['learner', 'statement', 'note', 'position', 'key', 'epoch']),
  /** The change's body as JSON text, at most 256 KB. */
  body: v.pipe(v.string(), v.maxLength(262_144)),
});

export type JournalChange = v.InferOutput<typeof journalChangeSchema>;

/** A change as the renderer may send it: all but `epoch`, which only the host writes. */
export const sentChangeSchema = v.strictObject({
  ...journalChangeSchema.entries,
  kind: v.picklist(['learner', 'statement', 'note', 'position', 'key']),
});

/** Id of a change of kind `epoch`, or empty where the journal began none (`domain/record/journal-epoch.ts`). */
export const epochSchema = v.pipe(v.string(), v.maxLength(80));

/** Why an epoch began: a snapshot was restored, a PIN was set or removed, or lost lines were brought back. */
export const epochReasonSchema = v.picklist(['restored', 'pin', 'rebuilt']);

export type EpochReason = v.InferOutput<typeof epochReasonSchema>;

/** Body of a change of kind `epoch`. */
export const epochBodySchema = v.strictObject({
  reason: epochReasonSchema,
  /** ISO instant by this computer's clock. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** What was restored. */
  snapshotId: v.exactOptional(v.string()),
});

export type EpochBody = v.InferOutput<typeof epochBodySchema>;

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

/** A point of a journal: what a page has read and written up to there. */
export const cursorSchema = v.strictObject({
  epoch: epochSchema,
  /** Sequence of the last readable line; 0 for an empty journal. */
  lastSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /**
   * The first 16 hexadecimal digits of SHA-256 over the chain of the readable line before and this line's checksum;
   * empty for an empty journal. Two journals with the same chain hold the same readable lines.
   */
  chain: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{16})?$/)),
});

export type Cursor = v.InferOutput<typeof cursorSchema>;

/** A journal's last point, and what of the journal can be read. */
export const journalStateSchema = v.strictObject({
  learnerId: learnerIdSchema,
  /** Readable entries. */
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Line numbers (from 1) that could not be read; they are skipped. At most 100 are listed. */
  damagedLines: v.array(v.number()),
  ...cursorSchema.entries,
});

export type JournalState = v.InferOutput<typeof journalStateSchema>;

/** Version of the journal's format, and of what a page and its host agree on. */
export const JOURNAL_FORMAT = 1;

/** A page's random id: one page at a time writes a record. */
export const pageIdSchema = v.pipe(v.string(), v.uuid());
