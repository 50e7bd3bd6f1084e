import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** What is started for a test of the real desktop app. */
export interface ElectronProgram {
  readonly path: string;
  /** Its first parameters: for Electron itself the folder of the built app. */
  readonly args: readonly string[];
  /** True for a packed app that can be driven (`npm run package:dir -- --inspectable`), named by `CJS_PACKED_APP`. */
  readonly isPacked: boolean;
}

/** The packed app that `CJS_PACKED_APP` names, or Electron where its own download script puts it. */
export function electronProgram(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): ElectronProgram {
  const packed = environment['CJS_PACKED_APP'];
  if (packed !== undefined) return { path: packed, args: [], isPacked: true };
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const path = join(root, 'node_modules', 'electron', 'dist', names[platform] ?? 'electron');
  return { path, args: [root], isPacked: false };
}

/**
 * Null where the program is there, else the line that says why its tests are skipped.
 * @throws where it has to be there: where `CJS_ELECTRON` says `required`, as the workflow that has just downloaded it
 *   does, and wherever a packed app is named, an empty name too
 */
export function missingElectron(
  program: ElectronProgram,
  environment: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
): string | null {
  if (exists(program.path)) return null;
  const line = `Electron's binary is not on this machine (${program.path}).`;
  if (program.isPacked || environment['CJS_ELECTRON'] === 'required') throw new Error(line);
  return `Skipped: ${line}`;
}

/** True for root on Linux and macOS: Chromium has no sandbox for it. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
