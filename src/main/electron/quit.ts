import type { App } from 'electron';
import type { PendingWork } from '../pending-work';

/** Longest wait for unfinished writes, in milliseconds: a learner who quits, or a system that shuts down, does not wait longer. */
const LONGEST_WAIT_MILLISECONDS = 3_000;

/** Holds the quit back until appends and saves under way have reached the disk. */
export function finishWorkBeforeQuit(app: App, pendingWork: PendingWork): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void pendingWork.settled(LONGEST_WAIT_MILLISECONDS).then(() => {
      finished = true;
      app.quit();
    });
  });
}
