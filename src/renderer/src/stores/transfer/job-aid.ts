import { defineStore } from 'pinia';
import { nowIso, useAppContext } from '../../app-context';
import type { JobAidDocument } from '../../../../contract/job-aid-document';
import { useDocumentExport } from './document-export';

/** A module's job aid as a PDF. Nothing of it is stored. */
export const useJobAid = defineStore('job-aid', () => {
  const context = useAppContext();
  const { work, busy, run, print, clear } = useDocumentExport();

  /** Has the page typeset, once its words are there, and gives it to the learner. One at a time. */
  async function save(words: () => Promise<Omit<JobAidDocument, 'madeAt'> | null>): Promise<void> {
    await run(async () => {
      const page = await words();
      return page && print('job-aid.export', { document: { ...page, madeAt: nowIso(context) } });
    });
  }

  return { work, busy, save, clear };
});
