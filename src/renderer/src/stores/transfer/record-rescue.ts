import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import type { Delivery } from '../../../../contract/delivery';
import { displayName, type Learner } from '../../../../domain/learner/learner';
import { keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { gatheredPieces, protectedFilePieces } from '../../storage/transfer';
import { RecordCipher, type RecordKey } from '../../storage';
import { openKeyByEither } from '../../storage/protection';
import { HostError } from '../host/host-error';
import { useSession } from '../session/session';
import { useOpening } from '../session/opening';
import { createPinTries, type TriedRecord } from '../protection/pin-tries';
import { findRecords } from './rescue-candidates';
import { gatherRecord, type Gathering } from './rescue-gathering';
import { exportText } from '../host/text-export';

/** What a saved file holds, what it doesn't, and why. */
export interface RescueReport {
  readonly delivery: Exclude<Delivery, { outcome: 'cancelled' }>;
  readonly statements: number;
  readonly notes: number;
  readonly withheld: number;
  /** True where it holds words that a PIN sealed. */
  readonly isSealed: boolean;
  readonly gathering: Pick<Gathering, 'damagedLines' | 'database'> & { readonly unfit: number };
}

/** A key of the record, opened by its PIN or recovery code. */
interface OpenedKey {
  readonly record: KeyRecord;
  readonly key: RecordKey;
}

/** The current work, and its result. */
export type RescueWork =
  | { readonly phase: 'idle' | 'gathering' | 'saving' | 'cancelled' }
  /**
   * The record has a PIN: the learner chooses whether to encrypt the file with it. `wait` is in milliseconds until a
   * try is accepted, counted from when this was set.
   */
  | { readonly phase: 'protected'; readonly isWrong: boolean; readonly wait: number }
  /** A PIN is being tried. */
  | { readonly phase: 'trying' }
  | { readonly phase: 'saved'; readonly report: RescueReport }
  /**
   * `code` is a host error's, `nothing` where nothing of the record can be read, `uncounted` where a try of the PIN
   * could not be counted, and so was not made, or `internal`.
   */
  | { readonly phase: 'failed'; readonly code: string; readonly fileName: string };

/**
 * Saves a record that can't be opened, or isn't yet, as a learner file, from what can be read of it. Changes nothing.
 */
export const useRecordRescue = defineStore('record-rescue', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const opening = useOpening();
  /** Learners whose records can be saved; null until known. */
  const records = shallowRef<readonly Learner[] | null>(null);
  const work = shallowRef<RescueWork>({ phase: 'idle' });
  const busy = computed(() => ['gathering', 'trying', 'saving'].includes(work.value.phase));
  const tries = createPinTries(context);
  /** Id of the learner whose record is being saved. */
  const owner = ref<string | null>(null);
  let gathered: { readonly learner: Learner; readonly gathering: Gathering } | null = null;
  /** Aborted where the running work isn't needed any more. */
  let running = new AbortController();

  // Once the start is over, with an open record or the picker, no data of a learner stays here.
  watch(
    () => ['opening', 'failed', 'removed'].includes(sessionStore.state.phase),
    (isAwaited) => {
      if (!isAwaited) clear();
    },
    { flush: 'sync' },
  );

  function clear(): void {
    running.abort();
    running = new AbortController();
    gathered = null;
    records.value = null;
    owner.value = null;
    work.value = { phase: 'idle' };
  }

  /**
   * Finds the records that can be saved: the one that was being opened, or all of this computer where that is unknown.
   */
  async function load(): Promise<void> {
    // The screen is shown again while a file is being made: that continues.
    if (busy.value) return;
    gathered = null;
    work.value = { phase: 'idle' };
    const wanted = opening.progress.learner;
    records.value = wanted ? [wanted] : null;
    if (wanted) return;
    await attempt(async (signal) => {
      const found = await findRecords(context.host);
      signal.throwIfAborted();
      records.value = found;
      return { phase: 'idle' };
    });
  }

  /** Saves a record; where it has a PIN, asks for it first. */
  async function save(learner: Learner): Promise<void> {
    if (busy.value) return;
    owner.value = learner.id;
    await attempt(async (signal) => {
      const gathering = await gatherRecord(context.host, learner.id);
      signal.throwIfAborted();
      if (gathering.record.isEmpty) return { phase: 'failed', code: 'nothing', fileName: '' };
      gathered = { learner, gathering };
      if (gathering.record.isProtected)
        return { phase: 'protected', isWrong: false, wait: await tries.wait(triedRecord(learner, gathering)) };
      return write(signal);
    });
  }

  /** Saves the waiting record as a protected learner file, encrypted with its PIN or recovery code. */
  async function saveWith(secret: string): Promise<void> {
    const waiting = gathered;
    if (!waiting) return;
    const { learner, gathering } = waiting;
    const tried = triedRecord(learner, gathering);
    await attempt(async (signal) => {
      let opened: OpenedKey | undefined;
      try {
        const result = await tries.attempt(
          tried,
          async () => (opened = await openedWith(learner.id, gathering.record.keys, secret)) !== undefined,
        );
        if (result.outcome !== 'open')
          return { phase: 'protected', isWrong: result.outcome === 'wrong', wait: result.wait };
        await tries.clear(tried);
      } catch (error) {
        // A try that can't be counted isn't made: the disk may be full.
        if (error instanceof HostError && error.code !== 'unreachable')
          return { phase: 'failed', code: 'uncounted', fileName: '' };
        throw error;
      }
      if (!opened) return { phase: 'protected', isWrong: false, wait: 0 };
      return write(signal, opened);
    }, 'trying');
  }

  /**
   * Saves the waiting record without the PIN: sealed words stay sealed, and words that aren't sealed yet are left out.
   */
  async function saveSealed(): Promise<void> {
    await attempt((signal) => write(signal));
  }

  /** Writes the waiting record; with a key the whole file is encrypted. */
  async function write(signal: AbortSignal, opened: OpenedKey | null = null): Promise<RescueWork> {
    signal.throwIfAborted();
    if (!gathered) return { phase: 'idle' };
    const { learner, gathering } = gathered;
    const { record, damagedLines, database } = gathering;
    const contents = opened ? record.contents(true) : record.contents();
    work.value = { phase: 'saving' };
    // The profile of the list, older than any profile of the record.
    const profile = contents.learner ?? { ...learner, updatedAt: new Date(0).toISOString() };
    const createdAt = nowIso(context);
    const plain = gatheredPieces(contents, profile, createdAt, opened && new RecordCipher(learner.id, opened.key));
    const pieces = opened ? protectedFilePieces(plain, { learnerId: learner.id, createdAt, ...opened }) : plain;
    const texts = async function* (): AsyncGenerator<string> {
      for await (const { text } of pieces) yield text;
    };
    const delivery = await exportText(
      context.host,
      { kind: 'learner-file', label: displayName(profile) },
      texts(),
      signal,
    );
    if (delivery.outcome === 'cancelled') return { phase: 'cancelled' };
    const { withheld, statements, notes } = contents;
    const isSealed = record.isProtected && !opened;
    return {
      phase: 'saved',
      report: {
        delivery,
        withheld,
        isSealed,
        statements: statements.length,
        notes: notes.length,
        gathering: { damagedLines, database, unfit: record.unfit },
      },
    };
  }

  async function attempt(
    task: (signal: AbortSignal) => Promise<RescueWork>,
    phase: 'gathering' | 'trying' = 'gathering',
  ): Promise<void> {
    if (busy.value) return;
    const { signal } = running;
    work.value = { phase };
    try {
      const outcome = await task(signal);
      if (signal.aborted) return;
      work.value = outcome;
    } catch (error) {
      if (signal.aborted) return;
      work.value = {
        phase: 'failed',
        ...(error instanceof HostError
          ? { code: error.code, fileName: error.fileName }
          : { code: 'internal', fileName: '' }),
      };
    }
    if (work.value.phase !== 'protected') gathered = null;
  }

  return { records, owner, work, busy, load, save, saveWith, saveSealed };
});

/** The database isn't open: only the host counts, and gets the count that was read from the database. */
function triedRecord({ id }: Learner, { tries, record }: Gathering): TriedRecord {
  const keyIds = keysOf(record.keys, 'active').map(({ keyId }) => keyId);
  return { learnerId: id, keyIds, database: null, known: tries };
}

/** The key that a PIN or recovery code opens. */
async function openedWith(
  learnerId: string,
  keys: readonly KeyRecord[],
  secret: string,
): Promise<OpenedKey | undefined> {
  for (const record of keysOf(keys, 'active')) {
    const key = await openKeyByEither({ learnerId }, record, secret);
    if (key) return { record, key };
  }
  return undefined;
}
