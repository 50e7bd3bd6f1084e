import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { dayOfInstant, today, useAppContext } from '../../app-context';
import { ContentError } from '../../content/content-error';
import type { Delivery, ExportKind } from '../../../../contract/delivery';
import { csvTable } from '../../../../domain/exports/csv';
import { giftModule } from '../../../../domain/exports/gift';
import { displayName } from '../../../../domain/learner/learner';
import type { ModuleOutline } from '../../../../domain/series/module';
import { SOURCE_LANGUAGE } from '../../../../domain/text/language';
import { isProtocolAgreed } from '../../../../domain/record/sequence';
import { RECORD_COLUMNS, recordRows } from '../../../../domain/exports/record-table';
import { xapiStatements } from '../../../../domain/exports/xapi';
import { statementsOf } from '../../storage/transfer';
import { failureOf, type Failure } from '../host/host-error';
import { useSession } from '../session/session';
import { useRecord } from '../record/record';
import { arrayPieces, exportText, textPieces } from '../host/text-export';

/**
 * The current export, or the result of the last one. `closed` names the modules whose protocol wasn't agreed to: they
 * were left out.
 */
export type ExportWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' | 'nothing' }
  | {
      readonly phase: 'saved';
      readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }>;
      readonly closed: readonly string[];
    }
  | ({ readonly phase: 'failed' } & ExportFailure);

type ExportFailure = Failure | { readonly from: 'content'; readonly code: 'unreadable'; readonly fileName?: never };

/** A text to be saved; null where there is nothing to save. */
interface MadeText {
  readonly kind: ExportKind;
  readonly label: string;
  /** Each as long as the host takes one. */
  readonly pieces: Iterable<string> | AsyncIterable<string>;
  readonly closed: readonly string[];
}

/** The record and the question banks as files for other programs. They can't be imported here. */
export const useRecordExports = defineStore('record-exports', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const work = shallowRef<ExportWork>({ phase: 'idle' });
  const busy = computed(() => work.value.phase === 'working');
  /** Cancels the export that began last. */
  let controller: AbortController | null = null;

  watch(
    () => sessionStore.current,
    () => {
      controller?.abort();
      work.value = { phase: 'idle' };
    },
  );

  /** Saves the record as a table (CSV) for spreadsheets. */
  async function saveTable(): Promise<void> {
    await attempt(async () => {
      const { learner, current: session } = sessionStore;
      if (!learner || !session) return null;
      const attempts = await Promise.all(context.series.modules.map(({ id }) => session.statements.attemptsOf(id)));
      const rows = recordRows(context.series, recordStore.record, attempts.flat(), dayOfInstant(context));
      const table = csvTable(RECORD_COLUMNS, rows);
      return { kind: 'record-table', label: displayName(learner), pieces: textPieces(table), closed: [] };
    });
  }

  /** Saves the record as xAPI statements, one JSON array, for learning systems. */
  async function saveStatements(): Promise<void> {
    await attempt(async () => {
      const { learner } = sessionStore;
      if (!learner) return null;
      const statements = xapiStatements(await statementsOf(learner.id), learner, context.series);
      const label = `${today(context)} ${displayName(learner)}`;
      return { kind: 'statements', label, pieces: arrayPieces(statements), closed: [] };
    });
  }

  /**
   * Saves the question banks of these modules as GIFT, keys and all. A module whose protocol isn't agreed to is left
   * out.
   */
  async function saveQuestionBanks(modules: readonly ModuleOutline[]): Promise<void> {
    await attempt(async (signal) => {
      const texts: string[] = [];
      const closed: string[] = [];
      for (const module of modules) {
        signal.throwIfAborted();
        const content = await context.loadModule(module.id, SOURCE_LANGUAGE);
        if (isProtocolAgreed(module, recordStore.record)) texts.push(giftModule(context.series, module, content));
        else closed.push(module.title);
      }
      const [only] = modules;
      if (texts.length === 0 || !only) return null;
      const label = modules.length === 1 ? only.title : context.series.title;
      return { kind: 'question-banks', label, pieces: pieces(texts), closed };
    });
  }

  async function attempt(make: (signal: AbortSignal) => Promise<MadeText | null>): Promise<void> {
    if (busy.value) return;
    const mine = new AbortController();
    controller = mine;
    work.value = { phase: 'working' };
    let next: ExportWork;
    try {
      const made = await make(mine.signal);
      if (!made) next = { phase: 'nothing' };
      else {
        const delivery = await exportText(
          context.host,
          { kind: made.kind, label: made.label },
          made.pieces,
          mine.signal,
        );
        next =
          delivery.outcome === 'cancelled' ? { phase: 'cancelled' } : { phase: 'saved', delivery, closed: made.closed };
      }
    } catch (error) {
      next = mine.signal.aborted ? { phase: 'cancelled' } : { phase: 'failed', ...exportFailure(error) };
    }
    // Another learner's screen must not show it.
    if (controller === mine && !(mine.signal.aborted && work.value.phase === 'idle')) work.value = next;
  }

  /** Cancels the running export. */
  function cancel(): void {
    controller?.abort();
  }

  /** Clears the last result; a running export goes on. */
  function dismiss(): void {
    if (!busy.value) work.value = { phase: 'idle' };
  }

  return { work, busy, saveTable, saveStatements, saveQuestionBanks, cancel, dismiss };
});

async function* pieces(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) yield* textPieces(text);
}

function exportFailure(error: unknown): ExportFailure {
  return error instanceof ContentError ? { from: 'content', code: 'unreadable' } : failureOf(error);
}
