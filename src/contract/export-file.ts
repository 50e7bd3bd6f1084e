import * as v from 'valibot';

/**
 * The files that a page may write by way of the host, in pieces; name, extension and type follow from the kind, never from the page.
 * - `learner-file`: the whole record, to be imported elsewhere
 * - `statements`: the record as xAPI statements, for other systems
 * - `record-table`: the record as CSV, for spreadsheets
 * - `question-banks`: questions with their keys as GIFT, for other learning systems
 */
export const exportKindSchema = v.picklist(['learner-file', 'statements', 'record-table', 'question-banks']);

export type ExportKind = v.InferOutput<typeof exportKindSchema>;

/** An export under way; only the host makes them. */
export const exportIdSchema = v.pipe(v.string(), v.uuid());

/** Longest piece, in UTF-16 units: escaped as JSON it stays below a request's limit. */
export const MAXIMUM_PIECE_LENGTH = 1_000_000;
