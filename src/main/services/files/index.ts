/** Files on the disk: written whole or not at all, safely named, handed to the learner. */
export { nodeSystem, syncFolder, temporaryFileIn, writeFileAtomically } from './atomic-write';
export { findDataFolderProblem } from './data-folder-problem';
export { createExportFiles, type ExportFiles } from './export-files';
export { safeFileName } from './file-names';
export { learnersIn } from './learners-in';
export { makeOwnFolder, refuseLink } from './own-folder';
export { createPerLearnerJson, digestFileName, isMissing, readOwnJson, removeOwnFile, saveOwnJson } from './own-json';
export { isBrokenFile, openPlainFile, readPlainFile } from './plain-file';
export { serialiseByKey } from './serial-work';
export { deliverTable } from './table-file';
export { sweepStaleTemporaryFiles } from './temporary-file-sweep';
export { systemErrorCode, writeFailure } from './write-failure';
