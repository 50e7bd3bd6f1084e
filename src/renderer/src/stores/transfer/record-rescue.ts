import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import type { Delivery } from '../../../../contract/delivery';
import { displayName, unnamedLearner, type Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { LearnerRegistry, listLearnerDatabases, withTimeout } from '../../storage';
import { gatherRawRecord } from '../../storage/transfer';
import { HostError } from '../host/host-error';
import { createJournalPort, listJournals } from '../host/journal-client';
import { exportText } from '../host/text-export';
import { learnerOf } from '../session/learner-discovery';
import { useOpening } from '../session/opening';
import { useSession } from '../session/session';

/** The current work, and its result. */
export type RescueWork =
  | { readonly phase: 'idle' | 'saving' | 'cancelled' }
  /** It isn't known whose record was being opened, and there are several here. */
  | { readonly phase: 'choosing'; readonly learners: readonly Learner[] }
  | {
      readonly phase: 'saved';
      readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }>;
      /** True where a PIN protects the record: notes are in the file sealed. */
      readonly isProtected: boolean;
    }
  /** `code` is a host error's, `nothing` where nothing of the record can be read, or `internal`. */
  | { readonly phase: 'failed'; readonly code: string; readonly fileName: string };

/** Milliseconds that the browser may take to list its learners. */
const TIMEOUT = 2_000;

/**
 * Saves the raw record, which can't be opened, or isn't yet, as a learner file, from what can be read of it. Changes
 * nothing.
 */
export const useRecordRescue = defineStore('record-rescue', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const opening = useOpening();
  const work = shallowRef<RescueWork>({ phase: 'idle' });
  /** Aborted where the running work isn't needed any more. */
  let running = new AbortController();

  // Once the start is over, with an open record or the picker, no data of a learner stays here.
  watch(
    () => ['opening', 'failed', 'removed'].includes(sessionStore.state.phase),
    (isAwaited) => {
      if (isAwaited) return;
      running.abort();
      running = new AbortController();
      work.value = { phase: 'idle' };
    },
    { flush: 'sync' },
  );

  /** Saves the record that was being opened; where that is unknown, the only one here, or the one that is chosen. */
  async function save(chosen: Learner | null = opening.progress.learner): Promise<void> {
    if (work.value.phase === 'saving') return;
    const { signal } = running;
    work.value = { phase: 'saving' };
    let outcome: RescueWork;
    try {
      const learners = chosen ? [chosen] : await findOwners(context.host);
      outcome = learners.length > 1 ? { phase: 'choosing', learners } : await saveOf(learners[0], signal);
    } catch (error) {
      const { code, fileName } = error instanceof HostError ? error : { code: 'internal', fileName: '' };
      outcome = { phase: 'failed', code, fileName };
    }
    if (!signal.aborted) work.value = outcome;
  }

  async function saveOf(owner: Learner | undefined, signal: AbortSignal): Promise<RescueWork> {
    const record = owner && (await gatherRawRecord(owner, createJournalPort(context)));
    if (!record || record.isEmpty) return { phase: 'failed', code: 'nothing', fileName: '' };
    signal.throwIfAborted();
    const file = { kind: 'learner-file', label: displayName(record.learner) } as const;
    const delivery = await exportText(context.host, file, record.pieces(nowIso(context)), signal);
    if (delivery.outcome === 'cancelled') return { phase: 'cancelled' };
    return { phase: 'saved', delivery, isProtected: record.isProtected };
  }

  return { work, save };
});

/**
 * Learners whose records can be saved without opening them: all with a journal, and those of the browser's list or
 * databases, where the browser answers in time.
 *
 * @throws HostError where the host doesn't answer
 */
async function findOwners(host: HostClient): Promise<readonly Learner[]> {
  const found = new Map<string, Learner>();
  const add = (learner: Learner): void => {
    const known = found.get(learner.id);
    if (!known || displayName(known) === '') found.set(learner.id, learner);
  };
  for (const learner of (await listJournals(host)).map(learnerOf)) if (learner) add(learner);
  const registry = await withTimeout(new LearnerRegistry().read(), TIMEOUT).catch(() => null);
  for (const { learner } of registry?.learners ?? []) add(learner);
  const databases = await withTimeout(listLearnerDatabases(), TIMEOUT).catch(() => null);
  for (const id of databases?.keys() ?? []) add(unnamedLearner(id));
  for (const id of registry?.removing ?? []) found.delete(id);
  return [...found.values()];
}
