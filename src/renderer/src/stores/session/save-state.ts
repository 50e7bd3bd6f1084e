import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { toStorageError, type LearnerSession, type StorageError } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useHeldRecord } from './held-record';
import { withdrawJournalFailure } from './record-notices';
import { useSessionMachine } from './session-machine';

/**
 * Whether everything done so far is safe: `saved` is shown only when the database committed and the journal is on disk;
 * `local` when the database committed but the journal could not be written yet, or something is too long for it;
 * `failed` when the last change could not be saved at all.
 */
export type SaveState = 'idle' | 'saving' | 'saved' | 'local' | 'failed';

/** Milliseconds until what the journal couldn't take is sent again. */
const RETRY_AFTER = 10_000;

/** How safe the changes to the current record are, from all stores. */
export const useSaveState = defineStore('save-state', () => {
  const machine = useSessionMachine();
  const heldRecord = useHeldRecord();
  const announcements = useAnnouncements();
  const state = ref<SaveState>('idle');
  /**
   * Number of the session's changes that the database hasn't answered yet, and of the flushes that were asked for:
   * without them "Saved" would be shown too early, for a change that is still on its way to database or journal.
   */
  let underWay = { count: 0, flushes: 0 };
  /** Code of the failure that is shown; null where none is. */
  let shownFailure: StorageError['code'] | null = null;

  watch(
    () => machine.current,
    () => {
      state.value = 'idle';
      underWay = { count: 0, flushes: 0 };
    },
  );

  // A stick that was put back, or a disk with room again, is found without another change.
  watch(
    () => heldRecord.behind,
    (behind, _before, onCleanup) => {
      if (!behind) return;
      const timer = setTimeout(() => {
        if (!machine.isCurrent(behind.session)) return;
        // Beside "This was not saved" nothing else may be shown.
        void (state.value === 'failed' ? heldRecord.sendWaiting(behind.session) : flush(behind.session));
      }, RETRY_AFTER);
      onCleanup(() => {
        clearTimeout(timer);
      });
    },
  );

  /** Registers a change that goes to the database; call the returned function when it has answered. */
  function begin(): () => void {
    const mine = underWay;
    state.value = 'saving';
    mine.count += 1;
    return () => {
      mine.count -= 1;
    };
  }

  /** The database has a draft, which is no change for the journal: nothing that failed before it is in doubt. */
  function stored(): void {
    if (shownFailure) announcements.withdraw(`storage.${shownFailure}`);
    shownFailure = null;
    if (underWay.count === 0 && (state.value === 'idle' || state.value === 'failed'))
      state.value = heldRecord.behind ? 'local' : 'saved';
  }

  /** Waits until the journal has everything of a session; shows it where that fails. Never rejects. */
  async function flush(session: LearnerSession): Promise<void> {
    const mine = underWay;
    if (machine.isCurrent(session)) mine.flushes += 1;
    const { flushes } = mine;
    try {
      const tooLong = await session.sync.flush();
      if (machine.isCurrent(session)) heldRecord.behind = null;
      // The last flush is the one that everything goes with.
      if (!machine.isCurrent(session) || mine.flushes !== flushes) return;
      state.value = underWay.count > 0 ? 'saving' : tooLong > 0 ? 'local' : 'saved';
      // Nothing that was saved since may be read beside "This was not saved".
      if (shownFailure) announcements.withdraw(`storage.${shownFailure}`);
      shownFailure = null;
      withdrawJournalFailure(announcements);
    } catch (error) {
      if (!machine.isCurrent(session)) return;
      if (mine.flushes === flushes) state.value = underWay.count > 0 ? 'saving' : 'local';
      heldRecord.journalFailed(session, error);
    }
  }

  /** Shows that a change couldn't be saved, unless another session is current; returns the error as one of storage. */
  function storageFailed(session: LearnerSession, error: unknown): StorageError {
    const failure = toStorageError(error);
    if (!machine.isCurrent(session)) return failure;
    // A flush that was asked for before says nothing of this.
    underWay.flushes += 1;
    state.value = 'failed';
    shownFailure = failure.code;
    announcements.notify('error', `storage.${failure.code}`);
    return failure;
  }

  /** Shows that the database couldn't be read, unless another session is current: what was saved isn't in doubt. */
  function readFailed(session: LearnerSession, error: unknown): StorageError {
    const failure = toStorageError(error);
    if (machine.isCurrent(session)) announcements.notify('error', 'recordUnread', { code: failure.code });
    return failure;
  }

  return { state, begin, stored, flush, storageFailed, readFailed };
});
