import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { newId, useAppContext } from '../../app-context';
import { laterThan } from '../../../../domain/learner/instant';
import type { ModuleContent } from '../../../../domain/series/module';
import { moduleById } from '../../../../domain/series/series';
import type { Answer, Question, Revised } from '../../../../domain/series/question';
import { lastChangeOf, type Attempt } from '../../../../domain/quiz/attempt';
import { scoreAttempt } from '../../../../domain/quiz/attempt-score';
import { drawQuestions, drawReflection } from '../../../../domain/quiz/draw';
import { seedFrom } from '../../../../domain/quiz/seeded-random';
import type { QuizMode } from '../../../../domain/record/statement';
import { useSession } from '../session/session';
import { useRecord, type StatementDraft } from './record';
import { useSaveState } from '../session/save-state';

/** The open quiz and the earlier attempts at it. Everything is stored only in the learner's database. */
export const useQuiz = defineStore('quiz', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const saving = useSaveState();

  /** Attempts at the module that was opened last, oldest first. */
  const attempts = shallowRef<readonly Attempt[]>([]);
  const attempt = shallowRef<Attempt | null>(null);
  const moduleId = shallowRef<string | null>(null);
  /**
   * The last requested attempt, a new object for every read and every change: the result of an older read is out of
   * date.
   */
  let asked: { readonly attemptId: string } | null = null;
  /** Number of committed changes: a list that was read meanwhile may lack them. */
  let changes = 0;
  /** The newest answer of this window. The database may still be saving it, and the next one must be dated later. */
  let answered: { readonly attemptId: string; readonly at: string } | null = null;

  watch(
    () => sessionStore.current,
    () => {
      attempts.value = [];
      attempt.value = null;
      moduleId.value = null;
      asked = null;
      answered = null;
    },
  );

  /** Attempts that haven't ended, newest last. */
  const running = computed(() => attempts.value.filter(({ outcome }) => outcome === null));

  /** Reads the attempts at a module's quiz. */
  async function openModule(id: string): Promise<void> {
    const { current: session } = sessionStore;
    if (moduleId.value !== id) attempts.value = [];
    moduleId.value = id;
    if (!session) return;
    try {
      const before = changes;
      const found = await session.statements.attemptsOf(id);
      if (moduleId.value !== id || !sessionStore.isCurrent(session)) return;
      if (changes !== before) return await openModule(id);
      attempts.value = found;
    } catch (error) {
      saving.readFailed(session, error);
    }
  }

  /**
   * Draws a quiz and begins it, avoiding the questions of the last quiz and the last reflection. Returns the attempt's
   * id.
   *
   * @throws StorageError
   */
  async function begin(content: ModuleContent, mode: QuizMode): Promise<string> {
    const id = content.moduleId;
    await openModule(id);
    const seed = seedFrom(context.random());
    const questionIds = drawQuestions({
      questions: content.questions,
      count: moduleById(context.series, id).drawCount,
      seed,
      avoid: attempts.value.at(-1)?.questionIds ?? [],
    });
    const lastReflectionId = attempts.value.findLast(({ reflectionId }) => reflectionId !== undefined)?.reflectionId;
    return beginWith(id, mode, seed, questionIds, drawReflection(content.questions, seed, lastReflectionId));
  }

  /** Begins a practice of questions that an attempt missed, without a reflection. @throws StorageError */
  async function practiseMissed({ moduleId: id }: Attempt, missedIds: readonly string[]): Promise<string> {
    return beginWith(id, 'practice', seedFrom(context.random()), missedIds);
  }

  /** Ends a practice that isn't wanted any more; its answers stay in the record. @throws StorageError */
  async function discardPractice(attemptId: string): Promise<void> {
    const { attempt: ended, sent } = await recordStore.endAttempt(attemptId, ({ id }) => ({
      verb: 'terminated',
      attemptId: id,
    }));
    show(ended);
    await sent;
  }

  async function beginWith(
    id: string,
    mode: QuizMode,
    seed: number,
    questionIds: readonly string[],
    reflectionId?: string,
  ): Promise<string> {
    const before = asked;
    const attemptId = newId(context);
    const { attempt: begun, sent } = await recordStore.commit([
      {
        verb: 'initialized',
        attemptId,
        moduleId: id,
        mode,
        seed,
        questionIds,
        ...(reflectionId === undefined ? {} : { reflectionId }),
      },
    ]);
    // The database may be slow: another attempt that was opened meanwhile stays open.
    if (begun && asked === before) asked = { attemptId };
    show(begun);
    await sent;
    return attemptId;
  }

  /**
   * Opens a stored attempt, or null where there is none of this id; undefined where that isn't known, since it can't be
   * read, which is shown, or its learner left.
   */
  async function openAttempt(attemptId: string): Promise<Attempt | null | undefined> {
    const { current: session } = sessionStore;
    const mine = (asked = { attemptId });
    if (!session) return undefined;
    let found: Attempt | null | undefined;
    try {
      found = (await session.statements.attempt(attemptId)) ?? null;
    } catch (error) {
      saving.readFailed(session, error);
    }
    if (!sessionStore.isCurrent(session)) return undefined;
    if (asked === mine) attempt.value = found ?? null;
    return found;
  }

  /**
   * Saves an answer as soon as it is given. Resolves when the database has it: a lock waits for that, and must not wait
   * for the journal.
   *
   * @param checked whether its feedback is shown next, which makes it final
   * @throws StorageError; the answer stays on the screen
   */
  async function answer(
    questionId: string,
    given: Answer,
    confidence: 'sure' | 'unsure' | 'unsaid',
    seconds: number,
    checked = false,
  ): Promise<void> {
    const current = attempt.value;
    if (!current || current.outcome) return;
    const shownChange = lastChangeOf(current);
    const after = answered?.attemptId === current.id && answered.at > shownChange ? answered.at : shownChange;
    const now = context.now();
    answered = { attemptId: current.id, at: laterThan(after, new Date(now).toISOString()) };
    const { attempt: changed } = await recordStore.commit(
      [
        {
          verb: 'answered',
          attemptId: current.id,
          questionId,
          answer: given,
          confidence,
          seconds,
          ...(checked ? { checked } : {}),
        },
      ],
      after,
      now,
    );
    show(changed);
  }

  /**
   * Grades a counted attempt with every answer in the database, or ends a practice. Called only by the learner's own
   * action.
   *
   * @throws StorageError
   */
  async function submit(questions: ReadonlyMap<string, Question & Revised>): Promise<void> {
    const current = attempt.value;
    if (!current || current.outcome) return;
    const end = (latest: Attempt): StatementDraft => {
      const { passMark } = moduleById(context.series, latest.moduleId);
      const { score, passed, points, revisions } = scoreAttempt(latest, questions, passMark);
      if (latest.mode === 'practice') return { verb: 'terminated', attemptId: latest.id, points, revisions };
      return {
        verb: passed ? 'passed' : 'failed',
        attemptId: latest.id,
        moduleId: latest.moduleId,
        score,
        passMark,
        points,
        revisions,
      };
    };
    const { attempt: ended, sent } = await recordStore.endAttempt(current.id, end);
    show(ended);
    await sent;
  }

  /**
   * Shows an attempt as a transaction left it, also in the list of its module; another attempt that was opened
   * meanwhile stays open.
   */
  function show(changed: Attempt | null): void {
    if (!changed) return;
    changes += 1;
    if (moduleId.value === changed.moduleId) {
      const at = attempts.value.findIndex(({ id }) => id === changed.id);
      attempts.value =
        at < 0 ? [...attempts.value, changed] : attempts.value.with(at, newest(attempts.value[at], changed));
    }
    if (asked?.attemptId !== changed.id) return;
    asked = { attemptId: changed.id };
    attempt.value = newest(attempt.value, changed);
  }

  return {
    attempts,
    attempt,
    running,
    openModule,
    begin,
    practiseMissed,
    discardPractice,
    openAttempt,
    answer,
    submit,
  };
});

/** The later of two states of an attempt, which may arrive in any order. */
function newest(shown: Attempt | null | undefined, changed: Attempt): Attempt {
  if (shown?.id !== changed.id || changed.outcome) return changed;
  return shown.outcome || lastChangeOf(shown) > lastChangeOf(changed) ? shown : changed;
}
