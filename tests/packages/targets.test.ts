import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { DEB_DEPENDS } from '../../scripts/packaging/deb-depends';
import { nativesWith, packWhole, runtimeStandIn } from '../support/packages/packed-app';
import { peProgram } from '../support/packages/pe-program';
import { standInTools, type StandInTools } from '../support/packages/stand-in-tools';
import { makeFolderSync, removeFolder } from '../support/remove-folder';

const root = resolve(import.meta.dirname, '../..');
const MINUTES = 60_000;

let tools: StandInTools;
let place: string;
beforeEach(() => {
  place = makeFolderSync('every-package');
  tools = standInTools(place);
  for (const [name, value] of Object.entries(tools.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeFolder(place);
});

/** electron-builder whole, up to the tools that it downloads. */
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('every kind of package', () => {
  it(
    'is made for Linux: AppImage, deb and rpm, with who keeps them and what they need',
    async () => {
      const nativesFolder = join(root, 'node_modules');
      const { outFolder, made } = await packWhole({ place, system: 'linux', nativesFolder });
      const name = `child-justice-series-${manifest.version}-linux`;
      expect(made.map((path) => basename(path)).toSorted()).toEqual([
        `${name}-amd64.deb`,
        `${name}-x86_64.AppImage`,
        `${name}-x86_64.rpm`,
      ]);
      const calls = tools.calls('fpm');
      expect(calls.match(/^--url\n.*$/gmu)).toEqual(Array(2).fill(`--url\n${manifest.homepage}`));
      expect(calls).toMatch(/^--vendor\nChild Justice Network$/mu);
      for (const library of DEB_DEPENDS) expect(calls).toContain(`-d\n${library}\n`);
      expect(tools.calls('mksquashfs')).toContain('-offset');
      // What lets the sandbox in on Ubuntu 24.04; the AppImage brings none.
      const profile = readFileSync(join(outFolder, 'linux-unpacked/resources/apparmor-profile'), 'utf8');
      expect(profile).toContain('userns,');
    },
    5 * MINUTES,
  );

  it(
    'is made for Windows: an installer that asks for nothing and lets Chromium’s processes read it, and a zip',
    async () => {
      const typst = peProgram('x64', Buffer.from('a stand-in for Typst'), ['KERNEL32.dll']);
      const { outFolder, made } = await packWhole({
        place,
        system: 'win32',
        nativesFolder: await nativesWith(place, 'win32', typst),
        runtimeFolder: await runtimeStandIn(place),
      });
      const name = `child-justice-series-${manifest.version}-win-x64`;
      expect(made.map((path) => basename(path)).toSorted()).toEqual([`${name}.exe`, `${name}.zip`]);
      const calls = tools.calls('makensis');
      const include = join(root, 'scripts/packaging/installer.nsh');
      expect(calls).toContain(`!include "${include}"`);
      expect(calls).toMatch(/^-DONE_CLICK$/mu);
      expect(readFileSync(include, 'utf8')).toMatch(
        /!macro customInstall\n.*icacls\.exe" "\$INSTDIR" \/grant "\*S-1-15-2-2:/u,
      );
      const files = readdirSync(join(outFolder, 'win-unpacked/resources'));
      expect(files).toContain('app.asar');
      expect(files).not.toContain('elevate.exe');
    },
    5 * MINUTES,
  );
});
