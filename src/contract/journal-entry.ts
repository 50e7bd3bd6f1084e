import * as v from 'valibot';

/** Name of a journal, one a learner: a UUID, so that it can be part of a file name. */
export const learnerIdSchema = v.pipe(v.string(), v.uuid());

/**
 * One committed change of a learner's record, as the renderer hands it to the journal. The host stores the body without
 * parsing it (its shape belongs to the domain); the id is enough to recognise a change that it already holds. `kind` is
 * `learner` (profile), `statement`, `note`, `position`, `key` (how a protected record is opened) or `restored`, which
 * only the host writes: it marks where the journal was reset to an earlier state.
 */
export const journalChangeSchema = v.strictObject({
  /** Unique per change; the same change sent twice is stored once. */
  id: v.pipe(v.string(), v.minLength(8), v.maxLength(80)),
  kind: v.picklist(['learner', 'statement', 'note', 'position', 'key', 'restored']),
  /** The change's body as JSON text, at most 256 KB. */
  body: v.pipe(v.string(), v.maxLength(262_144)),
});

export type JournalChange = v.InferOutput<typeof journalChangeSchema>;

/** A change as the renderer may send it: all but `restored`, which only the host writes. */
export const sentChangeSchema = v.strictObject({
  ...journalChangeSchema.entries,
  kind: v.picklist(['learner', 'statement', 'note', 'position', 'key']),
});

/**
 * One line of a journal file: the change with its place in the journal. `sequence` starts at 1 and is given by the
 * host, so that two windows, or two browsers, never use the same one. `checksum` is the first 16 hexadecimal digits of
 * SHA-256 over `sequence`, `id`, `kind` and `body` joined by line feeds.
 */
export const journalEntrySchema = v.strictObject({
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  change: journalChangeSchema,
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});

export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

/** How far a journal is. The renderer compares it with its database to detect silent loss. */
export const journalStateSchema = v.strictObject({
  learnerId: learnerIdSchema,
  /** Readable entries. */
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Highest sequence; 0 for an empty journal. */
  lastSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Line numbers (from 1) that could not be read; they are skipped, never deleted. At most 100 are listed. */
  damagedLines: v.array(v.number()),
  /**
   * Id of the newest `restored` change, or empty. A database that knows another epoch holds what was rolled back, and
   * must not send it to the journal again.
   */
  epoch: v.pipe(v.string(), v.maxLength(80)),
});

export type JournalState = v.InferOutput<typeof journalStateSchema>;
