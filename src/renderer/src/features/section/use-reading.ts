import { useEventListener } from '@vueuse/core';
import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { useAppContext } from '../../app-context';
import { useAnnouncements } from '../../stores/host/announcements';
import { useRecord } from '../../stores/record/record';
import { sectionReadAt } from '../../../../domain/record/learning-record';
import { isCorrectedSinceRead } from '../../../../domain/record/corrected-section';
import { dwellSeconds, type SectionOutline } from '../../../../domain/series/section';
import { studySeconds } from '../../../../domain/record/study-seconds';
import { createStopwatch } from './stopwatch';
import { useReadingPosition, type ReadingPositionOptions } from './use-reading-position';

/** What `useReading` observes. */
export interface ReadingOptions extends ReadingPositionOptions {
  /** False while the text isn't shown. */
  readonly active: () => boolean;
  /** True while a recording plays beside the text: that time isn't reading. */
  readonly watching: () => boolean;
}

/** The state of the reading, for a section's page. */
export interface Reading {
  readonly currentBlockId: Readonly<Ref<string | null>>;
  /** Seconds after which the section, whose end was reached, marks itself as read; null while it doesn't wait. */
  readonly countsIn: Readonly<Ref<number | null>>;
  readonly mark: () => Promise<void>;
  readonly unmark: () => Promise<void>;
}

/**
 * Tracks the reading of a section: which block is at the top (saved as the place to continue), and whether the end was
 * reached after enough time, which marks the section as read. Time counts only while the window is visible and no
 * recording plays. Call in setup.
 */
export function useReading({ article, section, moduleId, active, watching }: ReadingOptions): Reading {
  const context = useAppContext();
  const recordStore = useRecord();
  const announcements = useAnnouncements();
  const position = useReadingPosition({ article, section, moduleId });
  const countsIn = ref<number | null>(null);
  let endReached = false;
  /** Time since the section was opened, or marked as unread: it marks itself only after being open long enough. */
  const dwell = createStopwatch(context.now);
  /** Time since the section was opened, or last marked: each mark has only its own time. */
  const unmarked = createStopwatch(context.now);
  let timer: number | undefined;
  /** Sections whose mark is being saved. The journal isn't waited for: a mark may be taken back and made again. */
  const saving = new Set<string>();

  /** A window that isn't seen isn't read, nor is the text beside a recording that plays. */
  const mayRead = (): boolean => document.visibilityState === 'visible' && !watching();

  function startOver(): void {
    endReached = false;
    for (const stopwatch of [dwell, unmarked]) {
      stopwatch.reset();
      if (mayRead()) stopwatch.run();
    }
    position.forget();
    countsIn.value = null;
    window.clearTimeout(timer);
  }

  /** Read and not corrected since: there is nothing to mark. */
  const isRead = (read: SectionOutline): boolean =>
    sectionReadAt(recordStore.record, read.id) !== null && !isCorrectedSinceRead(recordStore.record, read);

  /** Marks the section if it counts as read now; else sets a timer for when it will. */
  function consider(): void {
    window.clearTimeout(timer);
    countsIn.value = null;
    const current = section.value;
    if (!current || !endReached || !dwell.isRunning() || !active()) return;
    const wait = dwellSeconds(current) * 1000 - dwell.milliseconds();
    if (wait <= 0) {
      void mark();
      return;
    }
    countsIn.value = Math.ceil(wait / 1000);
    timer = window.setTimeout(consider, wait + 20);
  }

  async function mark(): Promise<void> {
    const current = section.value;
    if (!current || saving.has(current.id) || isRead(current)) return;
    saving.add(current.id);
    const milliseconds = unmarked.milliseconds();
    try {
      await recordStore.commit([{ verb: 'experienced', sectionId: current.id, seconds: studySeconds(milliseconds) }]);
      // The call may have waited for the disk: that time belongs to the next mark.
      if (section.value?.id === current.id) unmarked.subtract(milliseconds);
      announcements.say('section.readSaid');
    } catch {
      // The store has shown the failure; the section stays unread and can be marked again.
    } finally {
      saving.delete(current.id);
    }
  }

  async function unmark(): Promise<void> {
    const current = section.value;
    if (!current) return;
    endReached = false;
    countsIn.value = null;
    dwell.reset();
    await recordStore.unmark(current.id).catch(() => undefined);
  }

  function onScroll(): void {
    if (!active() || !article.value) return;
    position.follow();
    const end = article.value.querySelector('[data-end]');
    if (end && end.getBoundingClientRect().top < window.innerHeight) {
      endReached = true;
      consider();
    }
  }

  function runOrPause(): void {
    if (mayRead()) {
      dwell.run();
      unmarked.run();
      consider();
    } else {
      dwell.pause();
      unmarked.pause();
      window.clearTimeout(timer);
      countsIn.value = null;
    }
  }

  watch(() => section.value?.id, startOver, { immediate: true });
  watch(watching, runOrPause);
  // A section that fits the window has no scrolling: the position of its end is read once whenever another text is
  // shown.
  watch(
    () => [section.value?.id, active()],
    () => window.requestAnimationFrame(onScroll),
    { immediate: true, flush: 'post' },
  );
  useEventListener(window, ['scroll', 'resize'], onScroll, { passive: true });
  useEventListener(document, 'visibilitychange', () => {
    runOrPause();
    if (document.visibilityState !== 'visible') position.save(true);
  });
  onBeforeUnmount(() => {
    window.clearTimeout(timer);
    position.save(true);
  });

  return { currentBlockId: position.currentBlockId, countsIn, mark, unmark };
}
