import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { UNINSTALLER } from '../hosts/data-folder';
import type { UpdatePort } from '../services/ports';

/** What tells how this program came onto the computer. */
export interface InstallationFacts {
  readonly platform: NodeJS.Platform;
  /** The running program, absolute (`process.execPath`). */
  readonly executable: string;
  /** The AppImage that it runs from (`runningAppImage`), or null. */
  readonly appImage: string | null;
}

/** Where dpkg lists the files of the app's package, on a computer on which it installed that. */
const FILES_OF_DEB = '/var/lib/dpkg/info/child-justice-series.list';

/**
 * The kind of installer that brought this program, and thus can bring a newer one in its place. Null for a folder that
 * was unpacked on Windows: an installer would put a second copy beside it, and the old one would then find records that
 * it can't read.
 */
export function installationKind(
  { platform, executable, appImage }: InstallationFacts,
  exists: (path: string) => boolean = existsSync,
): UpdatePort['installation']['kind'] | null {
  if (platform === 'win32') return exists(join(dirname(executable), UNINSTALLER)) ? 'nsis' : null;
  if (platform === 'darwin') return 'dmg';
  if (appImage !== null) return 'AppImage';
  return exists(FILES_OF_DEB) ? 'deb' : 'rpm';
}

/**
 * The AppImage file that this program runs from, absolute, or null. The runtime of an AppImage names its file
 * (`APPIMAGE`) and the folder that it is mounted in (`APPDIR`), and every program that is started from an AppImage
 * inherits both: they are about this one only where it runs from that folder.
 * https://docs.appimage.org/packaging-guide/environment-variables.html
 * @param executable the running program, absolute (`process.execPath`)
 */
export function runningAppImage(
  executable: string,
  environment: Readonly<Record<string, string | undefined>>,
  resolved: (path: string) => string = realpathSync,
): string | null {
  const { APPIMAGE: file, APPDIR: folder } = environment;
  if (!file || !folder || !isAbsolute(file) || !isAbsolute(folder)) return null;
  try {
    const below = relative(resolved(folder), resolved(executable));
    return below !== '' && !below.startsWith('..') && !isAbsolute(below) ? file : null;
  } catch {
    return null;
  }
}
