import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';

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
