/**
 * The second door of storage: learner files, records that are read without being opened, and snapshots beside the record. Only `stores/transfer` imports it, which comes
 * with the screens that need it: none of this is in the first load.
 */
export { compareWithSnapshot, type SnapshotComparison } from './snapshot-comparison';
export { gatheredPieces, recordFilePieces, type LearnerFilePiece } from './learner-file-export';
export { mergeIntoDatabase, missingFromDatabase, type ImportAmount } from './learner-file-import';
export { ProtectedFileReader } from './protected-file-reading';
export { protectedFilePieces } from './protected-file-writing';
export { readRawRecord, type RawReading } from './raw-record';
