import { onBeforeUnmount } from 'vue';
import { useAppContext } from '../../../app-context';
import { useRecord } from '../../../stores/record/record';
import { studySeconds } from '../../../../../domain/record/study-seconds';
import { createStopwatch } from '../stopwatch';

/** Playing time after which it is counted while the recording goes on: what is lost at a crash. In milliseconds. */
const AT_MOST_UNCOUNTED = 5 * 60_000;

/** Playing time that a pause isn't counted for: the next stretch adds to it, and the journal has fewer lines. */
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
