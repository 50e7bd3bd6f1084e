import * as v from 'valibot';
import { reportDraftSchema } from '../domain/progress-report/progress-report';
import { base64Schema } from './base64';
import { replacedCharacterSchema } from './certificate-document';
import { certificateOperations } from './certificate-operations';
import { MAXIMUM_CHECKED_BYTES } from './credential';
import { deliverySchema, exportIdSchema, exportKindSchema, folderChoiceSchema, MAXIMUM_PIECE_LENGTH } from './delivery';
import {
  cursorSchema,
  epochSchema,
  journalChangeSchema,
  journalEntrySchema,
  journalStateSchema,
  learnerIdSchema,
  pageIdSchema,
  rewrittenJournalSchema,
  sentChangeSchema,
} from './journal-entry';
import { jobAidDocumentSchema } from './job-aid-document';
import { sendingIdSchema, sendingSchema, sentSchema } from './learning-record-store';
import { notebookDocumentSchema } from './notebook-document';
import { OPENED_FILE_PIECE_BYTES, openedFileIdSchema } from './opened-file';
import { reportVerdictSchema } from './progress-report';
import { recordOfLearningDocumentSchema } from './record-of-learning-document';
import {
  checkedRecordingSchema,
  chosenRecordingSchema,
  recordingFileIdSchema,
  recordingFileKindSchema,
} from './recording';
import { countedTriesSchema, countedTrySchema, keyIdSchema } from './unlock-tries';
import { tableExportSchema } from './saved-table';
import { appVersionSchema, chosenUpdateSchema, installedUpdateSchema, lastUpdateSchema } from './update';
import { listedSnapshotSchema, snapshotFailureSchema, snapshotIdSchema, snapshotReasonSchema } from './snapshot';

/** Rises with every page that takes a record. */
const turnNumber = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * Every operation that the renderer may ask of its host: name -> input and output schema. Both ends are typed from this
 * table; `dispatch` parses the input before a handler sees it and the output before it leaves. Nothing else crosses the
 * process boundary.
 */
