import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { useAppContext } from '../../app-context';
import { queueBasis, reviewSettings } from '../../../../domain/review/review-settings';
import { toStorageError } from '../../storage';
import { useSession } from '../session/session';
import { whenIdle } from '../session/when-idle';
import { useSaveState } from './save-state';

/** How many questions are due today. All that the first screen needs of the review; the rest is loaded later. */
export const useReviewsDue = defineStore('reviews-due', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  /** Questions that are due today; 0 while the review is paused. */
  const count = ref(0);

  watch(
    () => sessionStore.current,
    () => {
      count.value = 0;
    },
  );

  /** Counts what is due, as the stored queue says. Never rejects. */
  async function read(): Promise<void> {
    const session = sessionStore.current;
    if (!session) return;
    const today = context.dayOf(context.now());
    try {
      const due = reviewSettings(sessionStore.preferences, today).pausedUntil
        ? 0
        : await session.reviews.dueCount(today);
      if (sessionStore.isCurrent(session)) count.value = due;
    } catch (error) {
      saving.storageFailed(session, toStorageError(error));
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
      const settings = reviewSettings(sessionStore.preferences, context.dayOf(context.now()));
      if (await session.reviews.isOutdated(queueBasis(context.series, settings))) {
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

  return { count, read, refresh };
});
