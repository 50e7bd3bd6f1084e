import { defineStore } from 'pinia';
import { nowIso, useAppContext } from '../../app-context';
import type { JobAidDocument } from '../../../../contract/job-aid-document';
import { useDocumentExport } from './document-export';

/** A module's job aid as a PDF. Nothing of it is stored. */
export const useJobAid = defineStore('job-aid', () => {
  const context = useAppContext();
  const { work, busy, run, print, clear } = useDocumentExport();

  /** Has the page typeset and gives it to the learner. One at a time. */
  async function save(page: Omit<JobAidDocument, 'madeAt'>): Promise<void> {
    const document = { ...page, madeAt: nowIso(context) };
    await run(() => print('job-aid.export', { document }));
  }

  return { work, busy, save, clear };
});