export const operations = {
  /** What this app and its host are; for Settings and About. */
  'app.describe': {
    input: v.strictObject({}),
    output: v.strictObject({
      host: v.picklist(['desktop', 'browser']),
      version: v.string(),
      runtime: v.array(v.strictObject({ name: v.string(), version: v.string() })),
      /** Folder that holds the journals, shown to the learner so that it can be backed up. */
      dataFolder: v.string(),
      /** Why nothing can be saved in that folder, as it is now; null where it takes files. */
      dataFolderProblem: v.nullable(v.picklist(['file', 'unwritable'])),
      /**
       * What protects the key that signs certificates: the system's protected storage, or the rights of its file alone;
       * in a portable copy nothing, since the next computer has to read it.
       */
      keyProtection: v.picklist(['system', 'file', 'portable']),
    }),
  },
  /**
   * The page's answer to one message `keep-drafts`: whether the database has everything that was typed. The window
   * closes, or is loaded anew, then.
   */
  'drafts.kept': {
    input: v.strictObject({ ask: v.pipe(v.number(), v.safeInteger()), kept: v.boolean() }),
    output: v.strictObject({}),
  },
  /** The learner file that was opened with the app, once: null where there is none, or it was named already. */
  'opened-file.next': {
    input: v.strictObject({}),
    output: v.strictObject({
      file: v.nullable(v.strictObject({ fileId: openedFileIdSchema, size: v.pipe(v.number(), v.integer()) })),
    }),
  },
  /** A piece of the opened file from a byte on; empty at its end. */
  'opened-file.read': {
    input: v.strictObject({ fileId: openedFileIdSchema, offset: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    output: v.strictObject({ base64: base64Schema(OPENED_FILE_PIECE_BYTES) }),
  },
  /** Shows that the host is there: without it a page that is loaded again doesn't come back. */
  'app.ping': { input: v.strictObject({}), output: v.strictObject({}) },
  /** Wrong tries at a key of this learner, and how long the next one has to wait. */
  'unlock-tries.wait': {
    input: v.strictObject({ learnerId: learnerIdSchema, keyId: keyIdSchema }),
    output: countedTriesSchema,
  },
  /** Asks for a try at a key. It is saved as a wrong one before it is made, unless it has to wait. */
  'unlock-tries.count': {
    input: v.strictObject({ learnerId: learnerIdSchema, keyId: keyIdSchema }),
    output: countedTrySchema,
  },
  /** Clears the wrong tries at a key, after its right PIN. Those at the learner's other keys stay. */
  'unlock-tries.clear': {
    input: v.strictObject({ learnerId: learnerIdSchema, keyId: keyIdSchema }),
    output: v.strictObject({}),
  },
  /**
   * The journals on this computer: which learners exist, whatever the browser's own database says. What is left of a
   * removed learner isn't listed.
   */
  'journal.list': {
    input: v.strictObject({}),
    output: v.strictObject({
      journals: v.array(
        v.strictObject({
          learnerId: learnerIdSchema,
          /** Null where the journal can't be read: the learner exists nevertheless. */
          state: v.nullable(journalStateSchema),
          /** Body of the newest `learner` change, or null where none could be read. */
          learner: v.nullable(v.string()),
        }),
      ),
    }),
  },
  /**
   * Opens a record for one page. `take` is a person's act: it raises the turn's number and makes the page the one that
   * writes. A number is of a page that was open before: it passes where that turn is still the last one, and is refused
   * with `opened-elsewhere` where it isn't. `page-outdated` for a page of another `format`; `learner-removed`, as for
   * whatever else reads or writes the journal of a removed learner. The turn is taken also where the journal can't be
   * read (`journal-unreadable`): `journal.renew` finds out whether that is for good.
   */
  'journal.open': {
    input: v.strictObject({
      learnerId: learnerIdSchema,
      page: pageIdSchema,
      format: v.pipe(v.number(), v.integer()),
      /** The point up to which the page's database has the journal; null where it has nothing of it. */
      cursor: v.nullable(cursorSchema),
      turn: v.union([v.literal('take'), turnNumber]),
    }),
    output: v.strictObject({
      turn: turnNumber,
      state: journalStateSchema,
      /** Whether the journal has the cursor's point; without a cursor, whether it is empty. */
      holdsCursor: v.boolean(),
    }),
  },
  /**
   * Appends changes, in order, and resolves when they are on disk (fsync). Changes that the journal already holds are
   * skipped. Refused with `opened-elsewhere` where another page has taken the turn, and with `journal-moved` where the
   * journal doesn't end at the cursor: the page opens it anew.
   */
  'journal.append': {
    input: v.strictObject({
      learnerId: learnerIdSchema,
      page: pageIdSchema,
      cursor: cursorSchema,
      changes: v.pipe(v.array(sentChangeSchema), v.minLength(1), v.maxLength(500)),
    }),
    output: journalStateSchema,
  },
  /** Reads a page of entries after a sequence, oldest first. */
  'journal.read': {
    input: v.strictObject({
      learnerId: learnerIdSchema,
      afterSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000)),
    }),
    output: v.strictObject({ entries: v.array(journalEntrySchema), state: journalStateSchema }),
  },
  /**
   * Begins an epoch above the journal's and `above`, by one rename: the readable lines and the epoch's own. Damaged
   * lines are copied beside the journal first (`rebuilt`), or deleted with earlier copies (`pin`). A journal that can't
   * be read for good is renamed away and counts as gone. Refused with `opened-elsewhere` where another page has taken
   * the turn.
   */
  'journal.renew': {
    input: v.strictObject({
      learnerId: learnerIdSchema,
      page: pageIdSchema,
      reason: v.picklist(['pin', 'rebuilt']),
      /** The epoch that the page's database knows. */
      above: epochSchema,
    }),
    output: journalStateSchema,
  },
  /**
   * Removes a learner from this computer, whichever page has the record open: marks the removal as begun, deletes
   * snapshots, journal and what else the host has of them, and marks it as done. The next start finishes what is begun.
   */
  'learner.remove': {
    input: v.strictObject({ learnerId: learnerIdSchema }),
    output: v.strictObject({}),
  },
  /** Which of these learners were removed from this computer, and when. A caller has to know the id. */
  'learner-removal.find': {
    input: v.strictObject({ learnerIds: v.pipe(v.array(learnerIdSchema), v.maxLength(1_000)) }),
    output: v.strictObject({
      removed: v.array(v.strictObject({ learnerId: learnerIdSchema, at: v.pipe(v.string(), v.isoTimestamp()) })),
    }),
  },
  /** Lifts the removal mark of a learner, so that their journal may be written again. */
  'learner-removal.lift': {
    input: v.strictObject({ learnerId: learnerIdSchema }),
    output: v.strictObject({}),
  },
  /**
   * Gives changes other bodies, in the journal and in every snapshot of the learner, each file replaced as a whole; ids
   * that a file lacks are ignored. Damaged lines and files are left out then, since they may hold the old bodies;
   * `dropped` says how many. `unreadable` snapshots, which can't be read at the moment, stay as they are. Refused with
   * `opened-elsewhere` where another page has taken the turn.
   */
  'journal.rewrite': {
    input: v.strictObject({
      learnerId: learnerIdSchema,
      page: pageIdSchema,
      bodies: v.pipe(v.array(v.pick(journalChangeSchema, ['id', 'body'])), v.minLength(1), v.maxLength(500)),
    }),
    output: rewrittenJournalSchema,
  },
  /**
   * Takes a snapshot of the journal. Where the newest snapshot holds the same and is retained as long, that one is
   * returned and `taken` is false; null for an empty journal.
   */
  'snapshot.take': {
    input: v.strictObject({ learnerId: learnerIdSchema, reason: snapshotReasonSchema }),
    output: v.strictObject({ snapshot: v.nullable(listedSnapshotSchema), taken: v.boolean() }),
  },
  /**
   * Snapshots, newest first; of all learners where none is named. Each is read to its end once, so that a damaged one
   * is listed as such.
   */
  'snapshot.list': {
    input: v.strictObject({ learnerId: v.exactOptional(learnerIdSchema) }),
    output: v.strictObject({
      snapshots: v.array(listedSnapshotSchema),
      failure: v.nullable(snapshotFailureSchema),
    }),
  },
  /** Whether the last daily snapshot of a learner could not be taken. Waits for one that is running. */
  'snapshot.failure': {
    input: v.strictObject({ learnerId: learnerIdSchema }),
    output: v.strictObject({ failure: v.nullable(snapshotFailureSchema) }),
  },
  /** Reads a page of a snapshot's entries, as `journal.read`. */
  'snapshot.read': {
    input: v.strictObject({
      learnerId: learnerIdSchema,
      snapshotId: snapshotIdSchema,
      afterSequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000)),
    }),
    output: v.strictObject({ entries: v.array(journalEntrySchema) }),
  },
  /**
   * Restores the journal to a snapshot, after the current state was saved as a snapshot too (`undoId`; null
   * where the journal could not be read and its file was moved away). `state.epoch` is new then. A person's act: it
   * takes the turn and lifts a removal.
   */
  'snapshot.restore': {
    input: v.strictObject({ learnerId: learnerIdSchema, page: pageIdSchema, snapshotId: snapshotIdSchema }),
    output: v.strictObject({ state: journalStateSchema, undoId: v.nullable(snapshotIdSchema) }),
  },
  /** Names the characters of texts that no paper can show: asked before one is made, and as a name is typed. */
  'paper.unprintable': {
    input: v.strictObject({ texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60_000))), v.maxLength(5_000)) }),
    output: v.strictObject({ characters: v.array(replacedCharacterSchema) }),
  },
  ...certificateOperations,
  /** Numbers a progress report, signs it with this computer's key, and gives it to the learner as a JSON file. */
  'progress-report.export': {
    input: v.strictObject({ report: reportDraftSchema }),
    output: deliverySchema,
  },
  /**
   * Checks a file as a progress report, offline: the report itself, or a record of learning (PDF) that carries one.
   * Every file gets a verdict, whatever it holds.
   */
  'progress-report.check': {
    input: v.strictObject({
      /** The file's bytes. */
      base64: base64Schema(MAXIMUM_CHECKED_BYTES),
    }),
    output: reportVerdictSchema,
  },
  /**
   * Typesets a record of learning as PDF/A-3a, its progress report numbered, signed and attached, and gives it to the
   * learner.
   */
  'record-of-learning.export': {
    input: v.strictObject({ document: recordOfLearningDocumentSchema, report: reportDraftSchema }),
    output: deliverySchema,
  },
  /**
   * Lets the learner choose a recording, or captions for one, and remembers where it is (desktop host; the browser host
   * has the browser's own dialog).
   */
  'recording.choose': {
    input: v.strictObject({ learnerId: learnerIdSchema, kind: recordingFileKindSchema }),
    output: chosenRecordingSchema,
  },
  /** Whether a chosen file is there and the same. What is present is served from then on, until the host ends. */
  'recording.check': {
    input: v.strictObject({ learnerId: learnerIdSchema, fileId: recordingFileIdSchema }),
    output: checkedRecordingSchema,
  },
  /** Forgets where a chosen file is; the file itself stays. */
  'recording.forget': {
    input: v.strictObject({ learnerId: learnerIdSchema, fileId: recordingFileIdSchema }),
    output: v.strictObject({}),
  },
  /** Typesets a module's job aid as PDF/A-3a and gives it to the learner. */
  'job-aid.export': {
    input: v.strictObject({ document: jobAidDocumentSchema }),
    output: deliverySchema,
  },
  /** Typesets notes of the notebook as PDF/A-3a and gives them to the learner. */
  'notebook.export': {
    input: v.strictObject({ document: notebookDocumentSchema }),
    output: deliverySchema,
  },
  /** Writes a group's table as CSV or as a workbook and gives it to the learner. */
  'table.export': { input: tableExportSchema, output: deliverySchema },
  /**
   * Sends statements on a group to the learning record store whose address a coordinator typed. The only operation that
   * asks another computer. `link-refused` for an address that isn't https, or of this computer.
   */
  'learning-record-store.send': { input: sendingSchema, output: sentSchema },
  /** Stops what is being sent, in the midst of a batch also; false where nothing is. */
  'learning-record-store.cancel': {
    input: v.strictObject({ sendingId: sendingIdSchema }),
    output: v.strictObject({ cancelled: v.boolean() }),
  },
  /** The public half of this computer's key, in multibase; made at first use. */
  'signing-key.read': { input: v.strictObject({}), output: v.strictObject({ publicKey: v.string() }) },
  /** Puts aside a damaged or locked signing key and makes a new one. A working key is never replaced: false then. */
  'signing-key.replace': { input: v.strictObject({}), output: v.strictObject({ replaced: v.boolean() }) },
  /** Lets the learner choose a folder for several files (desktop host). */
  'delivery.choose-folder': { input: v.strictObject({}), output: folderChoiceSchema },
  /** Shows a file saved in this run in its folder (desktop host). */
  'delivery.reveal': {
    input: v.strictObject({ revealId: v.pipe(v.string(), v.maxLength(80)) }),
    output: v.strictObject({ revealed: v.boolean() }),
  },
  /** Lets the learner choose the description of a new version, and checks it and its installer (desktop host). */
  'update.choose': { input: v.strictObject({}), output: chosenUpdateSchema },
  /** Takes a snapshot of every record, closes the app, and starts the installer of the update that was chosen. */
  'update.install': { input: v.strictObject({ version: appVersionSchema }), output: installedUpdateSchema },
  /** What the update to this version changed, once. */
  'update.last': { input: v.strictObject({}), output: lastUpdateSchema },
  /** Opens an https address in the learner's browser, after asking. */
  'link.open': {
    input: v.strictObject({ url: v.pipe(v.string(), v.maxLength(2_048)) }),
    output: v.strictObject({ opened: v.boolean() }),
  },
  /** Begins a file that the page sends in pieces. `label` is part of its name, e.g. the learner's. */
  'export.begin': {
    input: v.strictObject({ kind: exportKindSchema, label: v.pipe(v.string(), v.maxLength(400)) }),
    output: v.strictObject({ exportId: exportIdSchema }),
  },
  /** Appends text, in the order of the calls; the host holds it until the file is saved. */
  'export.append': {
    input: v.strictObject({ exportId: exportIdSchema, text: v.pipe(v.string(), v.maxLength(MAXIMUM_PIECE_LENGTH)) }),
    output: v.strictObject({}),
  },
  /** Gives the whole file to the learner: save dialog (desktop) or download (browser). */
  'export.finish': {
    input: v.strictObject({ exportId: exportIdSchema }),
    output: deliverySchema,
  },
  /** Cancels an export; false where there is none of that id. */
  'export.cancel': {
    input: v.strictObject({ exportId: exportIdSchema }),
    output: v.strictObject({ cancelled: v.boolean() }),
  },
} as const;

export type OperationName = keyof typeof operations;
export type OperationInput<Name extends OperationName> = v.InferOutput<(typeof operations)[Name]['input']>;
export type OperationOutput<Name extends OperationName> = v.InferOutput<(typeof operations)[Name]['output']>;

/** True for a name that the table has (own keys only: `constructor` and the like are not operations). */
export function isOperationName(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(operations, name);
}

/** The one channel between preload and main process. */
export const OPERATION_CHANNEL = 'child-justice-series:operation';

/**
 * Upper bound of one request's JSON text, in bytes, on both hosts: 500 changes of a usual size fit; a flood does not.
 */
export const MAXIMUM_REQUEST_BYTES = 8 * 1024 * 1024;
