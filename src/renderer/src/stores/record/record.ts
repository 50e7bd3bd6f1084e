import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import { EMPTY_RECORD, type LearningRecord } from '../../../../domain/record/learning-record';
import { laterThan } from '../../../../domain/learner/instant';
import type { ReadingPosition } from '../../../../domain/record/position';
import { dueCompletions } from '../../../../domain/record/progress';
import { lastChangeOf, type Attempt } from '../../../../domain/quiz/attempt';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerSession } from '../../storage/learner-session';
import type { Consequences } from '../../storage/record/statement-store';
import { toStorageError, type StorageError } from '../../storage/database/storage-error';
import { useAnnouncements } from '../host/announcements';
import { useLearner } from '../session/learner';

/** A statement before it has an id and a time. */
export type StatementDraft = Statement extends infer Each
  ? Each extends Statement
    ? Omit<Each, 'id' | 'timestamp' | 'day'>
    : never
  : never;

/**
 * Whether everything done so far is safe: `saved` is said only when the database committed and the journal is on disk; `local` when the database
 * committed but the journal could not be written yet; `failed` when the last change could not be kept at all.
 */
export type SaveState = 'idle' | 'saving' | 'saved' | 'local' | 'failed';

/** The learner's record: what they did, and what follows from it. */
export const useRecord = defineStore('record', () => {
  const context = useAppContext();
  const learnerStore = useLearner();
  const announcements = useAnnouncements();

  const record = shallowRef<LearningRecord>(EMPTY_RECORD);
  const position = shallowRef<ReadingPosition | null>(null);
  const loaded = ref(false);
  const saveState = ref<SaveState>('idle');
  /** This session's changes that the database hasn't answered for yet (before that, "Saved" would be said too early), and those that it has. */
  let underWay = { count: 0, done: 0 };

  watch(
    () => [learnerStore.session, learnerStore.recordChanged] as const,
    ([session, changes], before) => {
      if (session !== before?.[0]) {
        record.value = EMPTY_RECORD;
        position.value = null;
        loaded.value = false;
        saveState.value = 'idle';
        underWay = { count: 0, done: 0 };
      }
      if (session && (session !== before?.[0] || changes !== before[1])) void load();
    },
    { immediate: true },
  );

  async function load(): Promise<void> {
    const session = learnerStore.session;
    if (!session) return;
    const { done } = underWay;
    try {
      const [storedRecord, storedPosition] = await Promise.all([session.statements.load(), session.profile.position()]);
      if (learnerStore.session !== session) return;
      // What was read is older than what was added meanwhile.
      if (underWay.done !== done) return await load();
      record.value = storedRecord;
      position.value = storedPosition;
      loaded.value = true;
    } catch (error) {
      if (learnerStore.session === session) storageFailed(toStorageError(error));
      return;
    }
    // What was studied in two places may be complete only now that it stands together.
    if (dueCompletions(context.series, record.value).length > 0) await append([]).catch(() => undefined);
  }

  /** Resolves when there is something to show: the record was read, or there is none to read (first run, a failed start). */
  async function settled(): Promise<void> {
    await until(() => loaded.value || learnerStore.state.phase !== 'open');
  }

  /**
   * Adds what the learner did, with the completions that follow from it, in one transaction, and waits until the journal has it.
   * Resolves with the ids given; rejects with a StorageError when nothing could be kept.
   *
   * @param after ISO instant of what these follow: they are dated later also where the clock was set back
   * @param kept is told when the database has them, while the journal is still waited for; not where another learner is at work by then
   */
  async function append(drafts: readonly StatementDraft[], after = '', kept?: () => void): Promise<readonly string[]> {
    const statements = drafts.map((draft) => stamp(draft, after));
    const completions = await add((session, consequences) => session.statements.append(statements, consequences), kept);
    return [...statements, ...completions].map(({ id }) => id);
  }

  /**
   * Ends an attempt with what `ending` makes of it as it stands in the database, where another window may have answered it too; one that has ended stays as it is.
   * Rejects with a StorageError when that could not be kept. `kept` as for `append`.
   */
  async function endAttempt(
    attemptId: string,
    ending: (attempt: Attempt) => StatementDraft,
    kept?: () => void,
  ): Promise<void> {
    await add(
      (session, consequences) =>
        session.statements.end(attemptId, (attempt) => stamp(ending(attempt), lastChangeOf(attempt)), consequences),
      kept,
    );
  }

  /** Saves in one transaction what `save` says and the completions that follow, which it answers when the journal has all of it. */
  async function add(
    save: (session: LearnerSession, consequences: Consequences) => Promise<LearningRecord>,
    kept?: () => void,
  ): Promise<readonly Statement[]> {
    const session = learnerStore.session;
    if (!session) throw new Error('No learner is at work.');
    saveState.value = 'saving';
    let completions: readonly Statement[] = [];
    const mine = underWay;
    mine.count += 1;
    try {
      const next = await save(session, (current) => {
        completions = dueCompletions(context.series, current).map((completion) =>
          stamp({ verb: 'completed', ...completion }),
        );
        return completions;
      });
      if (learnerStore.session === session) {
        record.value = next;
        kept?.();
      }
    } catch (error) {
      const failure = toStorageError(error);
      if (learnerStore.session === session) storageFailed(failure);
      throw failure;
    } finally {
      mine.count -= 1;
      mine.done += 1;
    }
    await mirror();
    return completions;
  }

  /** Takes back that a section was read, wherever it was marked. Rejects with a StorageError when that could not be kept. */
  async function unmark(sectionId: string): Promise<void> {
    const session = learnerStore.session;
    if (!session) throw new Error('No learner is at work.');
    let standing: readonly string[];
    try {
      standing = await session.statements.standingReads(sectionId);
    } catch (error) {
      const failure = toStorageError(error);
      if (learnerStore.session === session) storageFailed(failure);
      throw failure;
    }
    await append(standing.map((statementId) => ({ verb: 'voided', statementId })));
  }

  /** Waits until the journal has everything; tells when it can't. */
  async function mirror(): Promise<void> {
    const session = learnerStore.session;
    try {
      await session?.mirror.flush();
      if (learnerStore.session === session) saveState.value = underWay.count > 0 ? 'saving' : 'saved';
    } catch (error) {
      if (learnerStore.session !== session) return;
      saveState.value = 'local';
      learnerStore.journalFailed(error);
    }
  }

  /** Keeps where the learner reads; `lasting` also sends it to the journal (when a section is left). */
  async function savePosition(next: ReadingPosition, lasting: boolean): Promise<void> {
    const session = learnerStore.session;
    if (!session) return;
    position.value = next;
    try {
      await session.profile.savePosition(next, lasting ? newId(context) : null);
      if (lasting) await session.mirror.flush();
    } catch {
      // A position that can't be kept costs the learner a scroll, not work; the next one tries again.
    }
  }

  function storageFailed(error: StorageError): void {
    saveState.value = 'failed';
    announcements.notify('error', `storage.${error.code}`);
  }

  function stamp(draft: StatementDraft, after = ''): Statement {
    return {
      ...draft,
      id: newId(context),
      timestamp: laterThan(after, nowIso(context)),
      day: context.dayOf(context.now()),
    } as Statement;
  }

  // A learner's record isn't put away in the midst of these.
  const keepStatements: typeof append = (drafts, after, kept) => learnerStore.track(append(drafts, after, kept));
  const keepEnd: typeof endAttempt = (attemptId, ending, kept) =>
    learnerStore.track(endAttempt(attemptId, ending, kept));
  const keepUnmarked: typeof unmark = (sectionId) => learnerStore.track(unmark(sectionId));
  const keepPosition: typeof savePosition = (next, lasting) => learnerStore.track(savePosition(next, lasting));

  return {
    record,
    position,
    loaded,
    saveState,
    settled,
    append: keepStatements,
    endAttempt: keepEnd,
    unmark: keepUnmarked,
    mirror,
    savePosition: keepPosition,
    storageFailed,
  };
});

/** Resolves when a condition over reactive state holds. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(
      holds,
      (held) => {
        if (!held) return;
        resolve();
        void Promise.resolve().then(() => {
          stop();
        });
      },
      { immediate: true },
    );
  });
}
