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
  WebContents,
  WebPreferences,
  WindowOpenHandlerResponse,
} from 'electron';
import { vi } from 'vitest';
import { createFakeUtilityProcesses } from './fake-utility-process';

/** Answers an invocation as the main process does. */
export type InvokeListener = (event: IpcMainInvokeEvent, ...inputs: unknown[]) => unknown;

/** An event as Electron emits it, which listeners may prevent. */
function preventable(): { readonly event: Electron.Event; readonly wasPrevented: () => boolean } {
  let prevented = false;
  const event = {
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  return { event, wasPrevented: () => prevented };
}

/** A page's web contents: an emitter that records what was set on it and sent to it. */
export class FakeWebContents extends EventEmitter {
  windowOpenHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null;
  reloads = 0;
  readonly sent: { readonly channel: string; readonly message: unknown }[] = [];
  crashed = false;
  loading = false;

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.windowOpenHandler = handler;
  }

  reload(): void {
    this.reloads += 1;
    this.crashed = false;
    this.emit('fake-reload');
  }

  send(channel: string, message: unknown): void {
    this.sent.push({ channel, message });
    this.emit('fake-send', channel, message);
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  isLoadingMainFrame(): boolean {
    return this.loading;
  }

  /** What the page's `window.open` would lead to. */
  open(url: string): WindowOpenHandlerResponse | undefined {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    } as const;
    return this.windowOpenHandler?.(details);
  }

  /** Emits an event that can be prevented, and answers whether it was. */
  attempt(name: string, facts: Readonly<Record<string, unknown>> = {}): boolean {
    const { event, wasPrevented } = preventable();
    this.emit(name, Object.assign(event, facts), {}, {});
    return wasPrevented();
  }

  /** The page's process ends as after a crash. */
  crash(): void {
    this.crashed = true;
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }
}

/** A window that opens nothing, records its options, and closes as Electron's do. */
export class FakeBrowserWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly maximize = vi.fn();
  minimized = false;
  private destroyed = false;

  constructor(readonly options: BrowserWindowConstructorOptions) {
    super();
  }

  get preferences(): WebPreferences {
    return this.options.webPreferences ?? {};
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.emit('fake-load', url);
  }

  /** As a press on the window's cross, or a quit: the window goes unless a listener of `close` prevents that. */
  close(): void {
    if (!this.attempt('close')) this.destroy();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('closed');
  }

  /** Emits an event of the window that can be prevented, and answers whether it was. */
  attempt(name: 'close' | 'query-session-end'): boolean {
    const { event, wasPrevented } = preventable();
    this.emit(name, event);
    return wasPrevented();
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  getNormalBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1_000, height: 700 };
  }
}

type PermissionRequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type PermissionCheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DevicePermissionHandler = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>;
type DisplayMediaHandler = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>;
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
  devicePermission: DevicePermissionHandler | null;
  displayMedia: DisplayMediaHandler | null;
  bluetoothPairing: Parameters<Session['setBluetoothPairingHandler']>[0];
  beforeRequest: BeforeRequestListener | null;
  menu: MenuItemConstructorOptions[];
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
  readonly isFirstInstance?: boolean;
  readonly isDark?: boolean;
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
    devicePermission: null,
    displayMedia: null,
    bluetoothPairing: null,
    beforeRequest: null,
    menu: [],
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
    getPath: (name: string) => recorded.paths.get(name) ?? '',
    getPreferredSystemLanguages: () => ['en-GB', 'km-KH'],
    setAppUserModelId: (id: string) => {
      recorded.appUserModelId = id;
    },
    requestSingleInstanceLock: (data: unknown) => {
      note('requestSingleInstanceLock');
      recorded.lockData = data;
      return options.isFirstInstance ?? true;
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
      setDevicePermissionHandler: (handler) => {
        recorded.devicePermission = handler;
      },
      setDisplayMediaRequestHandler: (handler) => {
        recorded.displayMedia = handler;
      },
      setBluetoothPairingHandler: (handler) => {
        recorded.bluetoothPairing = handler;
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
    showSaveDialog: vi.fn(),
    showOpenDialog: vi.fn(),
    /** Escape is pressed, unless a test answers. */
    showMessageBox: vi.fn(async (...given: readonly unknown[]) => ({
      response: (given.at(-1) as Electron.MessageBoxOptions).cancelId ?? 0,
      checkboxChecked: false,
    })),
    showErrorBox: vi.fn<Dialog['showErrorBox']>(),
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

  const screen = {
    getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_366, height: 728 } } as Electron.Display],
  } satisfies Partial<Screen>;

  const menu = {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => template as unknown as Menu,
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
