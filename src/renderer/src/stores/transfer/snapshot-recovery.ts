import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useAppContext } from '../../app-context';
import type { ListedSnapshot } from '../../../../contract/snapshot';
import { displayName } from '../../../../domain/learner/learner';
import { LearnerRegistry, startNextGeneration, withTimeout } from '../../storage';
import { HostError } from '../host/host-error';
import { useSession } from '../session/session';
import { useLearnerDirectory } from '../session/learner-directory';
import { enterMissingLearners } from '../session/learner-maintenance';
import { useOpening } from '../session/opening';
import { listSnapshots, restoreSnapshot } from '../host/snapshot-client';

/** One learner's snapshots, newest first. */
export interface SnapshotOwner {
  readonly learnerId: string;
  /** Empty where no snapshot holds a name. */
  readonly name: string;
  readonly snapshots: readonly ListedSnapshot[];
}

/** Failures of an opening that the same database would meet again, whatever the journal holds. */
const UNOPENABLE: readonly string[] = ['failed', 'internal', 'stopped'];

/** Milliseconds that the browser may take for each step after a restore: what it doesn't do then, the start tells. */
const PATIENCE = 10_000;

/** Earlier states of every learner's record, for a start that can't open one. Nothing of a record is shown but names, dates and counts. */
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

  /** True where `listed` holds only what is of nobody in the list of learners. */
  const isNarrowed = ref(false);
  /** Owners of whom nothing but snapshots is left: no journal and no database of theirs is known, or the list would have them. */
  const missing = computed(() => (isNarrowed.value ? owners.value : []));

  /** Counts what was asked for: an answer that something newer was asked after is dropped. */
  let asked = 0;

  /** Nothing of what was listed stays here, nor comes from what is still being read. */
  function forget(): void {
    asked += 1;
    listed.value = null;
    isNarrowed.value = false;
    failure.value = null;
  }

  /**
   * Looks for owners of whom nothing but snapshots is left. Where the host or the list doesn't answer, none is found now. Of everybody else nothing is held here, not even
   * for a moment: it is looked for while another learner is at work.
   */
  async function findMissing(): Promise<void> {
    await list(async () => {
      // Whoever has a journal or a database is entered in the list first.
      await directory.maintained();
      const { snapshots } = await listSnapshots(context.host);
      const { learners, removing } = await new LearnerRegistry().read();
      const here = new Set([...learners.map(({ id }) => id), ...removing]);
      return snapshots.filter(({ learnerId }) => !here.has(learnerId));
    }, true);
  }

  /** Reads the list of everybody's. */
  async function load(): Promise<void> {
    await list(async () => (await listSnapshots(context.host)).snapshots, false);
  }

  async function list(read: () => Promise<readonly ListedSnapshot[]>, narrowed: boolean): Promise<void> {
    forget();
    const mine = asked;
    try {
      const found = await read();
      if (mine !== asked) return;
      listed.value = found;
      isNarrowed.value = narrowed;
    } catch (error) {
      if (mine === asked) failure.value = codeOf(error);
    }
  }

  /**
   * Sets a learner's journal back and starts anew, which fills the record from it: in another database where the one before couldn't be opened, since an upgrade that
   * fails would fail again.
   */
  async function restore({ learnerId, snapshotId }: ListedSnapshot): Promise<void> {
    if (restoring.value) return;
    restoring.value = true;
    failure.value = null;
    try {
      // An opening that still goes on must not meet a journal that changes under it.
      opening.stop();
      const { state } = sessionStore;
      const isUnopenable =
        state.phase === 'failed' && UNOPENABLE.includes(state.code) && opening.progress.learner?.id === learnerId;
      await restoreSnapshot(context.host, learnerId, snapshotId);
      // Where that fails too, the start says why.
      if (isUnopenable)
        await withTimeout(startNextGeneration(learnerId, AbortSignal.timeout(PATIENCE)), PATIENCE).catch(
          () => undefined,
        );
      // One of whom nothing else was left is in the list from now on.
      await withTimeout(enterMissingLearners(context.host), PATIENCE).catch(() => 0);
      // Where somebody was chosen meanwhile, their record stands; it is told there.
      if (sessionStore.state === state) await opening.begin();
    } catch (error) {
      failure.value = codeOf(error);
    } finally {
      restoring.value = false;
    }
  }

  return { listed, owners, missing, findMissing, restoring, failure, load, forget, restore };
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

function codeOf(error: unknown): string {
  return error instanceof HostError ? error.code : 'internal';
}
