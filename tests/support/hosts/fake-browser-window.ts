import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, WebContents, WebPreferences, WindowOpenHandlerResponse } from 'electron';
import { vi } from 'vitest';

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
  readonly print = vi.fn();

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

  isVisible(): boolean {
    return this.show.mock.calls.length + this.maximize.mock.calls.length > 0;
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
