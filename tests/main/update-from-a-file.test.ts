import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { makeFolder } from '../support/remove-folder';

const oldVersion = resolve(import.meta.dirname, '../fixtures/updates/pinned-key/update.json');

describe('the built desktop host', () => {
  it('knows its makers’ signature on a chosen update, refuses an old version, and stays open', async () => {
    const desktop = await loadBuiltDesktopHost();
    desktop.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [oldVersion] });
    expect(await desktop.invoke('update.choose', {})).toEqual({
      ok: true,
      value: { outcome: 'refused', reason: 'not-newer' },
    });
    expect(await desktop.invoke('update.install', { version: '0.0.1' })).toMatchObject({
      ok: true,
      value: { outcome: 'refused' },
    });
    expect(desktop.app.quit).not.toHaveBeenCalled();
    expect(existsSync(join(desktop.appDataFolder, 'Child Justice Series', '.child-justice-update'))).toBe(false);
  });

  it('refuses the same text with one figure changed', async () => {
    const desktop = await loadBuiltDesktopHost();
    const changed = join(await makeFolder('update'), 'update.json');
    await writeFile(changed, (await readFile(oldVersion, 'utf8')).replace('0.0.1', '9.0.1'));
    desktop.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [changed] });
    expect(await desktop.invoke('update.choose', {})).toMatchObject({
      ok: true,
      value: { outcome: 'refused', reason: 'signature' },
    });
  });

  it('is not updated from a checkout, where nothing was installed', async () => {
    const desktop = await loadBuiltDesktopHost({ isPackaged: false });
    expect(await desktop.invoke('update.choose', {})).toMatchObject({
      ok: true,
      value: { outcome: 'refused', reason: 'unsupported' },
    });
    expect(desktop.dialog.showOpenDialog).not.toHaveBeenCalled();
  });
});
