import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isOperationName, operations } from '../../src/contract/operations';
import { ERROR_CODES } from '../../src/contract/result';
import { SECURITY_HEADERS } from '../../src/main/content-security-policy';
import { builtApp, builtRendererPaths } from '../support/built-app';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/built-desktop-host';
import { hostileAddresses } from '../support/hostile-addresses';
import { certificateDocument, inputsOf, labelled } from '../support/operation-inputs';
import { traversalPaths } from '../support/traversal-paths';

const PERMISSIONS = [
  'ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'captured-surface-control', 'clipboard-read', 'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read', 'display-capture', 'fileSystem', 'fullscreen', 'geolocation', 'geolocation-approximate', 'hand-tracking',
  'hid', 'idle-detection', 'keyboardLock', 'local-fonts', 'local-network', 'local-network-access', 'loopback-network', 'media', 'mediaKeySystem',
  'midi', 'midiSysex', 'nfc', 'notifications', 'openExternal', 'payment-handler', 'periodic-background-sync', 'persistent-storage', 'pointerLock',
  'screen-wake-lock', 'sensors', 'serial', 'smart-card', 'speaker-selection', 'storage-access', 'system-wake-lock', 'top-level-storage-access',
  'usb', 'vr', 'web-app-installation', 'web-printing', 'window-management', 'unknown',
] as const;

const NAVIGATIONS = [
  'https://www.ohchr.org/', 'http://localhost/', 'file:///etc/passwd', 'data:text/html,x', 'javascript:alert(1)', 'about:blank', 'blob:app://bundle/x',
  'app://evil/index.html', 'app://bundle.evil/index.html', 'app://bundle@evil/index.html', 'app://user@bundle/index.html', 'app://bundle:1/index.html',
  'app://bundle/assets/x.js', 'app://bundle/other.html', 'app://bundle/index.html?x=1', 'app:bundle/index.html', 'app:///index.html', '',
  'chrome://settings', 'devtools://devtools/bundled/inspector.html', 'view-source:app://bundle/index.html', 'ms-msdt:/id', 'smb://server/share',
  'ftp://x', 'ws://x', 'mailto:a@b.c', 'tel:1', 'intent:x', 'chrome-extension://x/y.html', 'filesystem:app://bundle/x', '\\\\server\\share',
];

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
    for (const call of ['enableSandbox', 'setName', 'setPath:userData', 'registerSchemesAsPrivileged', 'requestSingleInstanceLock']) {
      expect(order.indexOf(call), call).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(call), call).toBeLessThan(order.indexOf('ready'));
    }
    expect(order.indexOf('setPath:userData')).toBeLessThan(order.indexOf('requestSingleInstanceLock'));
    expect(order.indexOf('protocol.handle:app')).toBeGreaterThan(order.indexOf('ready'));
  });

  it('opens one window with the preferences of the checklist', () => {
    expect(host.windows).toHaveLength(1);
    expect(host.window().options).toMatchObject({ minWidth: 900, minHeight: 600, show: false, title: 'Child Justice Series' });
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
    const second = await loadBuiltDesktopHost({ isFirstInstance: false });
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

  it('obeys CJS_DATA', async () => {
    vi.stubEnv('CJS_DATA', join(host.appDataFolder, 'elsewhere'));
    const moved = await loadBuiltDesktopHost();
    vi.unstubAllEnvs();
    expect(moved.recorded.paths.get('userData')).toBe(join(host.appDataFolder, 'elsewhere'));
  });
});

