import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { makeProgressReport, type ReportMoment } from '../../../../domain/progress-report/making';
import { dayOfInstant, newId, nowIso, useAppContext } from '../../app-context';
import { useHostDescription } from '../host/host-description';
import { valueOf } from '../host/host-error';
import { useRecord } from '../record/record';
import { useSession } from '../session/session';
import { useDocumentExport } from '../transfer/document-export';

/** The learner's progress report: shown whole, then signed by the host and saved. */
export const useProgressReport = defineStore('progress-report', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const hostDescription = useHostDescription();
  const { work, busy, run, clear } = useDocumentExport();
  const withScores = ref(false);
  const moment = shallowRef(newMoment());

  /** What is shown and saved; null until the version of the app is known. */
  const draft = computed(() => {
    const { learner } = sessionStore;
    const app = hostDescription.description?.version;
    if (!learner || app === undefined) return null;
    return makeProgressReport(context.series, recordStore.record, {
      ...moment.value,
      learner,
      app,
      withScores: withScores.value,
      dayOf: dayOfInstant(context),
    });
  });
  watch(() => sessionStore.current, begin);

  function newMoment(): Pick<ReportMoment, 'reportId' | 'madeAt'> {
    return { reportId: newId(context), madeAt: nowIso(context) };
  }

  /** Begins a new one, without scores. */
  function begin(): void {
    withScores.value = false;
    moment.value = newMoment();
    clear();
  }

  /** Saves it as it stands, made now. */
  async function save(): Promise<void> {
    if (busy.value) return;
    moment.value = newMoment();
    const report = draft.value;
    if (report) await run(async () => valueOf(await context.host.invoke('progress-report.export', { report })));
  }

  return { draft, withScores, work, busy, begin, save };
});
