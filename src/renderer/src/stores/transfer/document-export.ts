import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { Delivery } from '../../../../contract/delivery';
import type { LearnerSession } from '../../storage';
import { failureOf, type Failure } from '../host/host-error';
import { startDownload } from '../host/start-download';
import { useSession } from '../session/session';

/** The current export of a typeset document, or the result of the last one. */
export type DocumentExportWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' }
  | { readonly phase: 'saved'; readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }> }
  | ({ readonly phase: 'failed' } & Failure);

/** The exports of one kind of document, one at a time. */
export interface DocumentExport {
  readonly work: ShallowRef<DocumentExportWork>;
  readonly busy: ComputedRef<boolean>;
  /** Runs an export for the open record; null from `make` where the record changed meanwhile. Never rejects. */
  readonly run: (make: (session: LearnerSession) => Promise<Delivery | null>) => Promise<void>;
  /** Clears the last result; a running export goes on, and only its file is seen. */
  readonly clear: () => void;
}

/** What stores that have a document typeset share. Call in a store's setup. */
export function useDocumentExport(): DocumentExport {
  const sessionStore = useSession();
  const work = shallowRef<DocumentExportWork>({ phase: 'idle' });
  const busy = computed(() => work.value.phase === 'working');
  /** Number of the last export, or of the last clearing. */
  let asked = 0;

  function clear(): void {
    asked += 1;
    work.value = { phase: 'idle' };
  }
  // Another learner's screen must not show it.
  watch(() => sessionStore.current, clear);

  async function run(make: (session: LearnerSession) => Promise<Delivery | null>): Promise<void> {
    const { current: session } = sessionStore;
    if (busy.value || !session) return;
    asked += 1;
    const mine = asked;
    work.value = { phase: 'working' };
    let next: DocumentExportWork;
    try {
      const answer = await make(session);
      if (!answer) return;
      next = answer.outcome === 'cancelled' ? { phase: 'cancelled' } : { phase: 'saved', delivery: answer };
    } catch (error) {
      next = { phase: 'failed', ...failureOf(error) };
    }
    if (!sessionStore.isCurrent(session)) return;
    if (next.phase === 'saved' && next.delivery.outcome === 'download') startDownload(next.delivery);
    if (mine === asked) work.value = next;
  }

  return { work, busy, run, clear };
}
