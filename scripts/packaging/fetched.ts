import type { Architecture, System } from './native-binary';

/** What decides what a packaging downloads, where no cache has it. */
export interface FetchedOptions {
  readonly system: System;
  readonly architecture: Architecture;
  /** True for the unpacked folder alone. */
  readonly asFolder: boolean;
  readonly hasElectron: boolean;
  /** True where the system's Typst is among the installed packages. */
  readonly hasBinaries: boolean;
}

/** Tools that electron-builder downloads for whole packages. */
const TOOLS: Readonly<Record<System, string>> = {
  linux: 'the AppImage runtime, fpm and 7-Zip',
  win32: 'NSIS with its plugins and 7-Zip',
  darwin: 'dmgbuild and 7-Zip',
};

/** The line that says before a packaging what it will fetch. */
export function fetchedLine(options: FetchedOptions): string {
  const { system, architecture, asFolder, hasElectron, hasBinaries } = options;
  const electron =
    architecture === 'universal' ? 'Electron for both processors (about 240 MB)' : 'Electron (about 120 MB)';
  const fetched = [
    ...(hasElectron ? [] : [electron]),
    ...(hasBinaries ? [] : ['Typst for that system from the npm registry (about 20 MB)']),
    ...(asFolder ? [] : [TOOLS[system]]),
  ];
  return `Packages for ${system} ${architecture}. What isn't in a cache yet is fetched: ${fetched.join(', ') || 'nothing'}.`;
}
