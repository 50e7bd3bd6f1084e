import type { JobAidDocument } from '../../../contract/job-aid-document';
import type { TypesettingPress } from '../typesetting';
import { jobAidPage } from './job-aid-page';

/** Turns a job aid into a file. */
export interface JobAidTypesetting {
  /**
   * PDF/A-3a: one page, and further ones for the learner's notes. The same document always gives the same bytes.
   * @throws OperationFailure `typesetting-failed`
   */
  typeset(document: JobAidDocument): Promise<Uint8Array>;
}

/** The typesetting of job aids, on the press of the process. */
export function createJobAidTypesetting(press: TypesettingPress): JobAidTypesetting {
  return {
    typeset: (document) =>
      press.print(
        (faces, treatment) => ({
          template: 'job-aid.typ',
          files: { 'job-aid.json': JSON.stringify(jobAidPage(document, faces, treatment)) },
          createdAt: document.madeAt,
          replaced: [],
          isOneOfMany: false,
        }),
        ({ pdf }) => pdf,
      ),
  };
}
