import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HOST_MESSAGE_CHANNEL } from '../../src/contract/host-messages';
import { loadBuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { PATIENCE } from '../support/patience';

describe('the built desktop host, at its end', () => {
  it('has its page save what is being typed, keeps the window’s place, and lets writes finish before it quits', async () => {
    const ending = await loadBuiltDesktopHost();
    const folder = join(ending.appDataFolder, 'Child Justice Series');
    await mkdir(folder, { recursive: true });
    const window = ending.window();
    window.close();
    expect(window.webContents.sent).toEqual([
      { channel: HOST_MESSAGE_CHANNEL, message: { name: 'keep-drafts', ask: 1 } },
    ]);
    expect(window.isDestroyed()).toBe(false);
    expect(ending.app.quit).not.toHaveBeenCalled();
    await ending.invoke('drafts.kept', { ask: 1, kept: true });
    await vi.waitFor(() => {
      expect(ending.app.quit).toHaveBeenCalledOnce();
    }, PATIENCE);
    expect(window.isDestroyed()).toBe(true);
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

  it('asks before it closes a window whose page doesn’t answer, after a bounded wait', async () => {
    const hanging = await loadBuiltDesktopHost();
    hanging.dialog.showMessageBox.mockResolvedValueOnce({ response: 0, checkboxChecked: false });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      hanging.window().close();
      await vi.advanceTimersByTimeAsync(60_000);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => {
      expect(hanging.window().isDestroyed()).toBe(true);
    }, PATIENCE);
    expect(hanging.dialog.showMessageBox).toHaveBeenCalledOnce();
  });

  it('asks before it closes a window whose last words can’t be saved, and stays unless told otherwise', async () => {
    const full = await loadBuiltDesktopHost();
    const window = full.window();
    window.emit('ready-to-show');
    full.dialog.showMessageBox
      .mockResolvedValueOnce({ response: 1, checkboxChecked: false })
      .mockResolvedValueOnce({ response: 0, checkboxChecked: false });
    window.close();
    await full.invoke('drafts.kept', { ask: 1, kept: false });
    await vi.waitFor(() => {
      expect(full.dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
        window,
        expect.objectContaining({ buttons: ['Close and lose it', 'Stay'], defaultId: 1, cancelId: 1 }),
      );
    }, PATIENCE);
    await new Promise(setImmediate);
    expect(window.isDestroyed()).toBe(false);
    window.close();
    await full.invoke('drafts.kept', { ask: 2, kept: false });
    await vi.waitFor(() => {
      expect(window.isDestroyed()).toBe(true);
    }, PATIENCE);
  });

  it('holds a shutdown of Windows up until its page has saved', async () => {
    const ending = await loadBuiltDesktopHost();
    const window = ending.window();
    expect(window.attempt('query-session-end')).toBe(true);
    expect(window.isDestroyed()).toBe(false);
    await ending.invoke('drafts.kept', { ask: 1, kept: false });
    await vi.waitFor(() => {
      expect(window.isDestroyed()).toBe(true);
    }, PATIENCE);
    expect(ending.dialog.showMessageBox).not.toHaveBeenCalled();
  });

  it('loads the page anew from the menu only after that has saved', async () => {
    const unpackaged = await loadBuiltDesktopHost({ isPackaged: false });
    const items = unpackaged.recorded.menu.flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[]);
    const reload = items.find(({ label }) => label === 'Reload');
    reload?.click?.({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
    const { webContents } = unpackaged.window();
    expect(webContents.sent).toEqual([{ channel: HOST_MESSAGE_CHANNEL, message: { name: 'keep-drafts', ask: 1 } }]);
    expect(webContents.reloads).toBe(0);
    await unpackaged.invoke('drafts.kept', { ask: 1, kept: true });
    await vi.waitFor(() => {
      expect(webContents.reloads).toBe(1);
    }, PATIENCE);
  });

  it('opens its window again where it was left', async () => {
    const appDataFolder = join((await loadBuiltDesktopHost()).appDataFolder, 'kept');
    await mkdir(join(appDataFolder, 'Child Justice Series'), { recursive: true });
    const state = { bounds: { x: 30, y: 40, width: 1_000, height: 650 }, maximized: true };
    await writeFile(join(appDataFolder, 'Child Justice Series', 'window-state.json'), JSON.stringify(state));
    const again = await loadBuiltDesktopHost({ appDataFolder });
    expect(again.window().options).toMatchObject(state.bounds);
    // Maximising shows the window, so it waits until there is something to show.
    expect(again.window().maximize).not.toHaveBeenCalled();
    again.window().emit('ready-to-show');
    expect(again.window().maximize).toHaveBeenCalledOnce();
    expect(again.window().show).not.toHaveBeenCalled();
  });
});
