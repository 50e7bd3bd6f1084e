import { EventEmitter } from 'node:events';
import type {
  App,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  IpcMainInvokeEvent,
  Menu,
  MenuItemConstructorOptions,
  Protocol,
  Screen,
  Session,
  Shell,
  WebContents,
  WebPreferences,
  WindowOpenHandlerResponse,
} from 'electron';
import { vi } from 'vitest';

/** Answers an invocation as the main process does. */
export type InvokeListener = (event: IpcMainInvokeEvent, ...inputs: unknown[]) => unknown;

/** A page's web contents: an emitter that records what was set on it. */
export class FakeWebContents extends EventEmitter {
  windowOpenHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null;
  reloads = 0;

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.windowOpenHandler = handler;
  }

  reload(): void {
    this.reloads += 1;
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
    let prevented = false;
    this.emit(name, { ...facts, preventDefault: () => (prevented = true) }, {}, {});
    return prevented;
  }
}

/** A window that opens nothing and records its options. */
export class FakeBrowserWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly maximize = vi.fn();
  readonly close = vi.fn();
  readonly destroy = vi.fn();
  minimized = false;

  constructor(readonly options: BrowserWindowConstructorOptions) {
    super();
  }

  get preferences(): WebPreferences {
    return this.options.webPreferences ?? {};
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return false;
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
}

/** How this run of the fake behaves. */
export interface FakeElectronOptions {
  readonly appDataFolder: string;
  readonly isPackaged?: boolean;
  readonly isFirstInstance?: boolean;
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
  };
  const note = (call: string): void => {
    recorded.order.push(call);
  };

  const appEvents = new EventEmitter();
  let becomeReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    becomeReady = () => {
      note('ready');
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
    getLocale: () => 'en-GB',
    requestSingleInstanceLock: () => {
      note('requestSingleInstanceLock');
      return options.isFirstInstance ?? true;
    },
    whenReady: () => ready,
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
    showMessageBox: vi.fn(),
    showErrorBox: vi.fn<Dialog['showErrorBox']>(),
  } satisfies Partial<Dialog>;

  const safeStorage = {
    isEncryptionAvailable: (): boolean => true,
    encryptString: (text: string): Buffer => Buffer.from(`sealed:${text}`),
    decryptString: (sealed: Buffer): string => sealed.toString().slice('sealed:'.length),
  };
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

  const windows: FakeBrowserWindow[] = [];
  class BrowserWindow extends FakeBrowserWindow {
    constructor(windowOptions: BrowserWindowConstructorOptions) {
      super(windowOptions);
      windows.push(this);
      appEvents.emit('web-contents-created', {}, this.webContents);
    }
  }

  return {
    module: {
      app,
      BrowserWindow,
      Menu: menu,
      dialog,
      ipcMain,
      protocol,
      screen,
      session: { defaultSession },
      shell,
      safeStorage,
    },
    recorded,
    app,
    dialog,
    shell,
    session: defaultSession,
    windows,
    /** Lets `app.whenReady()` resolve. */
    becomeReady,
  };
}

/** A run of the fake. */
export type FakeElectron = ReturnType<typeof createFakeElectron>;
