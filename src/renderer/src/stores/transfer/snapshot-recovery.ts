import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useAppContext } from '../../app-context';
import type { ListedSnapshot } from '../../../../contract/snapshot';
import { displayName } from '../../../../domain/learner/learner';
import { LearnerRegistry, startNextGeneration, withTimeout } from '../../storage';
import { HostError } from '../host/host-error';
import { useSession } from '../session/session';
import { useLearnerDirectory } from '../session/learner-directory';
import { useOpening } from '../session/opening';
import { listSnapshots, restoreSnapshot } from '../host/snapshot-client';

/** One learner's snapshots, newest first. */
export interface SnapshotOwner {
  readonly learnerId: string;
  /** Empty where no snapshot holds a name. */
  readonly name: string;
  readonly snapshots: readonly ListedSnapshot[];
}

/** Failures of an opening that would recur with the same database, whatever the journal holds. */
const UNOPENABLE: readonly string[] = ['failed', 'internal', 'stopped'];

/** Milliseconds that the browser may take for each step after a restore; the next start reports a step that failed. */
const TIMEOUT = 10_000;

/**
 * Snapshots of every learner's record, for a start that can't open one. Of a record only names, dates and counts are
 * shown.
 */
export const useSnapshotRecovery = defineStore('snapshot-recovery', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const directory = useLearnerDirectory();
  const opening = useOpening();
  const listed = shallowRef<readonly ListedSnapshot[] | null>(null);
  const restoring = ref(false);
  /** Code of the last failure, with a text under `errors`; null where there was none. */
  const failure = ref<string | null>(null);

  const owners = computed<readonly SnapshotOwner[]>(() => {
    const ids = [...new Set((listed.value ?? []).map(({ learnerId }) => learnerId))];
    return ids.map((learnerId) => {
      const snapshots = (listed.value ?? []).filter((snapshot) => snapshot.learnerId === learnerId);
      return {
        learnerId,
        snapshots,
        name: snapshots.map(({ content }) => nameOf(content?.learner ?? null)).find((name) => name !== '') ?? '',
      };
    });
  });

  /** True where `listed` holds only snapshots of learners who aren't in the list. */
  const isNarrowed = ref(false);
  /** Owners of whom only snapshots are left: with a journal or a database they would be in the list. */
  const missing = computed(() => (isNarrowed.value ? owners.value : []));

  /** Number of the last request: an answer to an older one is dropped. */
  let asked = 0;

  /** Clears the list, and drops the answers of running requests. */
  function clear(): void {
    asked += 1;
    listed.value = null;
    isNarrowed.value = false;
    failure.value = null;
  }

  /**
   * Finds owners of whom only snapshots are left; none where the host or the list doesn't answer. Data of all others
   * isn't held here, not even for a moment, since this runs while another learner's record is open.
   */
  async function findMissing(): Promise<void> {
    await list(async () => {
      // First all learners with a journal or a database are added to the list.
      await directory.maintained();
      const { snapshots } = await listSnapshots(context.host);
      const { learners, removing } = await new LearnerRegistry().read();
      const here = new Set([...learners.map(({ id }) => id), ...removing]);
      return snapshots.filter(({ learnerId }) => !here.has(learnerId));
    }, true);
  }

  /** Reads the snapshots of all learners. */
  async function load(): Promise<void> {
    await list(async () => (await listSnapshots(context.host)).snapshots, false);
  }

  async function list(read: () => Promise<readonly ListedSnapshot[]>, narrowed: boolean): Promise<void> {
    clear();
    const mine = asked;
    try {
      const found = await read();
      if (mine !== asked) return;
      listed.value = found;
      isNarrowed.value = narrowed;
    } catch (error) {
      if (mine === asked) failure.value = hostCodeOf(error);
    }
  }

  /**
   * Restores a learner's journal and starts again, which fills the record from it: in the next generation of the
   * database where the current one couldn't be opened, since a failed upgrade would fail again.
   */
  async function restore({ learnerId, snapshotId }: ListedSnapshot): Promise<void> {
    if (restoring.value) return;
    restoring.value = true;
    failure.value = null;
    try {
      // The journal must not change under a running opening.
      opening.stop();
      const { state } = sessionStore;
      const isUnopenable =
        state.phase === 'failed' && UNOPENABLE.includes(state.code) && opening.progress.learner?.id === learnerId;
      await restoreSnapshot(context, learnerId, snapshotId);
      // If that fails too, the start reports it.
      if (isUnopenable)
        await withTimeout(startNextGeneration(learnerId, AbortSignal.timeout(TIMEOUT)), TIMEOUT).catch(() => undefined);
      // Adds a learner of whom only snapshots were left to the list.
      await withTimeout(directory.enterMissing(), TIMEOUT).catch(() => 0);
      // Where a learner was chosen meanwhile, their record stays open and shows the reset itself.
      if (sessionStore.state === state) await opening.begin();
    } catch (error) {
      failure.value = hostCodeOf(error);
    } finally {
      restoring.value = false;
    }
  }

  return { listed, owners, missing, findMissing, restoring, failure, load, clear, restore };
});

function nameOf(body: string | null): string {
  try {
    const profile = JSON.parse(body ?? '{}') as { readonly latinName?: unknown; readonly khmerName?: unknown } | null;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return displayName({ latinName: text(profile?.latinName), khmerName: text(profile?.khmerName) });
  } catch {
    return '';
  }
}

/** The code of an error of the host, `internal` for any other: `errors` has texts for those of the host alone. */
function hostCodeOf(error: unknown): string {
  return error instanceof HostError ? error.code : 'internal';
}
