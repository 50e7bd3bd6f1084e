import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { newId, useAppContext } from '../app-context';
import type { ModuleContent } from '../../../domain/module';
import { moduleById } from '../../../domain/series';
import type { Answer, Question } from '../../../domain/question';
import { scoreAttempt, type Attempt } from '../../../domain/quiz-attempt';
import { drawQuestions, drawReflection } from '../../../domain/quiz-draw';
import type { QuizMode } from '../../../domain/statement';
import { toStorageError } from '../storage/storage-error';
import { useLearner } from './learner';
import { useRecord } from './record';

/** The quiz that is open, and the earlier attempts at it. Nothing of it lives outside the learner's database. */
export const useQuiz = defineStore('quiz', () => {
  const context = useAppContext();
  const learnerStore = useLearner();
  const recordStore = useRecord();

  /** Attempts at the module that was opened last, oldest first. */
  const attempts = shallowRef<readonly Attempt[]>([]);
  const attempt = shallowRef<Attempt | null>(null);
  const moduleId = shallowRef<string | null>(null);

  watch(
    () => learnerStore.session,
    () => {
      attempts.value = [];
      attempt.value = null;
      moduleId.value = null;
    },
  );

  /** Attempts that are begun and not ended, newest last. */
  const running = computed(() => attempts.value.filter(({ outcome }) => outcome === null));

  /** Reads the attempts at a module's quiz. */
  async function openModule(id: string): Promise<void> {
    const session = learnerStore.session;
    moduleId.value = id;
    if (!session) return;
    try {
      const found = await session.statements.attemptsOf(id);
      if (moduleId.value === id && learnerStore.session === session) attempts.value = found;
    } catch (error) {
      recordStore.storageFailed(toStorageError(error));
    }
  }

  /** Draws a quiz and begins it; questions of the last quiz are avoided, and the reflection that was asked last. Returns the attempt's id. @throws StorageError */
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

  /** Begins a practice of the questions that an attempt missed, without a reflection. @throws StorageError */
  async function practiseMissed(missedFrom: Attempt): Promise<string> {
    const missed = missedFrom.questionIds.filter((id) => (missedFrom.outcome?.points[id] ?? 0) < 1);
    return beginWith(missedFrom.moduleId, 'practice', seedFrom(context.random()), missed);
  }

  async function beginWith(id: string, mode: QuizMode, seed: number, questionIds: readonly string[], reflectionId?: string): Promise<string> {
    const attemptId = newId(context);
    await recordStore.append([{ verb: 'initialized', attemptId, moduleId: id, mode, seed, questionIds, ...(reflectionId === undefined ? {} : { reflectionId }) }]);
    await openAttempt(attemptId);
    return attemptId;
  }

  /** Opens a stored attempt, or null where there is none of this id. */
  async function openAttempt(attemptId: string): Promise<Attempt | null> {
    try {
      attempt.value = (await learnerStore.session?.statements.attempt(attemptId)) ?? null;
    } catch (error) {
      attempt.value = null;
      recordStore.storageFailed(toStorageError(error));
    }
    return attempt.value;
  }

  /** Keeps an answer as soon as it is given; durable when it resolves. @throws StorageError; the answer stays on the screen */
  async function answer(questionId: string, given: Answer, confidence: 'sure' | 'unsure' | 'unsaid', seconds: number): Promise<void> {
    const current = attempt.value;
    if (!current || current.outcome) return;
    await recordStore.append([{ verb: 'answered', attemptId: current.id, questionId, answer: given, confidence, seconds }], lastChangeOf(current));
    if (attempt.value?.id === current.id) await openAttempt(current.id);
  }

  /** Grades a counted attempt, or ends a practice. Never called but by the learner's own act. @throws StorageError */
  async function submit(questions: ReadonlyMap<string, Question>): Promise<void> {
    const current = attempt.value;
    if (!current || current.outcome) return;
    if (current.mode === 'practice') {
      await recordStore.append([{ verb: 'terminated', attemptId: current.id }], lastChangeOf(current));
    } else {
      const { passMark } = moduleById(context.series, current.moduleId);
      const { score, passed, points } = scoreAttempt(current, questions, passMark);
      await recordStore.append([{ verb: passed ? 'passed' : 'failed', attemptId: current.id, moduleId: current.moduleId, score, passMark, points }], lastChangeOf(current));
    }
    await openAttempt(current.id);
    await openModule(current.moduleId);
  }

  return { attempts, attempt, running, openModule, begin, practiseMissed, openAttempt, answer, submit };
});

/** When an attempt was begun or last answered: what follows must be dated later, or an older answer would count as the newer one, or as given after the end. */
function lastChangeOf({ startedAt, answers }: Attempt): string {
  return Object.values(answers).reduce((latest, { timestamp }) => (timestamp > latest ? timestamp : latest), startedAt);
}

function seedFrom(random: Uint8Array): number {
  return random.slice(0, 4).reduce((seed, byte) => (seed * 256 + byte) >>> 0, 0);
}
