import { BrowserWindow, screen, type WebContents } from 'electron';
import { APP_NAME } from '../data-folder';
import type { PendingWork } from '../pending-work';
import type { Logger } from '../ports';
import { writeFileAtomically } from '../services/files';
import { APP_START_URL } from './app-origin';
import { closeWhenSaved } from './closing';
import { MINIMUM_WINDOW_SIZE, placeWindow, readWindowState, type WindowState } from './window-state';

/** How to make the window. */
export interface AppWindowOptions {
  readonly preloadFile: string;
  readonly iconFile: string;
  /** Where the window's place is saved between runs. */
  readonly stateFile: string;
  readonly allowDeveloperTools: boolean;
  /** A quit waits until the window's place is saved. */
  readonly pendingWork: PendingWork;
  readonly logger: Logger;
  /** Asks whether to close a window whose last changes aren't saved. */
  readonly mayCloseUnsaved: () => Promise<boolean>;
}

/** The app's one window. */
export interface AppWindow {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  /** The open window, or null: dialogs belong to it. */
  current(): BrowserWindow | null;
  /** True for the web contents of a window that this factory made. */
  owns(contents: WebContents): boolean;
}

/**
 * Crashes of the page after which the window is opened again, so that a page that crashes at start doesn't loop
 * forever.
 */
const MAXIMUM_RELOADS = 3;

/** Creates the only factory of windows. Nothing else may construct one, so every window has these preferences. */
export function createAppWindow(options: AppWindowOptions): AppWindow {
  let window: BrowserWindow | null = null;

  function open(): BrowserWindow {
    const { bounds, maximized } = placeWindow(
      readWindowState(options.stateFile),
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    const opened = new BrowserWindow({
      ...bounds,
      minWidth: MINIMUM_WINDOW_SIZE.width,
      minHeight: MINIMUM_WINDOW_SIZE.height,
      title: APP_NAME,
      icon: options.iconFile,
      show: false,
      webPreferences: {
        preload: options.preloadFile,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        disableBlinkFeatures: 'Auxclick',
        devTools: options.allowDeveloperTools,
      },
    });
    if (maximized) opened.maximize();
    opened.once('ready-to-show', () => {
      opened.show();
    });
    opened.on('close', () => {
      saveState(opened, options);
    });
    opened.on('closed', () => {
      window = null;
    });
    closeWhenSaved(opened, options);
    reloadAfterCrash(opened, options.logger);
    opened.loadURL(APP_START_URL).catch((error: unknown) => {
      options.logger.error('The page could not be loaded', error);
    });
    return opened;
  }

  return {
    show() {
      if (!window) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    current: () => window,
    owns: (contents) => window !== null && !window.isDestroyed() && window.webContents === contents,
  };
}

function saveState(window: BrowserWindow, { stateFile, pendingWork, logger }: AppWindowOptions): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  pendingWork.track(writeFileAtomically(stateFile, bytes)).catch((error: unknown) => {
    logger.error("The window's place was not saved", error);
  });
}

/** What a learner typed is on disk within a second, so a crashed page is simply reloaded. */
function reloadAfterCrash(window: BrowserWindow, logger: Logger): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    logger.error(`The page's process ended: ${details.reason}`);
    if (details.reason === 'clean-exit' || reloads === MAXIMUM_RELOADS) return;
    reloads += 1;
    window.webContents.reload();
  });
}