describe('the built desktop host, to a page that wants out', () => {
  it.each(NAVIGATIONS)('prevents a navigation to %j, in every frame', (url) => {
    const contents = host.window().webContents;
    expect(contents.attempt('will-navigate', { url })).toBe(true);
    expect(contents.attempt('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    expect(contents.attempt('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
    expect(contents.attempt('will-redirect', { url })).toBe(true);
    expect(contents.open(url)).toEqual({ action: 'deny' });
  });

  it('lets its own page be loaded again, and no frame load it', () => {
    const contents = host.window().webContents;
    for (const url of ['app://bundle/index.html', 'app://bundle/', 'app://bundle/index.html#/settings']) {
      expect(contents.attempt('will-navigate', { url })).toBe(false);
      expect(contents.attempt('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
      expect(contents.open(url)).toEqual({ action: 'deny' });
    }
  });

  it('prevents webviews and downloads', () => {
    expect(host.window().webContents.attempt('will-attach-webview')).toBe(true);
    let prevented = false;
    host.session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  it.each(PERMISSIONS)('denies the permission `%s` to every page and frame', (permission) => {
    for (const requestingUrl of ['app://bundle/index.html', 'https://evil.example/', 'file:///x', '']) {
      for (const isMainFrame of [true, false]) {
        const answer = vi.fn();
        host.recorded.permissionRequest?.({} as Electron.WebContents, permission, answer, { isMainFrame, requestingUrl });
        expect(answer).toHaveBeenCalledExactlyOnceWith(false);
        const details = { isMainFrame, requestingUrl } as Electron.PermissionCheckHandlerHandlerDetails;
        expect(host.recorded.permissionCheck?.(null, permission, requestingUrl, details)).toBe(false);
      }
    }
  });

  it('denies devices, screens and pairing', () => {
    for (const deviceType of ['hid', 'serial', 'usb'] as const) {
      const details = { deviceType, origin: 'app://bundle', device: {} } as Electron.DevicePermissionHandlerHandlerDetails;
      expect(host.recorded.devicePermission?.(details)).toBe(false);
    }
    const screens = vi.fn();
    host.recorded.displayMedia?.({} as Electron.DisplayMediaRequestHandlerHandlerRequest, screens);
    expect(screens).toHaveBeenCalledExactlyOnceWith(null);
    const pairing = vi.fn();
    host.recorded.bluetoothPairing?.({} as Electron.BluetoothPairingHandlerHandlerDetails, pairing);
    expect(pairing).toHaveBeenCalledExactlyOnceWith({ confirmed: false });
    for (const [event, denial, before] of [
      ['select-hid-device', null, [{}]],
      ['select-usb-device', undefined, [{}]],
      ['select-serial-port', '', [[], {}]],
    ] as const) {
      const answer = vi.fn();
      host.session.emit(event, { preventDefault: () => undefined }, ...before, answer);
      expect(answer).toHaveBeenCalledOnce();
      expect(answer.mock.calls[0]?.[0]).toBe(denial);
    }
  });

  it('lets it load its own files and inline pictures alone', () => {
    const isCancelled = (url: string): boolean | undefined => {
      let cancel: boolean | undefined;
      host.recorded.beforeRequest?.({ url }, (answer) => (cancel = answer.cancel));
      return cancel;
    };
    for (const url of ['app://bundle/index.html', 'app://bundle/assets/a.js', 'data:image/png;base64,AA']) expect(isCancelled(url)).toBe(false);
    for (const url of ['app://evil/a.js', 'data:text/html,x', ...NAVIGATIONS.filter((url) => !url.startsWith('app://bundle/'))]) {
      expect(isCancelled(url), url).toBe(true);
    }
  });

  it('reloads the page after a crash, but not for ever', async () => {
    const crashing = await loadBuiltDesktopHost();
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { webContents } = crashing.window();
    for (let crash = 0; crash < 6; crash += 1) webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    log.mockRestore();
    expect(webContents.reloads).toBe(3);
  });
});

describe('the built desktop host’s scheme', () => {
  it('answers every built file with its bytes and all security headers', async () => {
    for (const path of builtRendererPaths()) {
      const response = await host.request(`app://bundle${encodeURI(path)}`);
      expect(response.status, path).toBe(200);
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name), path).toBe(value);
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

describe('the built desktop host’s operations', () => {
  const own = { url: 'app://bundle/index.html#/home', detached: false, parent: null };

  it('answer their own page', async () => {
    const result = await host.invoke('app.describe', {}, { senderFrame: own });
    expect(result).toMatchObject({ ok: true, value: { host: 'desktop', version: '1.0.0' } });
  });

  it.each([
    ['a frame that has gone', { senderFrame: null }],
    ['a detached frame', { senderFrame: { ...own, detached: true } }],
    ['a frame inside the page', { senderFrame: { ...own, parent: {} } }],
    ['another window', { sender: { id: 99 } }],
    ['data:', { senderFrame: { ...own, url: 'data:text/html,<p>' } }],
    ['file:', { senderFrame: { ...own, url: 'file:///app/index.html' } }],
    ['about:blank', { senderFrame: { ...own, url: 'about:blank' } }],
    ['an empty address', { senderFrame: { ...own, url: '' } }],
    ['blob:', { senderFrame: { ...own, url: 'blob:app://bundle/1234' } }],
    ['app://evil', { senderFrame: { ...own, url: 'app://evil/index.html' } }],
    ['app://bundle.evil', { senderFrame: { ...own, url: 'app://bundle.evil/index.html' } }],
    ['app://bundle@evil', { senderFrame: { ...own, url: 'app://bundle@evil/index.html' } }],
    ['app://bundle with a port', { senderFrame: { ...own, url: 'app://bundle:80/index.html' } }],
    ['http', { senderFrame: { ...own, url: 'http://bundle/index.html' } }],
  ])('refuse %s', async (_, sender) => {
    for (const name of Object.keys(operations)) {
      expect(await host.invoke(name, {}, sender)).toEqual({
        ok: false,
        error: { code: 'forbidden', message: 'The sender is not the app.' },
      });
    }
  });

  it('carry a record into the journal and back', async () => {
    const learnerId = '018f3c1e-7b2a-7c3d-8e4f-00000000feed';
    const changes = [{ id: 'change-1', kind: 'learner', body: '{"name":"សុខ ដារ៉ា"}' }];
    expect(await host.invoke('journal.append', { learnerId, changes })).toMatchObject({ ok: true, value: { count: 1 } });
    expect(await host.invoke('journal.list', {})).toMatchObject({ ok: true, value: { journals: [{ learner: changes[0]?.body }] } });
    const files = await readdir(join(host.appDataFolder, 'Child Justice Series', 'journals'));
    expect(files).toEqual([`${learnerId}.jsonl`]);
  });

  it('save a certificate where the dialog says', async () => {
    const filePath = join(host.appDataFolder, 'my certificate.pdf');
    host.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
    const result = await host.invoke('certificate.export', { document: certificateDocument });
    expect(result).toMatchObject({ ok: true, value: { outcome: 'saved', fileName: 'my certificate.pdf' } });
    expect((await readFile(filePath)).subarray(0, 5).toString()).toBe('%PDF-');
    const revealId = result.ok ? (result.value as { revealId: string }).revealId : '';
    expect(await host.invoke('delivery.reveal', { revealId })).toEqual({ ok: true, value: { revealed: true } });
    expect(host.shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith(filePath);
    expect(await host.invoke('delivery.reveal', { revealId: filePath })).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it.each(hostileAddresses.map((url) => [JSON.stringify(url).slice(0, 80), url]))('never open %s', async (_, url) => {
    expect(await host.invoke('link.open', { url })).toMatchObject({ ok: false, error: { code: 'link-refused' } });
    expect(host.shell.openExternal).not.toHaveBeenCalled();
    expect(host.dialog.showMessageBox).not.toHaveBeenCalled();
  });

  describe.each(Object.keys(operations).filter(isOperationName))('%s', (name) => {
    it.each(labelled(inputsOf(name).invalid))('refuses %s', async (_, input) => {
      expect(await host.invoke(name, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    });

    it('survives any payload', async () => {
      await fc.assert(
        fc.asyncProperty(fc.anything({ withMap: true, withBigInt: true, withDate: true }), async (input) => {
          const result = await host.invoke(name, input);
          if (!result.ok) expect(ERROR_CODES).toContain(result.error.code);
        }),
        { numRuns: 100, seed: 26 },
      );
    });
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
    });
    expect(JSON.parse(await readFile(join(folder, 'window-state.json'), 'utf8'))).toEqual({
      bounds: { x: 10, y: 20, width: 1_000, height: 700 },
      maximized: false,
    });
    ending.app.emit('will-quit', event);
    expect(prevented).toBe(1);
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
