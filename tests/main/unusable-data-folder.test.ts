import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeFolderLock } from '../../src/main/hosts/folder-lock';
import { COULD_NOT_START } from '../../src/main/launch/could-not-start';
import { startDesktopHostProcess } from '../support/hosts/desktop-host-process';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { PATIENCE } from '../support/patience';
import { makeFolder, removeFolder } from '../support/remove-folder';

let base: string;
let folder: string;
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  base = await makeFolder('unusable');
  folder = join(base, 'Child Justice Series');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await chmod(folder, 0o700).catch(() => undefined);
  await removeFolder(base);
});

const start = (instance: 'first' | 'second' | 'refused') =>
  loadBuiltDesktopHost({ appDataFolder: base, instance, opensNoWindow: true });

async function expectTold({ dialog, app, windows }: BuiltDesktopHost, text: string): Promise<void> {
  await vi.waitFor(() => {
    expect(dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith('Child Justice Series', expect.stringContaining(text));
  }, PATIENCE);
  // `npm start` goes on with the browser host then.
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(COULD_NOT_START);
  expect(app.quit).not.toHaveBeenCalled();
  expect(windows).toHaveLength(0);
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining(text));
}

describe('the built desktop host, where Electron’s lock can’t be made in the data folder', () => {
  it('says so and names the folder where it is a file', async () => {
    await writeFile(folder, '');
    const host = await start('refused');
    await expectTold(host, folder);
    // Before that, Linux shows no box.
    expect(host.recorded.order.slice(-2)).toEqual(['ready', 'showErrorBox']);
  });

  it('says so where a stick can’t be written to', async () => {
    await mkdir(folder);
    await chmod(folder, 0o500);
    await expectTold(await start('refused'), folder);
  });

  it('ends as a process of its own, and says why in the terminal', async () => {
    await writeFile(folder, '');
    await expect(startDesktopHostProcess({ dataFolder: folder })).rejects.toThrow(
      `nothing can be written in its data folder:\n${folder}`,
    );
  });

  it('ends without a word where another process has the lock, which shows itself', async () => {
    const { app, dialog } = await start('second');
    await vi.waitFor(() => {
      expect(app.quit).toHaveBeenCalledOnce();
    }, PATIENCE);
    expect(dialog.showErrorBox).not.toHaveBeenCalled();
  });
});

it('says that the app is open already where the browser host has the data folder', async () => {
  const lock = await takeFolderLock(folder, () => null);
  await expectTold(await start('first'), 'open already, in the browser');
  lock?.release();
});

it('says in the built desktop host that Windows can’t reach the folder with the data of programs', async () => {
  const host = await loadBuiltDesktopHost({ appDataFolder: base, missingFolders: ['appData'], opensNoWindow: true });
  await expectTold(host, 'AppData');
  expect(host.recorded.order).not.toContain('requestSingleInstanceLock');
});
