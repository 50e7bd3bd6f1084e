import { register } from 'node:module';
import { createFakeElectron } from './fake-electron';
import type { FromHost, ToHost } from './desktop-host-process';
import { requestSingleInstance } from './single-instance';

/**
 * Runs in the process of the built desktop host, before its entry: lets it import the fake in Electron's place, and
 * joins that to a page in a real Chromium over the process's own channel, which clones as Electron's does.
 */
const fake = createFakeElectron({
  appDataFolder: process.env['CJS_DATA'] ?? '',
  isPackaged: false,
  languages: (process.env['STAND_IN_LANGUAGES'] ?? 'en-GB').split(','),
});
Object.assign(globalThis, { standInElectron: fake.module });
const names = Object.keys(fake.module).join(', ');
const source = `export const { ${names} } = globalThis.standInElectron;`;
const address = `data:text/javascript,${encodeURIComponent(source)}`;
const resolve = `export const resolve = (name, context, next) =>
  name === 'electron' ? { url: ${JSON.stringify(address)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);

function tell(message: FromHost): void {
  process.send?.(message);
}

// The session exists from the moment of `ready`, whose listeners the entry has set by then.
const { whenReady } = fake.app;
fake.app.whenReady = () => {
  fake.becomeReady();
  return whenReady();
};
fake.app.quit.mockImplementation(() => {
  for (const window of fake.windows.filter((each) => !each.isDestroyed())) window.close();
  // A window that doesn't go at once cancels the quit.
  if (fake.windows.some((window) => !window.isDestroyed())) return;
  let prevented = false;
  fake.app.emit('will-quit', { preventDefault: () => (prevented = true) });
  if (!prevented) process.exit(0);
});
fake.app.requestSingleInstanceLock = (data) =>
  requestSingleInstance(fake.app.getPath('userData'), data, (start) => {
    fake.app.emit('second-instance', {}, start.parameters, start.folder, start.data);
  });
fake.app.exit.mockImplementation((code) => process.exit(code));

const join = (window: (typeof fake.windows)[number]): void => {
  window.webContents.loading = true;
  window.on('fake-load', (url: string) => {
    tell({ kind: 'load', url, parameters: window.options.webPreferences?.additionalArguments ?? [] });
  });
  window.on('closed', () => {
    tell({ kind: 'closed' });
  });
  window.webContents.on('fake-send', (channel: string, message: unknown) => {
    tell({ kind: 'send', channel, message });
  });
  window.webContents.on('fake-reload', () => {
    tell({ kind: 'reload' });
  });
};
const add = fake.windows.push.bind(fake.windows);
fake.windows.push = (...opened) => {
  opened.forEach(join);
  return add(...opened);
};

/** What each message does; its value is answered. */
async function answerTo(message: ToHost): Promise<unknown> {
  const window = fake.windows.at(-1);
  switch (message.kind) {
    case 'invoke': {
      const senderFrame = { url: message.frameUrl, detached: false, parent: null };
      const event = { sender: window?.webContents, senderFrame } as unknown as Electron.IpcMainInvokeEvent;
      return fake.recorded.ipcHandlers.get(message.channel)?.(event, ...message.inputs);
    }
    case 'request': {
      let cancelled: boolean | undefined;
      fake.recorded.beforeRequest?.({ url: message.url }, ({ cancel }) => (cancelled = cancel));
      if (cancelled) return null;
      const { url, method, range } = message;
      const headers = new Headers(range === null ? {} : { range });
      const response = await fake.recorded.protocolHandlers.get('app')?.({ url, method, headers } as Request);
      if (!response) return null;
      const body = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    }
    case 'loaded':
      if (!window) return false;
      window.webContents.loading = false;
      window.webContents.emit('did-navigate', {}, message.url, 200, 'OK');
      window.emit('ready-to-show');
      return true;
    case 'prevent-unload':
      return window?.webContents.attempt('will-prevent-unload');
    case 'emit':
      fake[message.of].emit(message.event, { preventDefault: () => undefined }, ...message.facts);
      return true;
    case 'close':
      window?.close();
      return true;
    case 'menu': {
      const items = fake.recorded.menu.flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[]);
      const item = items.find(({ label }) => label === message.label);
      item?.click?.({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
      return item?.role ?? null;
    }
    case 'context-menu': {
      window?.webContents.emit('context-menu', {}, message.facts);
      const item = fake.recorded.contextMenus.at(-1)?.find(({ label }) => label === message.label);
      item?.click?.({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
      return item !== undefined;
    }
    case 'message-boxes':
      return fake.dialog.showMessageBox.mock.calls.map((given) => given.at(-1) as Electron.MessageBoxOptions);
    case 'open-dialogs-shown':
      return fake.dialog.showOpenDialog.mock.calls.length;
    case 'open-dialogs':
      fake.dialog.showOpenDialog.mockImplementation(async () =>
        message.path === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [message.path] },
      );
      return true;
    case 'save-dialogs':
      fake.dialog.showSaveDialog.mockImplementation(async (...given: readonly unknown[]) => {
        tell({ kind: 'save-dialog', settings: given.at(-1) as Electron.SaveDialogOptions });
        return message.path === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: message.path };
      });
      return true;
  }
}

process.on('message', ({ id, message }: { readonly id: number; readonly message: ToHost }) => {
  void answerTo(message).then(
    (value) => process.send?.({ kind: 'answer', id, value } satisfies FromHost),
    (error: unknown) => process.send?.({ kind: 'answer', id, error: String(error) } satisfies FromHost),
  );
});
process.on('disconnect', () => process.exit(0));
