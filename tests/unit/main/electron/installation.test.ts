import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installationKind } from '../../../../src/main/electron/installation';

const root = resolve(import.meta.dirname, '../../../..');
const windows = join('/programs', 'Child Justice Series', 'Child Justice Series.exe');
const uninstaller = join('/programs', 'Child Justice Series', 'Uninstall Child Justice Series.exe');
const dpkgsList = '/var/lib/dpkg/info/child-justice-series.list';

describe('the kind of an installation', () => {
  it.each([
    ['win32', windows, null, [uninstaller], 'nsis'],
    ['win32', windows, null, [], null],
    ['darwin', '/Applications/app', null, [], 'dmg'],
    ['linux', '/tmp/.mount_x/app', '/home/member/app.AppImage', [dpkgsList], 'AppImage'],
    ['linux', '/opt/app', null, ['/usr/bin/dpkg', dpkgsList], 'deb'],
    // Fedora has dpkg too, for whoever wants it.
    ['linux', '/opt/app', null, ['/usr/bin/dpkg'], 'rpm'],
  ] as const)('on %s for %s, AppImage %s, with %j there, is %s', (platform, executable, appImage, there, kind) => {
    const exists = (path: string): boolean => there.some((each) => each === path);
    expect(installationKind({ platform, executable, appImage }, exists)).toBe(kind);
  });

  it('on Windows is told by the uninstaller’s name, as electron-builder makes it', () => {
    const script = readFileSync(join(root, 'node_modules/app-builder-lib/templates/nsis/common.nsh'), 'utf8');
    expect(script).toContain('!define UNINSTALL_FILENAME "Uninstall ${PRODUCT_FILENAME}.exe"');
    const { productName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { productName: string };
    expect(productName).toBe('Child Justice Series');
  });

  it('on Debian is told by the package’s name, as electron-builder gives it', () => {
    const script = readFileSync(join(root, 'node_modules/app-builder-lib/out/appInfo.js'), 'utf8');
    expect(script).toContain('get linuxPackageName() {\n        const name = this.name;');
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
    expect(name).toBe('child-justice-series');
  });
});
