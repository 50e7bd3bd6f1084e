/** Recordings that a learner chose: where they are, and whether they still are. */
export { createRecordingFiles, type RecordingFiles } from './recording-files';
