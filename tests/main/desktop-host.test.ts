import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { APP_ID } from '../../scripts/packaging/builder-config';
import { HOST_MESSAGE_CHANNEL } from '../../src/contract/host-messages';
import { COULD_NOT_START } from '../../src/main/launch/could-not-start';
import { SECURITY_HEADERS } from '../../src/main/hosts/content-security-policy';
import { builtApp, builtRendererPaths } from '../support/hosts/built-app';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { PATIENCE } from '../support/patience';
import { traversalPaths } from '../support/hostile/traversal-paths';

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
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
      },
    ]);
  });

  it('sets sandbox, name, data folder and scheme before Electron is ready, and the data folder before the lock that lives in it', () => {
    const { order } = host.recorded;
    for (const call of [
      'enableSandbox',
      'setName',
      'setPath:userData',
      'registerSchemesAsPrivileged',
      'appendSwitch:host-resolver-rules',
      'requestSingleInstanceLock',
    ]) {
      expect(order.indexOf(call), call).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(call), call).toBeLessThan(order.indexOf('ready'));
    }
    expect(order.indexOf('setPath:userData')).toBeLessThan(order.indexOf('requestSingleInstanceLock'));
    expect(order.indexOf('protocol.handle:app')).toBeGreaterThan(order.indexOf('ready'));
  });

  it('asks no other computer: no dictionary is fetched, and no name is resolved', () => {
    expect(host.recorded.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    expect(host.recorded.spelling).toEqual({ url: 'https://dictionaries.invalid/', languages: [], enabled: false });
  });

  it('is the program to Windows that its package installs', () => {
    expect(host.recorded.appUserModelId).toBe(APP_ID);
  });

  it('opens one window with the preferences of the checklist', () => {
    expect(host.windows).toHaveLength(1);
    expect(host.window().options).toMatchObject({
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Child Justice Series',
      backgroundColor: '#faf7f2',
    });
    expect(host.window().preferences).toEqual({
      preload: builtApp.preload,
      additionalArguments: ['--cjs-languages=en-GB,km-KH'],
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

  it('has a menu of the right mouse button, by which the page looks words up, and prints', () => {
    const { webContents } = host.window();
    const choose = (label: string): void => {
      const item = host.recorded.contextMenus.at(-1)?.find((each) => each.label === label);
      item?.click?.({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
    };
    const facts = { isEditable: false, pageURL: 'app://bundle/index.html#/', editFlags: { canCopy: true } };
    webContents.emit('context-menu', {}, { ...facts, selectionText: 'diversion' });
    choose('Look up in the app');
    expect(webContents.sent.at(-1)).toEqual({ channel: HOST_MESSAGE_CHANNEL, message: { name: 'look-up' } });
    webContents.emit('context-menu', {}, { ...facts, selectionText: '' });
    choose('Print…');
    expect(webContents.print).toHaveBeenCalledOnce();
  });

  it('fits a display that is magnified', async () => {
    const magnified = await loadBuiltDesktopHost({ workArea: { width: 683, height: 364 } });
    expect(magnified.window().options).toMatchObject({ width: 683, height: 364, minWidth: 683, minHeight: 364 });
  });

  it('shows the window when it has something to show', () => {
    const window = host.window();
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('has the page’s own ground until then, in either appearance', async () => {
    const tokens = await readFile(resolve('src/renderer/src/styles/tokens.css'), 'utf8');
    const dark = await loadBuiltDesktopHost({ isDark: true });
    for (const each of [host, dark]) expect(tokens).toContain(`--paper: ${each.window().options.backgroundColor};`);
    expect(dark.window().options.backgroundColor).not.toBe(host.window().options.backgroundColor);
  });

  it('listens on one channel', () => {
    expect([...host.recorded.ipcHandlers.keys()]).toEqual(['child-justice-series:operation']);
  });

  it('has developer tools in an unpackaged app alone', async () => {
    const unpackaged = await loadBuiltDesktopHost({ isPackaged: false });
    expect(unpackaged.window().preferences.devTools).toBe(true);
    expect(JSON.stringify(unpackaged.recorded.menu)).toContain('toggleDevTools');
    expect(JSON.stringify(host.recorded.menu)).not.toMatch(/toggleDevTools|reload/iu);
  });

  it('quits as second instance without opening anything', async () => {
    const second = await loadBuiltDesktopHost({ instance: 'second', opensNoWindow: true });
    await vi.waitFor(() => {
      expect(second.app.quit).toHaveBeenCalledOnce();
    }, PATIENCE);
    expect(second.windows).toHaveLength(0);
    expect(second.recorded.ipcHandlers.size).toBe(0);
  });

  it('brings its window to the front when a second instance starts', async () => {
    const first = await loadBuiltDesktopHost();
    first.window().minimized = true;
    first.app.emit('second-instance', {}, ['/opt/app'], '/', {});
    expect(first.window().restore).toHaveBeenCalledOnce();
    expect(first.window().focus).toHaveBeenCalledOnce();
    expect(first.windows).toHaveLength(1);
  });

  it('opens at the page on reporting a concern where its argument asks for it, and leads there when it is open', async () => {
    const { argv } = process;
    process.argv = ['/opt/app', '--report-a-concern'];
    const first = await loadBuiltDesktopHost();
    process.argv = argv;
    expect(first.window().loaded).toEqual(['app://bundle/index.html#/report-a-concern']);
    first.app.emit('second-instance', {}, ['/opt/app', '--flag', '--report-a-concern'], '/', {});
    expect(first.window().focus).toHaveBeenCalledOnce();
    expect(first.window().webContents.sent).toEqual([
      { channel: HOST_MESSAGE_CHANNEL, message: { name: 'report-concern' } },
    ]);
  });

  it('passes a learner file on to the first instance, which tells its page once', async () => {
    const path = join(host.appDataFolder, 'សុខា.jsonl');
    await writeFile(path, 'a record');
    const { argv } = process;
    process.argv = ['/opt/app', path];
    const second = await loadBuiltDesktopHost({ instance: 'second', opensNoWindow: true });
    process.argv = argv;
    expect(second.recorded.lockData).toEqual({ learnerFile: path });

    const first = await loadBuiltDesktopHost();
    expect(await first.invoke('opened-file.next', {})).toEqual({ ok: true, value: { file: null } });
    first.app.emit('second-instance', {}, ['/opt/app', '/elsewhere.jsonl'], '/', second.recorded.lockData);
    expect(first.window().webContents.sent).toEqual([
      { channel: HOST_MESSAGE_CHANNEL, message: { name: 'file-opened' } },
    ]);
    const named = await first.invoke('opened-file.next', {});
    const { fileId } = (named as { value: { file: { fileId: string } } }).value.file;
    expect(await first.invoke('opened-file.read', { fileId, offset: 2 })).toEqual({
      ok: true,
      value: { base64: Buffer.from('record').toString('base64') },
    });
    expect(JSON.stringify(named)).not.toContain(host.appDataFolder);
  });

  it('has the learner file with which it was started, before its page asks (macOS: before it is ready)', async () => {
    const path = join(host.appDataFolder, 'a.jsonl');
    await writeFile(path, 'a record');
    const { argv } = process;
    process.argv = ['/opt/app', path];
    const started = await loadBuiltDesktopHost();
    process.argv = argv;
    expect(await started.invoke('opened-file.next', {})).toMatchObject({ value: { file: { size: 8 } } });
    const opened = await loadBuiltDesktopHost();
    let prevented = false;
    opened.app.emit('open-file', { preventDefault: () => (prevented = true) }, path);
    expect(prevented).toBe(true);
    expect(await opened.invoke('opened-file.next', {})).toMatchObject({ value: { file: { size: 8 } } });
  });

  it.each(['lock-screen', 'suspend'])('has its page locked when the computer tells of %s', async (event) => {
    const locking = await loadBuiltDesktopHost();
    locking.powerMonitor.emit(event);
    expect(locking.window().webContents.sent).toEqual([{ channel: HOST_MESSAGE_CHANNEL, message: { name: 'lock' } }]);
  });

  it('ends in order when the computer shuts down', async () => {
    const ending = await loadBuiltDesktopHost();
    let prevented = false;
    ending.powerMonitor.emit('shutdown', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    expect(ending.app.quit).toHaveBeenCalledOnce();
  });

  it('opens its window again where the system asks for one (macOS, a click on the dock)', async () => {
    const active = await loadBuiltDesktopHost();
    active.window().destroy();
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
      expect(incomplete.app.exit).toHaveBeenCalledExactlyOnceWith(COULD_NOT_START);
    }, PATIENCE);
    log.mockRestore();
    expect(incomplete.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
      'Child Justice Series',
      expect.stringContaining('over the old one keeps all data. Don’t delete its folder'),
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
