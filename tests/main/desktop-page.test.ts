import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openAndAppend } from '../support/hosts/opened-record';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { readInPieces } from '../support/learner-files/learner-files';
import { credentialText } from '../support/inputs/certificate-inputs';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { PATIENCE } from '../support/patience';
import { learner } from '../support/builders/statement-builders';

const PERMISSIONS = [
  'ar',
  'automatic-fullscreen',
  'background-fetch',
  'background-sync',
  'captured-surface-control',
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'geolocation-approximate',
  'hand-tracking',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network',
  'local-network-access',
  'loopback-network',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'pointerLock',
  'screen-wake-lock',
  'sensors',
  'serial',
  'smart-card',
  'speaker-selection',
  'storage-access',
  'system-wake-lock',
  'top-level-storage-access',
  'usb',
  'vr',
  'web-app-installation',
  'web-printing',
  'window-management',
  'unknown',
] as const;

const NAVIGATIONS = [
  'https://www.ohchr.org/',
  'http://localhost/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:alert(1)',
  'about:blank',
  'blob:app://bundle/x',
  'app://evil/index.html',
  'app://bundle.evil/index.html',
  'app://bundle@evil/index.html',
  'app://user@bundle/index.html',
  'app://bundle:1/index.html',
  'app://bundle/assets/x.js',
  'app://bundle/other.html',
  'app://bundle/index.html?x=1',
  'app:bundle/index.html',
  'app:///index.html',
  '',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://bundle/index.html',
  'ms-msdt:/id',
  'smb://server/share',
  'ftp://x',
  'ws://x',
  'mailto:a@b.c',
  'tel:1',
  'intent:x',
  'chrome-extension://x/y.html',
  'filesystem:app://bundle/x',
  '\\\\server\\share',
];

let host: BuiltDesktopHost;
beforeAll(async () => {
  host = await loadBuiltDesktopHost();
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
        host.recorded.permissionRequest?.({} as Electron.WebContents, permission, answer, {
          isMainFrame,
          requestingUrl,
        });
        expect(answer).toHaveBeenCalledExactlyOnceWith(false);
        const details = { isMainFrame, requestingUrl } as Electron.PermissionCheckHandlerHandlerDetails;
        expect(host.recorded.permissionCheck?.(null, permission, requestingUrl, details)).toBe(false);
      }
    }
  });

  it('lets the page itself put text on the clipboard, and nothing else do so', () => {
    const permission = 'clipboard-sanitized-write';
    for (const [requestingUrl, isMainFrame, isGranted] of [
      ['app://bundle/index.html#/settings/pin', true, true],
      ['app://bundle/index.html', false, false],
      ['app://bundle/assets/x.js', true, false],
      ['app://evil/index.html', true, false],
      ['https://evil.example/', true, false],
      ['', true, false],
    ] as const) {
      const answer = vi.fn();
      host.recorded.permissionRequest?.({} as Electron.WebContents, permission, answer, { isMainFrame, requestingUrl });
      expect(answer, requestingUrl).toHaveBeenCalledExactlyOnceWith(isGranted);
      const details = { isMainFrame, requestingUrl } as Electron.PermissionCheckHandlerHandlerDetails;
      expect(host.recorded.permissionCheck?.(null, permission, 'app://bundle', details)).toBe(isGranted);
    }
  });

  it('lets it load its own files and inline pictures alone', () => {
    const isCancelled = (url: string): boolean | undefined => {
      let cancel: boolean | undefined;
      host.recorded.beforeRequest?.({ url }, (answer) => (cancel = answer.cancel));
      return cancel;
    };
    for (const url of ['app://bundle/index.html', 'app://bundle/assets/a.js', 'data:image/png;base64,AA'])
      expect(isCancelled(url)).toBe(false);
    for (const url of [
      'app://evil/a.js',
      'data:text/html,x',
      ...NAVIGATIONS.filter((url) => !url.startsWith('app://bundle/')),
    ]) {
      expect(isCancelled(url), url).toBe(true);
    }
  });

  it('loads the page again after a crash, then says so, and saves the record without it', async () => {
    const crashing = await loadBuiltDesktopHost();
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { id } = learner();
    const body = JSON.stringify(learner());
    await openAndAppend(crashing.invoke, id, [{ id: 'change-1', kind: 'learner', body }]);
    const filePath = join(crashing.appDataFolder, 'saved.jsonl');
    crashing.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
    crashing.dialog.showMessageBox
      .mockResolvedValueOnce({ response: 1, checkboxChecked: false })
      .mockResolvedValueOnce({ response: 2, checkboxChecked: false });
    const { webContents } = crashing.window();
    for (let crash = 0; crash < 6; crash += 1) webContents.crash();
    await vi.waitFor(() => {
      expect(crashing.app.quit).toHaveBeenCalledOnce();
    }, PATIENCE);
    log.mockRestore();
    expect(webContents.reloads).toBe(3);
    expect(readInPieces(await readFile(filePath, 'utf8')).learner.id).toBe(id);
  });

  it('saves the record in a dialog of its own where the window was never shown, since nobody would see one in that', async () => {
    const failing = await loadBuiltDesktopHost();
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { id } = learner();
    const body = JSON.stringify(learner());
    await openAndAppend(failing.invoke, id, [{ id: 'change-1', kind: 'learner', body }]);
    failing.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
    failing.dialog.showMessageBox
      .mockResolvedValueOnce({ response: 1, checkboxChecked: false })
      .mockResolvedValueOnce({ response: 2, checkboxChecked: false });
    failing.window().webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://bundle/index.html', true);
    await vi.waitFor(() => {
      expect(failing.app.quit).toHaveBeenCalledOnce();
    }, PATIENCE);
    log.mockRestore();
    expect(failing.dialog.showSaveDialog).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ title: 'Save' }));
  });

  it('writes to a log file what failed and where, and nothing of the learner’s', async () => {
    const failing = await loadBuiltDesktopHost();
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    failing.dialog.showSaveDialog.mockRejectedValueOnce(new Error('Sok Dara could not be saved'));
    expect(
      await failing.invoke('certificate.export', { credential: credentialText(certificateDocument) }),
    ).toMatchObject({
      error: { code: 'internal' },
    });
    failing.window().webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://bundle/index.html', true);
    log.mockRestore();
    const text = await readFile(join(failing.appDataFolder, 'Child Justice Series', 'logs', 'app.log'), 'utf8');
    expect(text).toMatch(/certificate\.export failed unexpectedly\n {2}Error\n {4}at /u);
    expect(text).toContain('The page could not be loaded: ERR_FILE_NOT_FOUND (-6)');
    expect(text).not.toContain('Dara');
  });
});
