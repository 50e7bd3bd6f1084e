import { defineStore } from 'pinia';
import { dayOfInstant, newId, nowIso, useAppContext } from '../../app-context';
import { makeProgressReport } from '../../../../domain/progress-report/making';
import { recordOfLearning } from '../../../../domain/certificate/record-of-learning';
import { valueOf } from '../host/host-error';
import { useSession } from '../session/session';
import { statementsOf } from '../../storage/transfer';
import { usePaperLanguage } from '../record/paper-language';
import { useRecord } from '../record/record';
import { useDocumentExport } from './document-export';

/** The learner's record of learning as a PDF for others, their progress report in it. */
export const useRecordOfLearning = defineStore('record-of-learning', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const paperLanguage = usePaperLanguage();
  const { work, busy, run, print } = useDocumentExport();

  /** Summarises the record, has it typeset and gives it to the learner. One at a time. */
  async function save(): Promise<void> {
    const { learner } = sessionStore;
    if (!learner) return;
    const [language, second] = paperLanguage.languages;
    await run(async (session) => {
      const statements = await statementsOf(learner.id);
      const { version: app } = valueOf(await context.host.invoke('app.describe', {}));
      // The learner may have changed meanwhile.
      if (!sessionStore.isCurrent(session)) return null;
      const moment = {
        learner,
        language,
        ...(second ? { beside: { language: second, series: context.seriesIn(second) } } : {}),
        madeAt: nowIso(context),
        dayOf: dayOfInstant(context),
      };
      const { record } = recordStore;
      const document = recordOfLearning(context.seriesIn(language), record, statements, moment);
      const ofReport = { reportId: newId(context), app, withScores: true };
      const report = makeProgressReport(context.series, record, { ...moment, ...ofReport });
      return print('record-of-learning.export', { document, report });
    });
  }

  return { work, busy, save };
});
