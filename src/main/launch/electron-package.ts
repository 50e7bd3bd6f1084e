import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's package as it is installed. */
export interface ElectronPackage {
  readonly version: string;
  /** The binary, absolute, or null where it has not been downloaded. */
  readonly binary: string | null;
  readonly folder: string;
}

/**
 * Looks for Electron's binary by reading the package's files. Never by `require('electron')`: from plain Node that
 * starts a download which nothing bounds.
 * @returns null where the package is not installed at all
 */
export function findElectron(
  rootFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): ElectronPackage | null {
  const folder = join(rootFolder, 'node_modules', 'electron');
  const version = readText(join(folder, 'package.json'), (text) => (JSON.parse(text) as { version?: unknown }).version);
  if (typeof version !== 'string') return null;
  const executable = readText(join(folder, 'path.txt'), (text) => text.trim());
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidate = override
    ? join(override, executable || 'electron')
    : executable
      ? join(folder, 'dist', executable)
      : null;
  return {
    version,
    binary: candidate !== null && existsSync(candidate) ? candidate : null,
    folder,
  };
}

function readText<Value>(path: string, parse: (text: string) => Value): Value | null {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
