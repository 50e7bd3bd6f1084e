import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { Delivery } from '../../../../contract/delivery';
import type { OperationName } from '../../../../contract/operations';
import { useAppContext } from '../../app-context';
import type { GivenInput } from '../../host/host-client';
import type { LearnerSession } from '../../storage';
import { failureOf, valueOf, type Failure } from '../host/host-error';
import { startDownload } from '../host/start-download';
import { unprintableIn } from '../host/unprintable';
import { useSession } from '../session/session';

/** The current export of a typeset document, or the result of the last one. */
export type DocumentExportWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' }
  | { readonly phase: 'saved'; readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }> }
  /** Nothing was made: no font has these characters. Asked for once more, it is made with boxes. */
  | { readonly phase: 'unprintable'; readonly characters: string }
  | ({ readonly phase: 'failed' } & Failure);

/** What came of making a document; `unprintable` names characters that no font has. */
export type MadeDocument = Delivery | { readonly outcome: 'unprintable'; readonly characters: string };

/** The operations that print a document. */
type PrintingOperation = Extract<OperationName, 'record-of-learning.export' | 'job-aid.export' | 'notebook.export'>;

/** The exports of one kind of document, one at a time. */
export interface DocumentExport {
  readonly work: ShallowRef<DocumentExportWork>;
  readonly busy: ComputedRef<boolean>;
  /** Runs an export for the open record; null from `make` where the record changed meanwhile. Never rejects. */
  readonly run: (make: (session: LearnerSession) => Promise<MadeDocument | null>) => Promise<void>;
  /**
   * Has a document typeset, unless it has characters that no font has and that weren't named yet.
   *
   * @throws HostError
   */
  readonly print: <Name extends PrintingOperation>(name: Name, input: GivenInput<Name>) => Promise<MadeDocument>;
  /** Clears the last result; a running export goes on, and only its file is seen. */
  readonly clear: () => void;
}

/** What stores that have a document typeset share. Call in a store's setup. */
export function useDocumentExport(): DocumentExport {
  const { host } = useAppContext();
  const sessionStore = useSession();
  const work = shallowRef<DocumentExportWork>({ phase: 'idle' });
  const busy = computed(() => work.value.phase === 'working');
  /** Number of the last export, or of the last clearing. */
  let asked = 0;
  /** The unprintable characters that were named last. */
  let named = '';

  function clear(): void {
    asked += 1;
    named = '';
    work.value = { phase: 'idle' };
  }
  // Another learner's screen must not show it.
  watch(() => sessionStore.current, clear);

  async function run(make: (session: LearnerSession) => Promise<MadeDocument | null>): Promise<void> {
    const { current: session } = sessionStore;
    if (busy.value || !session) return;
    asked += 1;
    const mine = asked;
    work.value = { phase: 'working' };
    let next: DocumentExportWork;
    try {
      const answer = await make(session);
      if (!answer) return;
      if (answer.outcome === 'cancelled') next = { phase: 'cancelled' };
      else if (answer.outcome === 'unprintable') next = { phase: 'unprintable', characters: answer.characters };
      else next = { phase: 'saved', delivery: answer };
    } catch (error) {
      next = { phase: 'failed', ...failureOf(error) };
    }
    if (!sessionStore.isCurrent(session)) return;
    if (next.phase === 'saved' && next.delivery.outcome === 'download') startDownload(next.delivery);
    if (mine === asked) work.value = next;
  }

  async function print<Name extends PrintingOperation>(name: Name, input: GivenInput<Name>): Promise<MadeDocument> {
    const characters = await unprintableIn(host, textsIn(input.document));
    const isNews = characters !== named;
    named = characters;
    if (isNews && characters !== '') return { outcome: 'unprintable', characters };
    return valueOf<Delivery>(await host.invoke<PrintingOperation>(name, input));
  }

  return { work, busy, run, print, clear };
}

/** Every text of a document. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
