import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portableDataFolder } from '../../../../src/main/hosts/data-folder';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder: string;
beforeEach(async () => {
  folder = await makeFolder('portable');
});
afterEach(() => removeFolder(folder));

describe('the data folder of a portable copy', () => {
  it.each([
    ['win32', '/stick/app/Child Justice Series.exe', null, '/stick/app'],
    ['linux', '/stick/app/child-justice-series', null, '/stick/app'],
    ['linux', '/tmp/.mount_x/child-justice-series', '/stick/app.AppImage', '/stick'],
    ['darwin', '/stick/Child Justice Series.app/Contents/MacOS/Child Justice Series', null, '/stick'],
  ] as const)(
    'is beside the app on %s where a file "portable" is there (%s)',
    (platform, executable, appImage, folder) => {
      for (const name of ['portable', 'portable.txt', 'Portable.TXT', 'portable.txt.txt']) {
        const marked = (there: string): readonly string[] => (there === resolve(folder) ? [name] : []);
        expect(portableDataFolder(resolve(executable), { platform, appImage }, marked)).toBe(
          join(resolve(folder), 'Child Justice Series data'),
        );
      }
      expect(portableDataFolder(resolve(executable), { platform, appImage }, () => ['portable app.exe'])).toBeNull();
    },
  );

  it('is not beside an app that was installed on Windows, whose folder the next installer empties', () => {
    const app = join(folder, 'Child Justice Series.exe');
    const there = (): readonly string[] => ['portable', 'Uninstall Child Justice Series.exe'];
    expect(portableDataFolder(app, { platform: 'win32', appImage: null }, there)).toBeNull();
  });

  it('is not there for a folder of that name, as there may be one among downloads', async () => {
    const app = join(folder, 'child-justice-series');
    const from = { platform: 'linux', appImage: null } as const;
    await mkdir(join(folder, 'portable'));
    expect(portableDataFolder(app, from)).toBeNull();
    await writeFile(join(folder, 'portable.txt'), '');
    expect(portableDataFolder(app, from)).toBe(join(folder, 'Child Justice Series data'));
  });
});
