import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import type { ListedSnapshot } from '../../../../contract/snapshot';
import { compareRecordWithSnapshot, pagesOf, type SnapshotComparison } from '../../storage/transfer';
import { useAnnouncements } from '../host/announcements';
import { failureOf, valueOf, type Failure } from '../host/host-error';
import { useClosing } from '../session/closing';
import { useSession } from '../session/session';
import { useHeldRecord } from '../session/held-record';
import { createRewritingPort } from '../host/rewriting-client';
import { listSnapshots, restoreSnapshot } from '../host/snapshot-client';

export type { SnapshotComparison } from '../../storage/transfer';

/** The current work with snapshots, and its result. */
export type SnapshotWork =
  | { readonly phase: 'idle' | 'taking' | 'comparing' | 'restoring' }
  | { readonly phase: 'preview'; readonly snapshot: ListedSnapshot; readonly comparison: SnapshotComparison }
  | { readonly phase: 'taken'; readonly isNew: boolean }
  | { readonly phase: 'restored'; readonly undoId: string | null; readonly undone: boolean }
  /** `code` has a text under `errors` (host) or `notices.storage` (storage). */
  | ({ readonly phase: 'failed' } & Failure);

/** Snapshots of the current record: list, preview, restore, and undo of a restore. */
export const useSnapshots = defineStore('snapshots', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const closing = useClosing();
  const heldRecord = useHeldRecord();
  const announcements = useAnnouncements();
  /** Newest first; null until read. */
  const snapshots = shallowRef<readonly ListedSnapshot[] | null>(null);
  /** Error code of the last daily snapshot, or null. */
  const dailyFailure = ref<string | null>(null);
  /** How many lines of the journal can't be read. */
  const damagedLines = ref(0);
  const work = shallowRef<SnapshotWork>({ phase: 'idle' });
  const busy = computed(() => ['taking', 'comparing', 'restoring'].includes(work.value.phase));
  const learnerId = computed(() => sessionStore.current?.learnerId ?? null);

  watch(learnerId, clear);

  /** Clears everything: another learner may be next. */
  function clear(): void {
    snapshots.value = null;
    dailyFailure.value = null;
    damagedLines.value = 0;
    work.value = { phase: 'idle' };
  }

  /** Reads the list. */
  async function load(): Promise<void> {
    const id = learnerId.value;
    if (id === null) return;
    try {
      const [listed, state] = await Promise.all([
        listSnapshots(context.host, id),
        context.host.invoke('journal.read', { learnerId: id, afterSequence: Number.MAX_SAFE_INTEGER, limit: 1 }),
      ]);
      if (learnerId.value !== id) return;
      snapshots.value = listed.snapshots;
      dailyFailure.value = listed.failure?.code ?? null;
      damagedLines.value = state.ok ? state.value.state.damagedLines.length : 0;
    } catch (error) {
      if (learnerId.value === id) work.value = failed(error);
    }
  }

  /** Takes a snapshot of the current state. */
  async function take(): Promise<void> {
    await attempt('taking', async (id) => {
      await closing.saveWhatCanBeSaved();
      await sessionStore.current?.sync.flush();
      const result = valueOf(await context.host.invoke('snapshot.take', { learnerId: id, reason: 'manual' }));
      await load();
      return { phase: 'taken', isNew: result.taken };
    });
  }

  /** Shows what a restore would add and remove; changes nothing. */
  async function preview(snapshot: ListedSnapshot): Promise<void> {
    await attempt('comparing', async (id) => {
      const { readSnapshot } = createRewritingPort(context);
      const pages = pagesOf((after) => readSnapshot(id, snapshot.snapshotId, after));
      const comparison = await compareRecordWithSnapshot(id, pages);
      return { phase: 'preview', snapshot, comparison };
    });
  }

  /**
   * Restores the record to a snapshot. First the host takes a snapshot of the current state, after the outbox is sent.
   */
  async function restore(snapshotId: string, undone = false): Promise<void> {
    await attempt('restoring', async (id) => {
      await closing.saveWhatCanBeSaved();
      await sessionStore.current?.sync.flush();
      const undoId = await restoreSnapshot(context, id, snapshotId);
      // If the learner left meanwhile, the next opening resets their record.
      if (learnerId.value === id && sessionStore.current) await heldRecord.follow(sessionStore.current, true);
      await load();
      if (learnerId.value !== id) return { phase: 'idle' };
      // The page was rebuilt: the announcement must not depend on it.
      announcements.say(undone ? 'snapshots.outcome.undone' : 'snapshots.outcome.restored');
      return { phase: 'restored', undoId, undone };
    });
  }

  async function attempt(
    phase: 'taking' | 'comparing' | 'restoring',
    task: (id: string) => Promise<SnapshotWork>,
  ): Promise<void> {
    const id = learnerId.value;
    if (id === null || busy.value) return;
    work.value = { phase };
    const result = await task(id).catch(failed);
    if (learnerId.value === id) work.value = result;
  }

  /** Closes the preview or result. */
  function dismiss(): void {
    if (!busy.value) work.value = { phase: 'idle' };
  }

  return { snapshots, dailyFailure, damagedLines, work, busy, load, take, preview, restore, dismiss };
});

function failed(error: unknown): SnapshotWork {
  const { from, code } = failureOf(error);
  return { phase: 'failed', from, code };
}
