import { EventEmitter } from 'node:events';
import type {
  App,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  IpcMainInvokeEvent,
  Menu,
  MenuItemConstructorOptions,
  NativeTheme,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
} from 'electron';
import { vi } from 'vitest';
import { FakeBrowserWindow } from './fake-browser-window';
import { createFakeUtilityProcesses } from './fake-utility-process';
import { IN_A_WINDOW, takeFolderLock } from '../../../src/main/hosts/folder-lock';

/** Answers an invocation as the main process does. */
export type InvokeListener = (event: IpcMainInvokeEvent, ...inputs: unknown[]) => unknown;

type PermissionRequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type PermissionCheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type BeforeRequestListener = (
  details: Pick<Electron.OnBeforeRequestListenerDetails, 'url'>,
  answer: (response: Electron.CallbackResponse) => void,
) => void;

/** What the main process handed to Electron. */
export interface Recorded {
  /** Calls whose order matters, e.g. `registerSchemesAsPrivileged` before `ready`. */
  readonly order: string[];
  readonly schemes: Electron.CustomScheme[];
  readonly protocolHandlers: Map<string, (request: Request) => Response | Promise<Response>>;
  readonly ipcHandlers: Map<string, InvokeListener>;
  readonly paths: Map<string, string>;
  permissionRequest: PermissionRequestHandler | null;
  permissionCheck: PermissionCheckHandler | null;
  beforeRequest: BeforeRequestListener | null;
  menu: MenuItemConstructorOptions[];
  /** Menus of the right mouse button, as they were shown. */
  readonly contextMenus: MenuItemConstructorOptions[][];
  name: string;
  appUserModelId: string;
  /** Switches of Chromium's command line. */
  readonly switches: Map<string, string>;
  /** What the single instance's lock was asked for with. */
  lockData: unknown;
  /** What was set on the default session's spelling check. */
  readonly spelling: { url: string; languages: readonly string[] | null; enabled: boolean };
}

/** How this run of the fake behaves. */
export interface FakeElectronOptions {
  readonly appDataFolder: string;
  readonly isPackaged?: boolean;
  /** `second`: another process has the data folder's lock; `refused`: it can't be made there. */
  readonly instance?: 'first' | 'second' | 'refused';
  /** What Windows names and can't reach. */
  readonly missingFolders?: readonly string[];
  readonly isDark?: boolean;
  /** What the display has beside the taskbar. */
  readonly workArea?: Pick<Electron.Rectangle, 'width' | 'height'>;
  /** The system's languages. */
  readonly languages?: readonly string[];
  readonly storageBackend?: ReturnType<SafeStorage['getSelectedStorageBackend']>;
}

/**
 * A stand-in for the `electron` module, for loading the built main process in plain Node. Its parts are checked against
 * Electron's own types.
 */
