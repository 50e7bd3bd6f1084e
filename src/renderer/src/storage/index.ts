/**
 * The door of storage for the rest of the app. Two more lead to what is loaded later: `protection/index.ts` to keys,
 * `transfer/index.ts` to learner files and raw records. What is behind them is private: only it uses Dexie, rows and
 * sealed notes.
 */
export { askForPersistence, openLearnerSession } from './learner-session';
export type { LearnerSession, OpeningOptions, OpeningStep, SessionEvents } from './learner-session';

export type { AttachedFile, AttachedRecording, RecordingSource } from './record/recording-store';
export type { DraftStore } from './record/draft-store';
export type { NoteStore } from './record/note-store';
export type { Consequences, Saved } from './record/statement-store';

export type { Cursor, JournalPage, JournalPort, JournalState, OpenedJournal, RewritingPort } from './sync/port';
export type { Amount, SyncReport } from './sync/synchronise';
export { countUnsent } from './sync/unsent-changes';

export { LearnerRegistry, withDirectoryLock, type RegisteredLearner } from './database/learner-registry';
export { deleteLearnerDatabases, listLearnerDatabases, startNextGeneration } from './database/generations';
export { withFallbackBucket } from './database/fallback-bucket';
export { THIS_PAGE } from './database/learner-database';
export { lockRecord, type RecordLock, type RecordLockEvents } from './database/record-lock';
export { doneWithin, withTimeout } from './database/with-timeout';
export { isDamage, StorageError, toStorageError } from './database/storage-error';

export type { RecordCipher, RecordKey } from './protection/record-cipher';
export type { ProtectionStore } from './protection/protection-store';
