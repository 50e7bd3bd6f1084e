/**
 * The door to learner files, records that are read without being opened, and comparisons with snapshots. Only
 * `stores/transfer` imports it, which is loaded with the screens that need it: none of this is in the first load.
 */
export {
  compareRecordWithSnapshot,
  contentsOf,
  exportRecord,
  mergeIntoRecord,
  missingFromRecord,
  newerThanRecord,
  statementsOf,
  thingsOf,
} from './record-connection';
export { gatheredPieces } from './learner-file-export';
export type { Amount } from '../journal/comparison';
export { pagesOf } from '../journal/port';
export type { ImportResult, NewerParts } from './learner-file-import';
export { NOTHING_READABLE } from './words-from-file';
export type { SnapshotComparison } from './snapshot-comparison';
export { ProtectedFileReader } from './protected-file-reading';
export { protectedFilePieces, type LearnerFilePiece } from './protected-file-writing';
export { readRawRecord, type RawReading } from './raw-record';
