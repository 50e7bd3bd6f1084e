import * as v from 'valibot';

/** Name of a journal, one a learner: a UUID, so that it can be part of a file name. */
export const learnerIdSchema = v.pipe(v.string(), v.uuid());

/**
 * One committed change of a learner's record, as the renderer hands it to the journal. The host stores the body without
 * parsing it (its shape belongs to the domain); the id is enough to recognise a change that it already holds. `kind` is
 * `learner` (profile), `statement`, `note`, `position`, `key` (how a protected record is opened) or `epoch`, which
 * only the host writes: a restore, a PIN or a rebuilding gave the lines before it another content.
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

/**
 * One line of a journal file: the change with its place in the journal. `sequence` starts at 1 and is given by the
 * host. `checksum` is the first 16 hexadecimal digits of
 * SHA-256 over `sequence`, `id`, `kind` and `body` joined by line feeds.
 */
export const journalEntrySchema = v.strictObject({
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  change: journalChangeSchema,
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});

export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

/** Version of the journal's format and of the operations on it; a page of another version is refused. */
export const JOURNAL_FORMAT = 1;

/** A random id of a page: whoever writes a journal names it. */
export const pageIdSchema = v.pipe(v.string(), v.uuid());

/** A point of a journal: a database that knows it has everything up to there. */
export const cursorSchema = v.strictObject({
  /** Id of the newest `epoch` change, or empty. */
  epoch: v.pipe(v.string(), v.maxLength(80)),
  /** Highest sequence; 0 for an empty journal. */
  lastSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /**
   * The first 16 hexadecimal digits of SHA-256 over the chain of the readable line before and the last line's checksum;
   * empty for an empty journal. Computed, not stored in the lines.
   */
  chain: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{16})?$/)),
});

export type Cursor = v.InferOutput<typeof cursorSchema>;

/** How far a journal is: a cursor at its end, with more. */
export const journalStateSchema = v.strictObject({
  learnerId: learnerIdSchema,
  /** Readable entries. */
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  ...cursorSchema.entries,
  /** Line numbers (from 1) that could not be read; they are skipped, never deleted. At most 100 are listed. */
  damagedLines: v.array(v.number()),
});

export type JournalState = v.InferOutput<typeof journalStateSchema>;
