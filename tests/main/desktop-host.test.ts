import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { SECURITY_HEADERS } from '../../src/main/content-security-policy';
import { builtApp, builtRendererPaths } from '../support/built-app';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/built-desktop-host';
import { PATIENCE } from '../support/patience';
import { traversalPaths } from '../support/traversal-paths';

let host: BuiltDesktopHost;
beforeAll(async () => {
  host = await loadBuiltDesktopHost();
});

describe('the built desktop host, at start', () => {
  it('keeps its name, data folder and origin: every learner’s record hangs on them', () => {
    expect(host.recorded.name).toBe('Child Justice Series');
    expect(host.recorded.paths.get('userData')).toBe(join(host.appDataFolder, 'Child Justice Series'));
    expect(host.window().loaded).toEqual(['app://bundle/index.html']);
    expect([...host.recorded.protocolHandlers.keys()]).toEqual(['app']);
  });

  it('declares its scheme with exactly these privileges', () => {
    expect(host.recorded.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('sets sandbox, name, data folder and scheme before Electron is ready, and the data folder before the lock that lives in it', () => {
    const { order } = host.recorded;
    for (const call of [
      'enableSandbox',
      'setName',
      'setPath:userData',
      'registerSchemesAsPrivileged',
      'requestSingleInstanceLock',
    ]) {
      expect(order.indexOf(call), call).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(call), call).toBeLessThan(order.indexOf('ready'));
    }
    expect(order.indexOf('setPath:userData')).toBeLessThan(order.indexOf('requestSingleInstanceLock'));
    expect(order.indexOf('protocol.handle:app')).toBeGreaterThan(order.indexOf('ready'));
  });

  it('opens one window with the preferences of the checklist', () => {
    expect(host.windows).toHaveLength(1);
    expect(host.window().options).toMatchObject({
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Child Justice Series',
    });
    expect(host.window().preferences).toEqual({
      preload: builtApp.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
      devTools: false,
    });
  });

  it('shows the window when it has something to show', () => {
    const window = host.window();
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('listens on one channel', () => {
    expect([...host.recorded.ipcHandlers.keys()]).toEqual(['child-justice-series:operation']);
  });

  it('has developer tools in an unpackaged app alone', async () => {
    const unpackaged = await loadBuiltDesktopHost({ isPackaged: false });
    expect(unpackaged.window().preferences.devTools).toBe(true);
    expect(JSON.stringify(unpackaged.recorded.menu)).toContain('toggleDevTools');
    expect(JSON.stringify(host.recorded.menu)).not.toMatch(/toggleDevTools|reload/i);
  });

  it('quits as second instance without opening anything', async () => {
    const second = await loadBuiltDesktopHost({ isFirstInstance: false, opensNoWindow: true });
    expect(second.app.quit).toHaveBeenCalledOnce();
    expect(second.windows).toHaveLength(0);
    expect(second.recorded.ipcHandlers.size).toBe(0);
  });

  it('brings its window to the front when a second instance starts', async () => {
    const first = await loadBuiltDesktopHost();
    first.window().minimized = true;
    first.app.emit('second-instance');
    expect(first.window().restore).toHaveBeenCalledOnce();
    expect(first.window().focus).toHaveBeenCalledOnce();
    expect(first.windows).toHaveLength(1);
  });

  it('opens its window again where the system asks for one (macOS, a click on the dock)', async () => {
    const active = await loadBuiltDesktopHost();
    active.window().emit('closed');
    active.app.emit('activate');
    expect(active.windows).toHaveLength(2);
    expect(active.window().loaded).toEqual(['app://bundle/index.html']);
    expect(await active.invoke('app.describe', {}, { sender: active.windows[0]?.webContents })).toMatchObject({
      error: { code: 'forbidden' },
    });
  });

  it('says what to do where its own files are missing, and ends', async () => {
    const root = join(host.appDataFolder, 'incomplete');
    await cp(join(builtApp.outFolder, 'main'), join(root, 'out/main'), { recursive: true });
    await cp(resolve('package.json'), join(root, 'package.json'));
    await symlink(resolve('node_modules'), join(root, 'node_modules'));
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const incomplete = await loadBuiltDesktopHost({ entry: join(root, 'out/main/index.js'), opensNoWindow: true });
    await vi.waitFor(() => {
      expect(incomplete.app.exit).toHaveBeenCalledExactlyOnceWith(1);
    }, PATIENCE);
    log.mockRestore();
    expect(incomplete.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
      'Child Justice Series',
      expect.stringContaining('keeps all data'),
    );
    expect(incomplete.windows).toHaveLength(0);
  });

  it('obeys CJS_DATA', async () => {
    vi.stubEnv('CJS_DATA', join(host.appDataFolder, 'elsewhere'));
    const moved = await loadBuiltDesktopHost();
    vi.unstubAllEnvs();
    expect(moved.recorded.paths.get('userData')).toBe(join(host.appDataFolder, 'elsewhere'));
  });
});

describe('the built desktop host’s scheme', () => {
  it('answers every built file with its bytes and all security headers', async () => {
    for (const path of builtRendererPaths()) {
      const response = await host.request(`app://bundle${encodeURI(path)}`);
      expect(response.status, path).toBe(200);
      for (const [name, value] of Object.entries(SECURITY_HEADERS))
        expect(response.headers.get(name), path).toBe(value);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.equals(await readFile(join(builtApp.rendererFolder, path))), path).toBe(true);
      expect(response.headers.get('content-type'), path).not.toBeNull();
    }
  });

  it.each(traversalPaths)('gives nothing but built files for %s', async (path) => {
    const response = await host.request(`app://bundle${path}`);
    if (response.status === 200) {
      expect(await response.text()).toBe(await readFile(join(builtApp.rendererFolder, 'index.html'), 'utf8'));
    } else {
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('');
    }
  });
});

describe('the built desktop host, at its end', () => {
  it('keeps the window’s place, and lets writes under way finish before it quits', async () => {
    const ending = await loadBuiltDesktopHost();
    const folder = join(ending.appDataFolder, 'Child Justice Series');
    await mkdir(folder, { recursive: true });
    ending.window().emit('close');
    ending.window().emit('closed');
    ending.app.emit('window-all-closed');
    expect(ending.app.quit).toHaveBeenCalledOnce();
    let prevented = 0;
    const event = { preventDefault: () => (prevented += 1) };
    ending.app.emit('will-quit', event);
    expect(prevented).toBe(1);
    await vi.waitFor(() => {
      expect(ending.app.quit).toHaveBeenCalledTimes(2);
    }, PATIENCE);
    expect(JSON.parse(await readFile(join(folder, 'window-state.json'), 'utf8'))).toEqual({
      bounds: { x: 10, y: 20, width: 1_000, height: 700 },
      maximized: false,
    });
    ending.app.emit('will-quit', event);
    expect(prevented).toBe(1);
  });

  it('asks before it closes a window whose page is still saving, and waits unless told otherwise', async () => {
    const hanging = await loadBuiltDesktopHost();
    const window = hanging.window();
    window.close.mockImplementation(() => {
      window.emit('close');
      window.webContents.attempt('will-prevent-unload');
    });
    hanging.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 }).mockResolvedValueOnce({ response: 0 });
    window.close();
    await vi.waitFor(() => {
      expect(hanging.dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
        window,
        expect.objectContaining({ buttons: ['Close without waiting', 'Wait'], defaultId: 1, cancelId: 1 }),
      );
    }, PATIENCE);
    await new Promise(setImmediate);
    expect(window.destroy).not.toHaveBeenCalled();
    window.close();
    await vi.waitFor(() => {
      expect(window.destroy).toHaveBeenCalledOnce();
    }, PATIENCE);
  });

  it('opens its window again where it was left', async () => {
    const appDataFolder = join(host.appDataFolder, 'kept');
    await mkdir(join(appDataFolder, 'Child Justice Series'), { recursive: true });
    const state = { bounds: { x: 30, y: 40, width: 1_000, height: 650 }, maximized: true };
    await writeFile(join(appDataFolder, 'Child Justice Series', 'window-state.json'), JSON.stringify(state));
    const again = await loadBuiltDesktopHost({ appDataFolder });
    expect(again.window().options).toMatchObject(state.bounds);
    expect(again.window().maximize).toHaveBeenCalledOnce();
  });
});
