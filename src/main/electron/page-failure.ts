import type { BrowserWindow, Details, Dialog } from 'electron';
import type { RescuedRecords } from '../services/rescue';
import type { NativeTexts } from './native-texts';

/** What a person can do about a page that doesn't run. */
export interface PageFailureOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly texts: NativeTexts['failure'];
  /** Saves the records of this computer as learner files. */
  readonly saveRecords: () => Promise<RescuedRecords>;
}

/** The part of a window that failing concerns. */
export type FailingWindow = Pick<BrowserWindow, 'close' | 'destroy' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on' | 'reload'>;
};

/** Crashes of the page after which it is loaded again by itself: one that crashes at its start would do so forever. */
const MOST_RELOADS = 3;

/** Ends of Chromium's other processes, such as the one for graphics, at which the window may be blank. */
const ENDS_TO_ASK_AT = 3;

/** What Electron calls a process that the app itself started, whose end its starter hears of. */
const OWN_PROCESS = 'node.mojom.NodeService';

/** Chromium's code for a load that another one replaced. */
const ABORTED = -3;

/** What a watch knows and hears. */
export interface FailureWatch {
  /** Whether the window has a page: none from a load that failed until one succeeds. */
  hasPage(): boolean;
  /** Another process of the app's ended. */
  childGone(details: Pick<Details, 'type' | 'reason' | 'serviceName'>): void;
}

/**
 * Loads a page again that crashed: what a learner typed is on disk within a second. After three crashes, or where the
 * page can't be loaded at all, a box of the system says so, since the window is blank or was never shown; it needs no
 * page to save the records. So it does at the third end of another process of Chromium's.
 * @param log writes what happened to the log
 */
export function watchForFailure(
  window: FailingWindow,
  options: PageFailureOptions,
  log: (what: string) => void,
): FailureWatch {
  const { webContents } = window;
  let hasPage = true;
  let reloads = 0;
  let ends = 0;
  let isAsking = false;

  /** @param isGone true where there is no page that could hold words */
  async function ask(isGone: boolean): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const choice = await askAboutFailure(options).finally(() => {
      isAsking = false;
    });
    // It may have been closed while the question stood.
    if (window.isDestroyed()) return;
    if (choice === 'quit') {
      // Without a window the app quits. To close it asks its page, which isn't there, and then a question that nobody
      // sees.
      if (isGone) window.destroy();
      else window.close();
      return;
    }
    reloads = 0;
    ends = 0;
    if (isGone) webContents.reload();
  }

  webContents.on('render-process-gone', (_event, { reason }) => {
    log(`The page's process ended: ${reason}`);
    // The process of a window that is closing ends too.
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (reloads === MOST_RELOADS) {
      void ask(true);
      return;
    }
    reloads += 1;
    webContents.reload();
  });
  const notLoaded = (why: string): void => {
    hasPage = false;
    log(`The page could not be loaded: ${why}`);
    void ask(true);
  };
  webContents.on('did-fail-load', (_event, code, description, _address, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) notLoaded(`${description} (${code})`);
  });
  // The app's scheme answers with a status where a file can't be read, which is no failed load.
  webContents.on('did-navigate', (_event, _address, status) => {
    if (status >= 400) notLoaded(`status ${status}`);
    else hasPage = true;
  });
  return {
    hasPage: () => hasPage,
    childGone({ type, reason, serviceName }) {
      if (serviceName === OWN_PROCESS || reason === 'clean-exit') return;
      log(`A process ended (${serviceName ?? type}): ${reason}`);
      ends += 1;
      if (ends >= ENDS_TO_ASK_AT) void ask(false);
    },
  };
}

/** Asks until it is to be tried again or to end; saving comes back to the question, with what came of it. */
async function askAboutFailure({ dialog, texts, saveRecords }: PageFailureOptions): Promise<'again' | 'quit'> {
  let outcome = '';
  for (;;) {
    // Of no window: what belongs to one that was never shown isn't shown either.
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: texts.message,
      detail: outcome === '' ? texts.detail : `${outcome}\n\n${texts.detail}`,
      buttons: [texts.again, texts.save, texts.quit],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response === 0) return 'again';
    if (response !== 1) return 'quit';
    outcome = await saveRecords().then(
      (records) => outcomeOf(records, texts),
      () => texts.someUnreadable,
    );
  }
}

function outcomeOf(records: RescuedRecords, texts: NativeTexts['failure']): string {
  const { saved, notSaved, unreadable } = records;
  return [
    saved > 0 ? [texts.saved] : notSaved + unreadable > 0 ? [] : [texts.nothingSaved],
    notSaved > 0 ? [texts.notSaved] : [],
    unreadable > 0 ? [texts.someUnreadable] : [],
  ]
    .flat()
    .join('\n');
}
