import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { today, useAppContext } from '../../app-context';
import type { LearningRecord } from '../../../../domain/record/learning-record';
import { isReviewable } from '../../../../domain/record/sequence';
import { queueBasis, reviewSettings } from '../../../../domain/review/review-settings';
import { useSession } from '../session/session';
import { whenIdle } from '../session/when-idle';
import { useSaveState } from '../session/save-state';

/** How many questions are due today. All that the first screen needs of the review; the rest is loaded later. */
export const useReviewsDue = defineStore('reviews-due', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  /** Module id -> questions that are due today; empty while the review is paused. */
  const due = shallowRef<ReadonlyMap<string, number>>(new Map());

  watch(
    () => sessionStore.current,
    () => {
      due.value = new Map();
    },
  );

  /** Questions that are due today and may be asked, up to those of one sitting. */
  function countIn(record: LearningRecord): number {
    let sum = 0;
    for (const [moduleId, count] of due.value) if (isReviewable(context.series, record, moduleId)) sum += count;
    return Math.min(sum, reviewSettings(sessionStore.preferences, today(context)).sitting);
  }

  /** Counts what is due, as the stored queue says. Never rejects. */
  async function read(): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    const day = today(context);
    try {
      const { pausedUntil } = reviewSettings(sessionStore.preferences, day);
      const counts = pausedUntil === null ? await session.reviewCount.due(day) : new Map<string, number>();
      if (sessionStore.isCurrent(session)) due.value = counts;
    } catch (error) {
      saving.readFailed(session, error);
    }
  }

  /**
   * Brings the stored queue up to date where cards, course or settings changed, when the window is idle, and counts
   * again. Never rejects: without it the count is only an older one.
   */
  async function refresh(): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    try {
      const day = today(context);
      const settings = reviewSettings(sessionStore.preferences, day);
      if (await session.reviewCount.isOutdated(queueBasis(context.series, settings, day))) {
        await whenIdle();
        if (!sessionStore.isCurrent(session)) return;
        const { makeQueue } = await import('./review-queue');
        await sessionStore.track(makeQueue(context, session, settings));
      }
    } catch {
      // A chunk that can't be loaded, or a database that fails: the review's own screen says so.
    }
    if (sessionStore.isCurrent(session)) await read();
  }

  return { countIn, read, refresh };
});
