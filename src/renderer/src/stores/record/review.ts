import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { today, useAppContext } from '../../app-context';
import { moduleIdOf, type Revised, type ScoredQuestion } from '../../../../domain/series/question';
import { grade } from '../../../../domain/quiz/types';
import type { Answer } from '../../../../domain/series/question';
import type { Confidence } from '../../../../domain/record/statement';
import { seedFrom } from '../../../../domain/quiz/seeded-random';
import { reviewsInOrder, isRight, type ReviewCard } from '../../../../domain/review/review-card';
import type { CardState } from '../../../../domain/review/review-schedule';
import { isReviewable } from '../../../../domain/record/sequence';
import { reviewSettings } from '../../../../domain/review/review-settings';
import { pickSitting } from '../../../../domain/review/review-sitting';
import { StorageError, type LearnerSession } from '../../storage';
import { useSession } from '../session/session';
import { makeQueue, scheduleWith } from './review-queue';
import { useRecord } from './record';
import { useReviewsDue } from './reviews-due';
import { useSaveState } from '../session/save-state';

/** What a sitting consists of. */
export interface Sitting {
  readonly questionIds: readonly string[];
  /** How many questions could have been taken. */
  readonly dueCount: number;
  /** Orders the options, as in a quiz. */
  readonly seed: number;
  /** Modules whose due questions wait: their protocol isn't agreed to, or their sequence has them locked. */
  readonly waitingModuleIds: readonly string[];
}

/** A question that was set aside, by the learner or because it was missed often. */
export interface SetAside {
  readonly questionId: string;
  readonly by: 'learner' | 'misses';
  readonly misses: number;
}

