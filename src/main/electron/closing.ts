import { setTimeout as pause } from 'node:timers/promises';
import type { App, BrowserWindow } from 'electron';
import type { PendingWork } from '../pending-work';

/** Longest wait for unfinished writes, in milliseconds: a learner who closes, or a system that shuts down, does not wait longer. */
const LONGEST_WAIT_MILLISECONDS = 3_000;

/** Time in which the page hears that its change is saved, in milliseconds. */
const HEARING_MILLISECONDS = 200;

/** Delays the quit until appends and saves under way have reached the disk. */
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

/** The window that is to be closed; a part of Electron's. */
export type ClosingWindow = Pick<BrowserWindow, 'on' | 'close' | 'destroy' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on'>;
};

/** What closing needs. */
export interface ClosingOptions {
  readonly pendingWork: PendingWork;
  /** Asks whether to close although something isn't saved. */
  readonly mayCloseUnsaved: () => Promise<boolean>;
  /** Waits so many milliseconds; tests hand in their own. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Closes a window whose page says that it is still saving (`beforeunload`). Electron asks nobody then and leaves the window open, for ever where a write hangs. So what is under way is waited for and
 * the window closed again; where the page is still saving, the learner decides.
 */
export function closeWhenSaved(window: ClosingWindow, options: ClosingOptions): void {
  const { pendingWork, mayCloseUnsaved, wait = pause } = options;
  /** `retrying` is the second time of one closing. Loading again is refused by the page in the same way, and nothing closes then. */
  let stage: 'open' | 'closing' | 'waiting' | 'retrying' | 'asking' = 'open';

  async function closeAgain(): Promise<void> {
    stage = 'waiting';
    await pendingWork.settled(LONGEST_WAIT_MILLISECONDS);
    await wait(HEARING_MILLISECONDS);
    if (window.isDestroyed()) return;
    stage = 'retrying';
    window.close();
  }

  async function ask(): Promise<void> {
    stage = 'asking';
    const mayClose = await mayCloseUnsaved().catch(() => false);
    stage = 'open';
    // Closing would only ask the page again.
    if (mayClose && !window.isDestroyed()) window.destroy();
  }

  window.on('close', () => {
    if (stage === 'open') stage = 'closing';
  });
  window.webContents.on('will-prevent-unload', () => {
    if (stage === 'closing') void closeAgain();
    else if (stage === 'retrying') void ask();
  });
}
