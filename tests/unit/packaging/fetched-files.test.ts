import { expect, it } from 'vitest';
import { fetchedFiles } from '../../../scripts/packaging/fetched-files';

const BEGINNING = "What isn't in a cache yet is fetched: ";

it.each([
  ['linux', 'x64', true, true, true, 'nothing.'],
  ['linux', 'arm64', false, true, true, 'the AppImage runtime, fpm and 7-Zip.'],
  ['win32', 'x64', false, false, true, 'Electron (about 120 MB); NSIS with its plugins, and 7-Zip.'],
  ['win32', 'arm64', true, true, false, 'Typst for that system from the npm registry (about 20 MB).'],
  ['darwin', 'universal', false, false, true, 'Electron for both processors (about 240 MB); dmgbuild.'],
] as const)(
  'packaging says in one line what it fetches: %s %s, folder alone %s, Electron there %s, Typst there %s',
  (system, architecture, asFolder, hasElectron, hasTypst, fetched) => {
    expect(fetchedFiles({ system, architecture, asFolder, hasElectron, hasTypst })).toBe(
      `Packages for ${system} ${architecture}. ${BEGINNING}${fetched}`,
    );
  },
);