/** The review: what is due, one sitting after the other. */
export const useReview = defineStore('review', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const reviewsDue = useReviewsDue();
  const saving = useSaveState();

  /** Null until it is read. */
  const sitting = shallowRef<Sitting | null>(null);
  /** Question id -> whether it was answered rightly in this sitting. */
  const results = shallowRef<ReadonlyMap<string, boolean>>(new Map());
  const setAside = shallowRef<readonly SetAside[]>([]);
  /** The next day on which something is due, and how much; null where nothing is. */
  const next = shallowRef<{ readonly day: string; readonly count: number } | null>(null);
  const failed = ref(false);
  /** The day of the sitting: a window can stay open over midnight. */
  const day = ref(today(context));
  const settings = computed(() => reviewSettings(sessionStore.preferences, day.value));

  watch(
    () => sessionStore.current,
    () => {
      sitting.value = null;
      results.value = new Map();
      setAside.value = [];
      next.value = null;
      failed.value = false;
    },
  );

  /** Begins a sitting with what is due; without questions where nothing is. Never rejects: `failed` says so. */
  async function begin(): Promise<void> {
    day.value = today(context);
    const begun = await attempt(async (session) => {
      await makeQueue(context, session, settings.value);
      const due = await (await session.reviews()).due(today(context));
      const moduleIds = [...new Set(due.map(({ questionId }) => moduleIdOf(questionId)))];
      const closed = moduleIds.filter((id) => !isReviewable(context.series, recordStore.record, id));
      const open = due.filter(({ questionId }) => !closed.includes(moduleIdOf(questionId)));
      const seed = seedFrom(context.random());
      return () => {
        sitting.value = {
          questionIds: settings.value.pausedUntil ? [] : pickSitting(open, today(context), settings.value.sitting),
          dueCount: open.length,
          seed,
          waitingModuleIds: closed,
        };
        results.value = new Map();
      };
    });
    if (begun) await survey();
  }

  /**
   * Records the answer to a question, and returns when it comes back. Resolves when the database has it: its feedback
   * must not wait for the journal.
   *
   * @throws StorageError; nothing is saved then
   */
  async function answer(
    question: ScoredQuestion & Revised,
    given: Answer,
    confidence: Confidence,
    seconds: number,
  ): Promise<CardState | null> {
    const session = sessionStore.current;
    const points = grade(question, given)?.score ?? 0;
    const draft = { questionId: question.id, points, confidence, revision: question.revision, seconds };
    await recordStore.commit([{ verb: 'reviewed', ...draft }], await lastChange(question.id));
    if (!session || !sessionStore.isCurrent(session)) return null;
    results.value = new Map(results.value).set(question.id, isRight({ points }));
    return reschedule(session, question.id);
  }

  /** Sets a question aside, or brings it back. @throws StorageError; nothing is saved then */
  async function keep(questionId: string, verb: 'suspended' | 'resumed'): Promise<void> {
    const session = sessionStore.current;
    const { sent } = await recordStore.commit([{ verb, questionId }], await lastChange(questionId));
    if (!session || !sessionStore.isCurrent(session)) return;
    await reschedule(session, questionId);
    await survey();
    await sent;
  }

  /** What the queue says of a card that has just changed. Never rejects: the next sitting makes the queue again. */
  async function reschedule(session: LearnerSession, questionId: string): Promise<CardState | null> {
    let state: CardState | null = null;
    try {
      await sessionStore.track(makeQueue(context, session, settings.value));
      const card = await (await session.reviews()).card(questionId);
      if (card) state = scheduleWith(await context.loadQuestionIndex(), settings.value, today(context))(card);
    } catch (error) {
      // The answer is saved, and its feedback stays shown.
      if (error instanceof StorageError) saving.readFailed(session, error);
    }
    await reviewsDue.read();
    return state;
  }

  /** Reads what was set aside, and when something is due next. */
  async function survey(): Promise<void> {
    await attempt(async (session) => {
      const reviews = await session.reviews();
      const [cards, queue, index] = await Promise.all([
        reviews.cards(),
        reviews.upcoming(),
        context.loadQuestionIndex(),
      ]);
      const schedule = scheduleWith(index, settings.value, today(context));
      const aside = cards.flatMap((card): SetAside[] => {
        const state = schedule(card);
        return state.kind === 'set-aside' ? [{ questionId: card.questionId, by: state.by, misses: state.misses }] : [];
      });
      const later = queue.filter(({ day }) => day > today(context));
      return () => {
        setAside.value = aside;
        const [first] = later;
        next.value = first ? { day: first.day, count: later.filter(({ day }) => day === first.day).length } : null;
        void reviewsDue.read();
      };
    });
  }

  function cardOf(questionId: string): Promise<ReviewCard | null | undefined> {
    return sessionStore.whileCurrent(async (session) => (await session.reviews()).card(questionId));
  }

  /** ISO instant of a card's newest change: what follows is dated later, even where the clock was set back. */
  async function lastChange(questionId: string): Promise<string> {
    const card = await cardOf(questionId);
    return card ? newestOf(card) : '';
  }

  /** Whether a question was asked in other words when it was last answered. @throws StorageError */
  async function wasReworded(question: ScoredQuestion & Revised): Promise<boolean> {
    const card = await cardOf(question.id);
    const last = card && reviewsInOrder(card).at(-1);
    return last?.revision !== undefined && last.revision !== question.revision;
  }

  /** Runs work on the current session and shows what it returns, while its learner is at work; true where it did. */
  async function attempt(work: (session: LearnerSession) => Promise<() => void>): Promise<boolean> {
    const session = sessionStore.current;
    if (!session) return false;
    try {
      const show = await work(session);
      if (!sessionStore.isCurrent(session)) return false;
      failed.value = false;
      show();
      return true;
    } catch (error) {
      if (!sessionStore.isCurrent(session)) return false;
      failed.value = true;
      // The screen says itself that a part of the app or of the course can't be loaded.
      if (error instanceof StorageError) saving.readFailed(session, error);
      return false;
    }
  }

  return { sitting, results, setAside, next, failed, settings, begin, answer, keep, wasReworded };
});

function newestOf(card: ReviewCard): string {
  const last = reviewsInOrder(card).at(-1)?.at ?? '';
  return card.lastWord && card.lastWord.timestamp > last ? card.lastWord.timestamp : last;
}
