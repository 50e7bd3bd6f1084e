import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import { today, useAppContext } from '../../app-context';
import type { QuestionIndex } from '../../../../domain/review/question-index';
import type { ReviewCard } from '../../../../domain/review/review-card';
import { reviewSettings } from '../../../../domain/review/review-settings';
import type { DueQuestion } from '../../../../domain/review/review-sitting';
import { StorageError } from '../../storage';
import { useSession } from '../session/session';
import { makeQueue } from './review-queue';
import { useSaveState } from '../session/save-state';

/** What the overview of a learner's study needs beside the record. */
export interface StudyData {
  readonly cards: readonly ReviewCard[];
  readonly queue: readonly DueQuestion[];
  readonly index: QuestionIndex;
}

/** The learner's cards and queue, for the overview of their study. */
export const useStudy = defineStore('study', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  /** Null until it is read. */
  const data = shallowRef<StudyData | null>(null);
  const failed = ref(false);

  watch(
    () => sessionStore.current,
    () => {
      data.value = null;
      failed.value = false;
    },
  );

  /** Reads everything anew. Never rejects: `failed` says so. */
  async function load(): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    failed.value = false;
    try {
      const index = await context.loadQuestionIndex();
      const settings = reviewSettings(sessionStore.preferences, today(context));
      await sessionStore.track(makeQueue(context, session, settings));
      const reviews = await session.reviews();
      const [cards, queue] = await Promise.all([reviews.cards(), reviews.upcoming()]);
      if (sessionStore.isCurrent(session)) data.value = { cards, queue, index };
    } catch (error) {
      if (!sessionStore.isCurrent(session)) return;
      failed.value = true;
      // The screen says itself that a part of the app or of the course can't be loaded.
      if (error instanceof StorageError) saving.readFailed(session, error);
    }
  }

  return { data, failed, load };
});
