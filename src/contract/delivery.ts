import * as v from 'valibot';

/**
 * The outcome of saving a file for the learner.
 * - `saved`: written to disk by the desktop host; `fileName` is the name alone, and `revealId` lets the host show it
 *   in its folder.
 * - `cancelled`: the learner closed the dialog; nothing was written.
 * - `download`: the browser host serves the bytes at an address that expires (path only, same origin); the browser
 *   saves them.
 */
export const deliverySchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('saved'), fileName: v.string(), revealId: v.string() }),
  v.strictObject({ outcome: v.literal('cancelled') }),
  v.strictObject({ outcome: v.literal('download'), fileName: v.string(), path: v.string() }),
]);

export type Delivery = v.InferOutput<typeof deliverySchema>;

/** Id of a folder that the learner chose in this run; only the host makes them. */
export const folderIdSchema = v.pipe(v.string(), v.uuid());

/**
 * Where several files go that are saved at once.
 * - `chosen`: a folder of this computer; `folderName` is its name alone (of a drive, its path). Files that carry its id
 *   are saved in it.
 * - `cancelled`: the learner closed the dialog.
 * - `none`: this host chooses no folders; each file is delivered by itself.
 */
export const folderChoiceSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('chosen'), folderId: folderIdSchema, folderName: v.string() }),
  v.strictObject({ outcome: v.literal('cancelled') }),
  v.strictObject({ outcome: v.literal('none') }),
]);

export type FolderChoice = v.InferOutput<typeof folderChoiceSchema>;

/**
 * The files that a page may write by way of the host, in pieces; name, extension and type follow from the kind, never
 * from the page.
 * - `learner-file`: the whole record, to be imported elsewhere
 * - `statements`: the record as xAPI statements, for other systems
 * - `record-table`: the record as CSV, for spreadsheets
 * - `question-banks`: questions with their keys as GIFT, for other learning systems
 * - `notebook`: the learner's notes as Markdown, to be read and edited elsewhere
 * - `countersignatures`: what a coordinator signed of other people's certificates
 * - `group`: a coordinator's decisions on a group, sealed with a passphrase
 */
export const exportKindSchema = v.picklist([
  'learner-file',
  'statements',
  'record-table',
  'question-banks',
  'notebook',
  'countersignatures',
  'group',
]);

export type ExportKind = v.InferOutput<typeof exportKindSchema>;

/** Id of a running export; only the host makes them. */
export const exportIdSchema = v.pipe(v.string(), v.uuid());

/** Longest piece, in UTF-16 units: escaped as JSON it stays below a request's limit. */
export const MAXIMUM_PIECE_LENGTH = 1_000_000;
