import { onBeforeUnmount } from 'vue';
import { useAppContext } from '../../../app-context';
import { useRecord } from '../../../stores/record/record';
import { studySeconds } from '../../../../../domain/record/study-seconds';
import { createStopwatch } from '../stopwatch';

/** Milliseconds of playing after which the time is counted without a pause: a crash loses no more. */
const AT_MOST_UNCOUNTED = 5 * 60_000;

/** Milliseconds of playing from which a pause counts them; less is added to the next stretch: fewer journal lines. */
const SHORT = 60_000;

/** Counts the time that a recording is playing. */
export interface WatchedTime {
  readonly playing: () => void;
  readonly paused: () => void;
}

/**
 * Counts the time that a module's recording is playing as study, by the clock and whatever the speed: when it pauses,
 * every few minutes, and when the player goes. Never as reading (`domain/record/learning-record.ts`).
 */
export function useWatchedTime(moduleId: () => string): WatchedTime {
  const context = useAppContext();
  const recordStore = useRecord();
  const watch = createStopwatch(context.now);
  const ofModule = moduleId();
  let timer: number | undefined;

  function count(): void {
    const milliseconds = watch.milliseconds();
    const seconds = studySeconds(milliseconds);
    if (seconds === 0) return;
    watch.subtract(milliseconds);
    // The store shows a failure; the time isn't worth a second try.
    void recordStore.append([{ verb: 'watched', moduleId: ofModule, seconds }]).catch(() => undefined);
  }

  function paused(): void {
    window.clearInterval(timer);
    timer = undefined;
    watch.pause();
    if (watch.milliseconds() >= SHORT) count();
  }

  onBeforeUnmount(() => {
    paused();
    count();
  });
  return {
    playing: () => {
      watch.run();
      timer ??= window.setInterval(count, AT_MOST_UNCOUNTED);
    },
    paused,
  };
}