export function createFakeElectron(options: FakeElectronOptions) {
  const recorded: Recorded = {
    order: [],
    schemes: [],
    protocolHandlers: new Map(),
    ipcHandlers: new Map(),
    paths: new Map([
      ['appData', options.appDataFolder],
      ['documents', options.appDataFolder],
    ]),
    permissionRequest: null,
    permissionCheck: null,
    beforeRequest: null,
    menu: [],
    contextMenus: [],
    name: '',
    appUserModelId: '',
    switches: new Map(),
    lockData: undefined,
    // As Electron begins: it fetches a dictionary from its maker for the language of the system.
    spelling: { url: '', languages: null, enabled: true },
  };
  const note = (call: string): void => {
    recorded.order.push(call);
  };

  const appEvents = new EventEmitter();
  let becomeReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    becomeReady = () => {
      note('ready');
      appEvents.emit('session-created', defaultSession);
      resolve();
    };
  });
  const app = Object.assign(appEvents, {
    isPackaged: options.isPackaged ?? true,
    enableSandbox: () => note('enableSandbox'),
    setName: (name: string) => {
      note('setName');
      recorded.name = name;
    },
    setPath: (name: string, path: string) => {
      note(`setPath:${name}`);
      recorded.paths.set(name, path);
    },
    getPath: (name: string) => {
      if (options.missingFolders?.includes(name)) throw new Error(`Failed to get '${name}' path`);
      return recorded.paths.get(name) ?? '';
    },
    getPreferredSystemLanguages: () => [...(options.languages ?? ['en-GB', 'km-KH'])],
    setAppUserModelId: (id: string) => {
      recorded.appUserModelId = id;
    },
    requestSingleInstanceLock: (data: unknown) => {
      note('requestSingleInstanceLock');
      recorded.lockData = data;
      if (options.instance === 'second') void takeFolderLock(recorded.paths.get('userData') ?? '', () => IN_A_WINDOW);
      return (options.instance ?? 'first') === 'first';
    },
    whenReady: () => ready,
    commandLine: {
      appendSwitch: (name: string, value = '') => {
        note(`appendSwitch:${name}`);
        recorded.switches.set(name, value);
      },
    } as Electron.CommandLine,
    quit: vi.fn(),
    exit: vi.fn(),
  } satisfies Partial<App>);

  const sessionEvents = new EventEmitter();
  const defaultSession = Object.assign(
    sessionEvents,
    {
      setPermissionRequestHandler: (handler) => {
        recorded.permissionRequest = handler;
      },
      setPermissionCheckHandler: (handler) => {
        recorded.permissionCheck = handler;
      },
      setSpellCheckerDictionaryDownloadURL: (url) => {
        recorded.spelling.url = url;
      },
      setSpellCheckerLanguages: (languages) => {
        recorded.spelling.languages = languages;
      },
      setSpellCheckerEnabled: (enabled) => {
        recorded.spelling.enabled = enabled;
      },
    } satisfies Partial<Session>,
    {
      webRequest: {
        onBeforeRequest: (listener: BeforeRequestListener) => {
          recorded.beforeRequest = listener;
        },
      },
    },
  );

  const protocol = {
    registerSchemesAsPrivileged: (schemes) => {
      note('registerSchemesAsPrivileged');
      recorded.schemes.push(...schemes);
    },
    handle: (scheme, handler) => {
      note(`protocol.handle:${scheme}`);
      recorded.protocolHandlers.set(scheme, handler as (request: Request) => Response | Promise<Response>);
    },
  } satisfies Partial<Protocol>;

  const ipcMain = {
    handle: (channel, listener) => {
      recorded.ipcHandlers.set(channel, listener);
    },
  } satisfies Partial<IpcMain>;

  const dialog = {
    // Escape is pressed, unless a test answers.
    showSaveDialog: vi.fn(async () => ({ canceled: true, filePath: '' })),
    showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })),
    showMessageBox: vi.fn(async (...given: readonly unknown[]) => ({
      response: (given.at(-1) as Electron.MessageBoxOptions).cancelId ?? 0,
      checkboxChecked: false,
    })),
    showErrorBox: vi.fn<Dialog['showErrorBox']>(() => note('showErrorBox')),
  } satisfies Partial<Dialog>;

  const safeStorage = {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(`sealed:${text}`),
    decryptStringAsync: async (sealed) => ({
      result: sealed.toString().slice('sealed:'.length),
      shouldReEncrypt: false,
    }),
    getSelectedStorageBackend: () => options.storageBackend ?? 'gnome_libsecret',
  } satisfies Partial<SafeStorage>;
  const nativeTheme = { shouldUseDarkColors: options.isDark ?? false } satisfies Partial<NativeTheme>;
  const powerMonitor = new EventEmitter();
  const shell = {
    openExternal: vi.fn<Shell['openExternal']>(async () => undefined),
    showItemInFolder: vi.fn<Shell['showItemInFolder']>(),
  } satisfies Partial<Shell>;

  const display = {
    workArea: { x: 0, y: 0, ...(options.workArea ?? { width: 1_366, height: 728 }) },
  } as Electron.Display;
  const screen = {
    getAllDisplays: () => [display],
    getPrimaryDisplay: () => display,
  } satisfies Partial<Screen>;

  const menu = {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) =>
      Object.assign(template, { popup: () => recorded.contextMenus.push(template) }) as unknown as Menu,
    setApplicationMenu: (built: Menu | null) => {
      recorded.menu = built as unknown as MenuItemConstructorOptions[];
    },
  };

  const { utilityProcess, utilityProcesses } = createFakeUtilityProcesses(() => recorded.order.includes('ready'));

  const windows: FakeBrowserWindow[] = [];
  class BrowserWindow extends FakeBrowserWindow {
    constructor(windowOptions: BrowserWindowConstructorOptions) {
      super(windowOptions);
      windows.push(this);
      appEvents.emit('web-contents-created', {}, this.webContents);
      this.once('closed', () => {
        if (windows.every((window) => window.isDestroyed())) appEvents.emit('window-all-closed');
      });
    }
  }

  return {
    module: {
      app,
      BrowserWindow,
      Menu: menu,
      dialog,
      ipcMain,
      nativeTheme,
      powerMonitor,
      protocol,
      screen,
      session: { defaultSession },
      shell,
      safeStorage,
      utilityProcess,
    },
    recorded,
    app,
    dialog,
    shell,
    session: defaultSession,
    powerMonitor,
    windows,
    /** All that were forked, the latest last. */
    utilityProcesses,
    /** Lets `app.whenReady()` resolve. */
    becomeReady,
  };
}

/** A run of the fake. */
export type FakeElectron = ReturnType<typeof createFakeElectron>;
