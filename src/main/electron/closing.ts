import { setTimeout as pause } from 'node:timers/promises';
import type { App, BrowserWindow } from 'electron';
import type { PendingWork } from '../pending-work';

/**
 * Longest wait for unfinished writes, in milliseconds: neither a learner who closes the window nor a system that shuts
 * down waits longer.
 */
const LONGEST_WAIT_MILLISECONDS = 3_000;

/** Time for the page to receive the acknowledgement that its change is saved, in milliseconds. */
const ACKNOWLEDGEMENT_MILLISECONDS = 200;

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

/** The window to close: the part of Electron's interface that is used. */
export type ClosingWindow = Pick<BrowserWindow, 'on' | 'close' | 'destroy' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on'>;
};

/** What closing needs. */
export interface ClosingOptions {
  readonly pendingWork: PendingWork;
  /** Asks whether to close with unsaved changes. */
  readonly mayCloseUnsaved: () => Promise<boolean>;
  /** Waits so many milliseconds; replaced in tests. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Closes a window whose page reports unsaved changes (`beforeunload`). Electron asks nobody then and leaves the window
 * open, forever where a write hangs. So this waits for pending writes and closes the window again; if the page is still
 * saving, the learner decides.
 */
export function closeWhenSaved(window: ClosingWindow, options: ClosingOptions): void {
  const { pendingWork, mayCloseUnsaved, wait = pause } = options;
  /**
   * `retrying` is true at the second try of one close. The page refuses a reload in the same way, and then nothing
   * closes.
   */
  let stage: 'open' | 'closing' | 'waiting' | 'retrying' | 'asking' = 'open';

  async function closeAgain(): Promise<void> {
    stage = 'waiting';
    await pendingWork.settled(LONGEST_WAIT_MILLISECONDS);
    await wait(ACKNOWLEDGEMENT_MILLISECONDS);
    if (window.isDestroyed()) return;
    stage = 'retrying';
    window.close();
  }

  async function ask(): Promise<void> {
    stage = 'asking';
    const mayClose = await mayCloseUnsaved().catch(() => false);
    stage = 'open';
    // `close` would only ask the page again.
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
