import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { OPERATION_CHANNEL } from '../../../src/contract/operations';
import type { Result } from '../../../src/contract/result';
import { makeFolder } from '../remove-folder';
import { builtApp, requireBuiltApp } from './built-app';
import type { FakeBrowserWindow } from './fake-browser-window';
import { createFakeElectron, type FakeElectron, type FakeElectronOptions } from './fake-electron';
import { PATIENCE } from '../patience';

/** The built main process, loaded against the fake. */
export interface BuiltDesktopHost extends FakeElectron {
  readonly appDataFolder: string;
  /** The window that the app opened. */
  readonly window: () => FakeBrowserWindow;
  /** Invokes an operation as the app's own page does, or as `sender` describes. */
  readonly invoke: (
    name: unknown,
    input: unknown,
    sender?: Readonly<Record<string, unknown>>,
  ) => Promise<Result<unknown>>;
  /** Asks the app's scheme. */
  readonly request: (url: string, method?: string) => Promise<Response>;
}

/** Loads `out/main/index.js` anew with a fake `electron`, lets it become ready and waits for its window. */
export async function loadBuiltDesktopHost(
  options: Partial<FakeElectronOptions> & { readonly entry?: string; readonly opensNoWindow?: boolean } = {},
): Promise<BuiltDesktopHost> {
  requireBuiltApp();
  // Each host that is loaded here keeps its data folder until this process ends.
  process.setMaxListeners(0);
  const appDataFolder = options.appDataFolder ?? (await makeFolder('desktop-host'));
  const fake = createFakeElectron({ ...options, appDataFolder });
  vi.resetModules();
  vi.doMock('electron', () => ({ ...fake.module, default: fake.module }));
  await import(/* @vite-ignore */ pathToFileURL(options.entry ?? builtApp.mainEntry).href);
  fake.becomeReady();
  // The app starts in the promise's own turn.
  await vi.waitFor(() => {
    if (fake.windows.length === 0 && !options.opensNoWindow) throw new Error('No window was opened.');
  }, PATIENCE);
  const window = (): FakeBrowserWindow => {
    const opened = fake.windows.at(-1);
    if (!opened) throw new Error('No window was opened.');
    return opened;
  };
  return {
    ...fake,
    appDataFolder,
    window,
    async invoke(name, input, sender = {}) {
      const listener = fake.recorded.ipcHandlers.get(OPERATION_CHANNEL);
      const senderFrame = { url: 'app://bundle/index.html', detached: false, parent: null };
      const event = { sender: window().webContents, senderFrame, ...sender };
      return (await listener?.(event as unknown as Electron.IpcMainInvokeEvent, name, input)) as Result<unknown>;
    },
    async request(url, method = 'GET') {
      const handler = fake.recorded.protocolHandlers.get('app');
      const answer = await handler?.({ url, method } as Request);
      if (!answer) throw new Error('The scheme is not handled.');
      return answer;
    },
  };
}
