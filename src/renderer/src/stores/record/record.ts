import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { newId, nowIso, today, useAppContext } from '../../app-context';
import { EMPTY_RECORD, type LearningRecord } from '../../../../domain/record/learning-record';
import { FOCAL_POINT_NOTE_ID } from '../../../../domain/notes/focal-point';
import { laterThan } from '../../../../domain/learner/instant';
import type { RunningAttempt } from '../../../../domain/record/next-step';
import { nextPosition, type ReadingPosition } from '../../../../domain/record/position';
import { dueCompletions } from '../../../../domain/record/progress';
import { isRunning, lastChangeOf, runningAttempt, type Attempt } from '../../../../domain/quiz/attempt';
import type { Statement } from '../../../../domain/record/statement';
import type { Consequences, LearnerSession, Saved } from '../../storage';
import { useSession } from '../session/session';
import { useReviewsDue } from './reviews-due';
import { useSaveState } from '../session/save-state';

/** A statement before it has an id and a time. */
export type StatementDraft = Statement extends infer Each
  ? Each extends Statement
    ? Omit<Each, 'id' | 'timestamp' | 'day'>
    : never
  : never;

/** A change that the database committed. */
export interface Committed {
  /** Ids of the added statements, the ones that followed from them last. */
  readonly ids: readonly string[];
  /** The attempt that it belongs to, as it is now; null where it belongs to none, or another session is current. */
  readonly attempt: Attempt | null;
  /** Resolves when the journal has it, or is known to be behind, which the save state shows; never rejects. */
  readonly sent: Promise<void>;
}

