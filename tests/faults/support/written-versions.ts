import { learnerFile } from '../../support/learner-files/learner-files';
import { sampleContents } from '../../support/learner-files/learner-file-samples';
import { identifier, note } from '../../support/builders/statement-builders';

/** Versions that a writing process writes in turn. */
export const VERSIONS = 5;

/** Whose journal it writes. */
export const JOURNAL_LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

/** A learner file of about 400 KB whose notes say which version it is. */
export function learnerFileVersion(version: number): string {
  const notes = Array.from({ length: 20 }, (_, index) =>
    note({ id: identifier(100 + index), noteId: identifier(200 + index), text: `${version} `.repeat(10_000) }),
  );
  return learnerFile({ ...sampleContents(), notes });
}
