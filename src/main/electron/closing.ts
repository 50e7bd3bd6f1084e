import type { App, BrowserWindow } from 'electron';
import type { PendingWork } from '../hosts/pending-work';

/**
 * Longest waits, in milliseconds. For the page: the time that it gives itself to save what is being typed and to send
 * it (`stores/session/closing.ts`, 10 s and 3 s), with one second for the way. For unfinished writes after it: what the
 * journal lacks by then is in the database and sent at the next start.
 */
const LONGEST_WAITS = { page: 14_000, writes: 3_000 };

/** Delays the quit until appends and saves under way have reached the disk. */
export function finishWorkBeforeQuit(app: App, pendingWork: PendingWork): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void pendingWork.settled(LONGEST_WAITS.writes).then(() => {
      finished = true;
      app.quit();
    });
  });
}

/**
 * The page's answer: everything typed is in the database, or can't be saved; `silent` where it didn't answer in time.
 */
export type DraftsAnswer = 'kept' | 'not-kept' | 'silent';

/** Asks the page to save what is being typed. */
export interface DraftKeeping {
  /** Asks, and resolves with the answer, after 14 seconds at most. */
  ask(): Promise<DraftsAnswer>;
  /** The page answered this ask. An answer after its ask is over changes nothing: more may have been typed since. */
  readonly answer: (ask: number, kept: boolean) => void;
  /** The page has gone while it was asked: it holds nothing any more, and answers nothing. */
  readonly pageGone: () => void;
}

/**
 * @param tell sends the page the message `keep-drafts` with the number of the ask
 * @param limitMilliseconds longest wait for the answer
 */
export function createDraftKeeping(
  tell: (ask: number) => void,
  limitMilliseconds: number = LONGEST_WAITS.page,
): DraftKeeping {
  let asks = 0;
  let answered: (answer: DraftsAnswer) => void = () => undefined;
  return {
    ask: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          resolve('silent');
        }, limitMilliseconds);
        answered = (answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        asks += 1;
        tell(asks);
      }),
    answer: (ask, kept) => {
      if (ask === asks) answered(kept ? 'kept' : 'not-kept');
    },
    pageGone: () => {
      answered('kept');
    },
  };
}

/** The window to close: the part of Electron's interface that is used. */
export type ClosingWindow = Pick<BrowserWindow, 'on' | 'destroy' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on' | 'reload' | 'isCrashed' | 'isLoadingMainFrame'>;
};

/** What closing needs. */
export interface ClosingOptions {
  readonly drafts: Pick<DraftKeeping, 'ask' | 'pageGone'>;
  /** Asks whether to close although the last words can't be saved. */
  readonly mayCloseUnsaved: () => Promise<boolean>;
  /** False where the page could not be loaded. */
  readonly hasPage: () => boolean;
  /** The person stays: what was to follow the end of the app doesn't. */
  readonly stayed?: () => void;
}

/**
 * Closes a window only after its page has saved what was being typed. The page's own `beforeunload` isn't enough:
 * Electron asks nobody where it refuses, so that close, quit and reload fail silently. Quitting closes the window too,
 * and a shutdown of Windows is reported to the window alone.
 * @returns loads the page anew, in the same way
 */
export function closeWhenKept(
  window: ClosingWindow,
  { drafts, mayCloseUnsaved, hasPage, stayed }: ClosingOptions,
): () => Promise<void> {
  const { webContents } = window;
  /** What follows the page's answer; null where nothing was asked for. */
  let leave: (() => void) | null = null;

  const destroy = (): void => {
    // `close` would ask again.
    window.destroy();
  };

  /**
   * Runs `next` unless the learner wants to stay; one at a time, however often it is asked for meanwhile. A close takes
   * the place of a reload that waits for the page: the quit that it belongs to would be lost.
   */
  async function whenKept(next: () => void, mayAsk: boolean): Promise<void> {
    if (leave) {
      if (next === destroy) leave = destroy;
      return;
    }
    leave = next;
    try {
      // A page that has crashed or isn't there holds nothing and answers nothing.
      const isEmpty = !hasPage() || webContents.isCrashed() || webContents.isLoadingMainFrame();
      // One that is there and says nothing, perhaps since it hangs, may hold the last words.
      const isKept = isEmpty || (await drafts.ask()) === 'kept';
      if (!isKept && mayAsk && !(await mayCloseUnsaved().catch(() => false))) {
        stayed?.();
        return;
      }
      if (!window.isDestroyed()) leave();
    } finally {
      leave = null;
    }
  }

  const close = (event: { preventDefault: () => void }, mayAsk: boolean): void => {
    event.preventDefault();
    void whenKept(destroy, mayAsk);
  };
  window.on('close', (event) => {
    close(event, true);
  });
  // Windows waits for a program that doesn't agree at once, and goes on when it has ended. It emits no `will-quit`.
  window.on('query-session-end', (event) => {
    close(event, false);
  });
  webContents.on('render-process-gone', drafts.pageGone);
  webContents.on('did-navigate', drafts.pageGone);
  // What the page refuses is a reload that was asked for, with its drafts saved. Prevented, the event lets it go.
  webContents.on('will-prevent-unload', (event) => {
    event.preventDefault();
  });
  return () =>
    whenKept(() => {
      webContents.reload();
    }, true);
}