/** The learner's record: what they did, and what follows from it. */
export const useRecord = defineStore('record', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  const reviewsDue = useReviewsDue();

  const record = shallowRef<LearningRecord>(EMPTY_RECORD);
  const position = shallowRef<ReadingPosition | null>(null);
  /** Running attempts that count. */
  const running = shallowRef<readonly RunningAttempt[]>([]);
  /** Modules with notes in them, as they were read last. */
  const noted = shallowRef<readonly string[]>([]);
  const begun = computed<ReadonlySet<string>>(
    () =>
      new Set([
        ...noted.value,
        ...running.value.map(({ moduleId }) => moduleId),
        ...(position.value ? [position.value.moduleId] : []),
      ]),
  );
  const loaded = ref(false);
  const failed = ref(false);
  /**
   * Number of this window's changes that the database answered: a read that began before the last of them is out of
   * date.
   */
  let changes = 0;

  watch(
    () => [sessionStore.current, sessionStore.recordChanged] as const,
    ([session, changed], before) => {
      if (session !== before?.[0]) {
        record.value = EMPTY_RECORD;
        position.value = null;
        running.value = [];
        noted.value = [];
        loaded.value = false;
        failed.value = false;
      }
      if (session && (session !== before?.[0] || changed !== before[1])) void load();
    },
    { immediate: true },
  );

  async function load(): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    const before = changes;
    try {
      const { statements } = session;
      const [[storedRecord, storedRunning], storedPosition] = await Promise.all([
        statements.load().then(async (read) => [read, await statements.running()] as const),
        session.profile.position(),
        // With the record, so that home doesn't move when it is there.
        reviewsDue.read(),
        readNoted(),
      ]);
      if (!sessionStore.isCurrent(session)) return;
      // A change was added meanwhile, and the read may lack it.
      if (changes !== before) return await load();
      record.value = storedRecord;
      position.value = storedPosition;
      running.value = storedRunning;
      loaded.value = true;
    } catch (error) {
      saving.readFailed(session, error);
      if (sessionStore.isCurrent(session)) failed.value = true;
      return;
    }
    // What was studied on two computers may be complete only after a merge.
    if (dueCompletions(context.series, record.value).length > 0) await append([]).catch(() => undefined);
  }

  /**
   * Reads which modules have notes in them. The focal point is written in Help too and is none. Never rejects: without
   * the answer a module is only called by what was read of it.
   */
  async function readNoted(): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    try {
      const moduleIds = context.series.modules.map(({ id }) => id);
      const found = await session.notes.modulesWithNotes(moduleIds, FOCAL_POINT_NOTE_ID);
      if (sessionStore.isCurrent(session)) noted.value = found;
    } catch (error) {
      saving.readFailed(session, error);
    }
  }

  /**
   * Resolves when there is something to show: the record was read, or can't be, or it is known that there is none to
   * read (first run, a failed start).
   */
  async function settled(): Promise<void> {
    const isSettled = computed(
      () => loaded.value || failed.value || !['opening', 'open'].includes(sessionStore.state.phase),
    );
    if (isSettled.value) return;
    await new Promise<void>((resolve) => {
      watch(isSettled, () => resolve(), { once: true, flush: 'sync' });
    });
  }

  /**
   * Adds statements with the completions that follow from them, in one transaction. Resolves when the database
   * committed them; rejects with a StorageError when nothing could be saved.
   *
   * @param after ISO instant of the previous change: these are dated later even where the clock was set back
   * @param now milliseconds since 1970, of a clock that was read already
   */
  async function commit(
    drafts: readonly StatementDraft[],
    after = '',
    now: number = context.now(),
  ): Promise<Committed> {
    const statements = drafts.map((draft) => stamp(draft, after, now));
    const committed = await save((session, consequences) => session.statements.append(statements, consequences));
    return { ...committed, ids: [...statements.map(({ id }) => id), ...committed.ids] };
  }

  /** Like `commit`, but resolves with the ids when the journal has them too, or is known to be behind. */
  async function append(drafts: readonly StatementDraft[]): Promise<readonly string[]> {
    const { ids, sent } = await commit(drafts);
    await sent;
    return ids;
  }

  /**
   * Ends an attempt with the statement that `ending` makes from its state in the database; one that has ended stays as
   * it is. Resolves and rejects like `commit`.
   */
  async function endAttempt(attemptId: string, ending: (attempt: Attempt) => StatementDraft): Promise<Committed> {
    return save((session, consequences) =>
      session.statements.end(attemptId, (attempt) => stamp(ending(attempt), lastChangeOf(attempt)), consequences),
    );
  }

  /**
   * Voids every read of a section, from any window or computer. Resolves when the journal has it; rejects with a
   * StorageError when it could not be saved.
   */
  async function unmark(sectionId: string): Promise<void> {
    const { sent } = await save((session, consequences) =>
      session.statements.voidReads(sectionId, (statementId) => stamp({ verb: 'voided', statementId }), consequences),
    );
    await sent;
  }

  /**
   * Runs `write` and adds the completions that follow in one transaction, shows the resulting record, and starts to
   * send.
   */
  async function save(
    write: (session: LearnerSession, consequences: Consequences) => Promise<Saved>,
  ): Promise<Committed> {
    const session = sessionStore.current;
    if (!session) throw new Error('No learner is at work.');
    const answered = saving.begin();
    try {
      const saved = await sessionStore.track(
        write(session, (current) =>
          dueCompletions(context.series, current).map((completion) => stamp({ verb: 'completed', ...completion })),
        ),
      );
      const isCurrent = sessionStore.isCurrent(session);
      if (isCurrent) {
        record.value = saved.record;
        const { attempt } = saved;
        if (attempt) {
          const others = running.value.filter(({ attemptId }) => attemptId !== attempt.id);
          running.value = isRunning(attempt) ? [...others, runningAttempt(attempt)] : others;
        }
      }
      return {
        ids: saved.consequences.map(({ id }) => id),
        attempt: isCurrent ? saved.attempt : null,
        sent: saving.flush(session),
      };
    } catch (error) {
      throw saving.storageFailed(session, error);
    } finally {
      answered();
      changes += 1;
    }
  }

  /** Saves the reading position; `lasting` also sends it to the journal (when a section is left). */
  async function savePosition(given: ReadingPosition, lasting: boolean): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    const next = nextPosition(given, position.value);
    position.value = next;
    try {
      await sessionStore.track(session.profile.savePosition(next, lasting ? newId(context) : null));
      if (lasting) await session.sync.flush();
    } catch {
      // A position that can't be saved costs the learner a scroll, not work; the next one tries again.
    }
  }

  /** Reads the clock once: instant, day and id must be of one moment, at midnight too. */
  function stamp(draft: StatementDraft, after = '', now: number = context.now()): Statement {
    const moment = { ...context, now: () => now };
    return {
      ...draft,
      id: newId(moment),
      timestamp: laterThan(after, nowIso(moment)),
      day: today(moment),
    } as Statement;
  }

  return {
    record,
    position,
    running,
    /** Ids of the modules that hold notes, a running attempt or the place where the learner read last. */
    begun,
    readNoted,
    loaded,
    settled,
    commit,
    append,
    endAttempt,
    unmark,
    savePosition,
  };
});
