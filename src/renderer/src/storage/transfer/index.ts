/**
 * The door to learner files, records that are read without being opened, and comparisons with snapshots. Only
 * `stores/transfer` imports it, which is loaded with the screens that need it: none of this is in the first load.
 */
export { contentsOf, statementsOf } from './record-contents';
export { exportRecord } from './learner-file-export';
export { mergeIntoRecord, missingFromRecord, newerThanRecord, thingsOf } from './learner-file-import';
export type { Amount } from '../sync/synchronise';
export { pagesOf } from '../sync/port';
export type { NewerParts } from './learner-file-import';
export { compareRecordWithSnapshot, type SnapshotComparison } from './snapshot-comparison';
export { ProtectedFileReader } from './protected-file-reading';
export { gatherRawRecord } from './raw-record';
