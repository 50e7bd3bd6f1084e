import { BrowserWindow, Menu, nativeTheme, screen, type WebContents } from 'electron';
import { HOST_MESSAGE_CHANNEL, LANGUAGES_SWITCH, type HostMessage } from '../../contract/host-messages';
import { APP_NAME } from '../hosts/data-folder';
import type { PendingWork } from '../hosts/pending-work';
import type { Logger } from '../services/ports';
import { writeFileAtomically } from '../services/files';
import { APP_START_URL } from './app-origin';
import { CONCERN_ADDRESS } from './concern-task';
import { closeWhenKept, type ClosingOptions } from './closing';
import { contextMenuTemplate, type MenuRequest } from './menus';
import type { NativeTexts } from './native-texts';
import { watchForFailure, type FailureWatch, type PageFailureOptions } from './page-failure';
import { placeWindow, readWindowState, type WindowState } from './window-state';

/** How to make the window. */
export interface AppWindowOptions {
  readonly preloadFile: string;
  readonly iconFile: string;
  /** The system's languages, the preferred one first: the page isn't told them by Chromium. */
  readonly languages: readonly string[];
  /** Of the menu of the right mouse button. */
  readonly texts: NativeTexts['menu'];
  /** Where the window's place is saved between runs. */
  readonly stateFile: string;
  readonly allowDeveloperTools: boolean;
  /** A quit waits until the window's place is saved. */
  readonly pendingWork: PendingWork;
  readonly logger: Logger;
  readonly closing: Omit<ClosingOptions, 'hasPage'>;
  readonly failure: PageFailureOptions;
}

/** The app's one window. */
export interface AppWindow {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  /** The same, at the page on reporting a concern. */
  showConcern(): void;
  /** Tells the page something; without a window nobody. */
  tell(message: HostMessage): void;
  /** Does what a menu's item of the app's own asks for. */
  request(what: MenuRequest): void;
  /** Another process of the app's ended. */
  childGone: FailureWatch['childGone'];
  /** Loads the page anew, after it has saved what is being typed. */
  reload(): void;
  /** The window that dialogs belong to; null where there is none, or it was never shown: they wouldn't be either. */
  current(): BrowserWindow | null;
  /** True for the web contents of a window that this factory made. */
  owns(contents: WebContents): boolean;
}

/** The page's own background (`--paper`), so that no other colour flashes before its first paint. */
const BACKGROUND = { light: '#faf7f2', dark: '#12181c' } as const;

/** Creates the only factory of windows. Nothing else may construct one, so every window has these preferences. */
export function createAppWindow(options: AppWindowOptions): AppWindow {
  let present: {
    readonly window: BrowserWindow;
    readonly reload: () => Promise<void>;
    readonly childGone: FailureWatch['childGone'];
  } | null = null;

  function open(address = ''): NonNullable<typeof present> {
    const { bounds, minimum, maximized } = placeWindow(
      readWindowState(options.stateFile),
      [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
    );
    const window = new BrowserWindow({
      ...bounds,
      minWidth: minimum.width,
      minHeight: minimum.height,
      title: APP_NAME,
      icon: options.iconFile,
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: options.preloadFile,
        additionalArguments: [`${LANGUAGES_SWITCH}${options.languages.join(',')}`],
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
    window.once('ready-to-show', () => {
      // Maximising shows a window.
      if (maximized) window.maximize();
      else window.show();
    });
    window.on('close', () => {
      saveState(window, options);
    });
    window.on('closed', () => {
      present = null;
    });
    window.webContents.on('context-menu', (_event, parameters) => {
      Menu.buildFromTemplate(contextMenuTemplate(parameters, { texts: options.texts, request })).popup({ window });
    });
    const { hasPage, childGone } = watchForFailure(window, options.failure, (what) => {
      options.logger.error(what);
    });
    const reload = closeWhenKept(window, { ...options.closing, hasPage });
    // A failure has an event of its own, which is handled (`page-failure.ts`).
    window.loadURL(`${APP_START_URL}${address}`).catch(() => undefined);
    return { window, reload, childGone };
  }

  function bringToFront({ window }: NonNullable<typeof present>): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function tell(message: HostMessage): void {
    present?.window.webContents.send(HOST_MESSAGE_CHANNEL, message);
  }

  function request(what: MenuRequest): void {
    if (what === 'print') present?.window.webContents.print();
    else tell({ name: what });
  }

  return {
    show() {
      if (present) bringToFront(present);
      else present = open();
    },
    showConcern() {
      if (!present) {
        present = open(CONCERN_ADDRESS);
        return;
      }
      bringToFront(present);
      tell({ name: 'report-concern' });
    },
    tell,
    request,
    childGone: (details) => present?.childGone(details),
    reload: () => void present?.reload(),
    current: () => (present?.window.isVisible() ? present.window : null),
    owns: (contents) => present !== null && !present.window.isDestroyed() && present.window.webContents === contents,
  };
}

function saveState(window: BrowserWindow, { stateFile, pendingWork, logger }: AppWindowOptions): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  pendingWork.track(writeFileAtomically(stateFile, bytes)).catch((error: unknown) => {
    logger.error("The window's place was not saved", error);
  });
}
