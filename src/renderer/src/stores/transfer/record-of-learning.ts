import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import type { Delivery } from '../../../../contract/delivery';
import type { RecordOfLearningDocument } from '../../../../contract/record-of-learning-document';
import { recordOfLearning, type RecordOfLearning } from '../../../../domain/certificate/record-of-learning';
import { toStorageError } from '../../storage';
import { HostError, valueOf } from '../host/host-error';
import { useSession } from '../session/session';
import { statementsOf } from '../../storage/transfer';
import { useRecord } from '../record/record';
import { SOURCE_LANGUAGE } from '../../../../domain/text/language';

/** The current export of the record of learning, or the result of the last one. */
export type RecordOfLearningWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' }
  | { readonly phase: 'saved'; readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }> }
  | { readonly phase: 'failed'; readonly from: 'host' | 'storage'; readonly code: string; readonly fileName?: string };

/** The learner's record of learning as a PDF for others. */
export const useRecordOfLearning = defineStore('record-of-learning', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const work = shallowRef<RecordOfLearningWork>({ phase: 'idle' });
  const busy = computed(() => work.value.phase === 'working');

  // Another learner's screen must not show it.
  watch(
    () => sessionStore.current,
    () => {
      work.value = { phase: 'idle' };
    },
  );

  /** Summarises the record, has it typeset and gives it to the learner. One at a time. */
  async function save(): Promise<void> {
    const { learner, current: session } = sessionStore;
    if (busy.value || !learner || !session) return;
    work.value = { phase: 'working' };
    let next: RecordOfLearningWork;
    try {
      const statements = await statementsOf(learner.id);
      // The learner may have changed meanwhile.
      if (!sessionStore.isCurrent(session)) return;
      const moment = {
        learner,
        language: SOURCE_LANGUAGE,
        madeAt: nowIso(context),
        dayOf: (instant: string) => context.dayOf(Date.parse(instant)),
      };
      const document = toDocument(recordOfLearning(context.series, recordStore.record, statements, moment));
      const answer = valueOf(await context.host.invoke('record.export', { document }));
      next = answer.outcome === 'cancelled' ? { phase: 'cancelled' } : { phase: 'saved', delivery: answer };
    } catch (error) {
      next =
        error instanceof HostError
          ? { phase: 'failed', from: 'host', code: error.code, fileName: error.fileName }
          : { phase: 'failed', from: 'storage', code: toStorageError(error).code };
    }
    if (sessionStore.isCurrent(session)) work.value = next;
  }

  return { work, busy, save };
});

/** A plain copy in the contract's shape: what crosses the boundary holds no proxies and no read-only arrays. */
function toDocument(record: RecordOfLearning): RecordOfLearningDocument {
  return {
    ...record,
    learner: { ...record.learner },
    modules: record.modules.map((module) => ({ ...module })),
    sequences: record.sequences.map((sequence) => ({ ...sequence, modules: [...sequence.modules] })),
    certificates: record.certificates.map((certificate) => ({ ...certificate })),
    totals: { ...record.totals },
  };
}
