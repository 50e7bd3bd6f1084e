import { closeSync, copyFileSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import type { AfterPackContext } from 'electron-builder';
import { burnFuses } from './fuses';
import { binaryKind, wantedBinaries, type Architecture, type System } from './native-binary';
import { BILL_FILE, NOTICES_FILE } from './notices-plugin';
import { checkPackedFiles, SIZE_BOUNDS } from './packed-files';

const SYSTEMS: Readonly<Record<string, System>> = { linux: 'linux', windows: 'win32', mac: 'darwin' };
/** electron-builder's numbers of architectures. */
const ARCHITECTURES: Readonly<Record<number, Architecture>> = { 1: 'x64', 3: 'arm64', 4: 'universal' };

/** What the hook needs beside electron-builder's own facts. */
export interface AfterPackOptions {
  /** The project's folder. */
  readonly root: string;
  /** See `FuseOptions`. */
  readonly inspectable: boolean;
}

/**
 * Runs once a package's files are in place and before it is signed: takes Electron's own start app out, adds the
 * notices, checks that exactly the wanted files and the native modules of the package's system are in it, and burns
 * the fuses.
 * @throws with everything that is wrong
 */
export function createAfterPack({ root, inspectable }: AfterPackOptions) {
  return async ({ appOutDir, arch, electronPlatformName, packager }: AfterPackContext): Promise<void> => {
    const system = SYSTEMS[packager.platform.name];
    const architecture = ARCHITECTURES[arch];
    if (!system || !architecture)
      throw new Error(`No package is made for ${electronPlatformName}, architecture ${arch}.`);
    const isMac = system === 'darwin';
    const programName = packager.appInfo.productFilename;
    const resources = isMac ? join(appOutDir, `${programName}.app/Contents/Resources`) : join(appOutDir, 'resources');
    const asar = join(resources, 'app.asar');

    rmSync(join(resources, 'default_app.asar'), { force: true });
    // Beside the program, where they can be read without it.
    const shown = isMac ? resources : appOutDir;
    copyFileSync(join(root, 'LICENSE'), join(shown, 'LICENSE.txt'));
    copyFileSync(join(root, 'out/renderer', NOTICES_FILE), join(shown, 'THIRD-PARTY-NOTICES.md'));
    copyFileSync(join(root, 'out/renderer', BILL_FILE), join(shown, BILL_FILE));
    const problems = [
      ...checkPackedFiles(
        root,
        { paths: listAsar(asar), read: (path) => extractFile(asar, join(path)).toString() },
        { system, architecture },
      ),
      ...checkBinaries(resources, system, architecture),
      ...checkSize(asar, SIZE_BOUNDS.asar),
    ];
    if (problems.length > 0) throw new Error(`The package is wrong:\n${problems.join('\n')}`);

    // The halves of a universal app are joined afterwards and come here once more, as a whole.
    if (isMac && architecture !== 'universal' && appOutDir.endsWith('-temp')) return;
    const linuxName = (packager as { executableName?: string }).executableName ?? programName;
    const program = { linux: linuxName, win32: `${programName}.exe`, darwin: `${programName}.app` }[system];
    await burnFuses(join(appOutDir, program), { resetAdHocDarwinSignature: isMac, inspectable });
  };
}

/** The files of an asar, with `/` and without folders. */
export function listAsar(file: string): string[] {
  return listPackage(file, { isPack: false })
    .filter((path) => !('files' in statFile(file, path.slice(1))))
    .map((path) => path.replaceAll('\\', '/').slice(1));
}

function checkBinaries(resources: string, system: System, architecture: Architecture): string[] {
  return wantedBinaries(system, architecture).flatMap((wanted) => {
    const file = join(resources, 'app.asar.unpacked', wanted.path);
    if (!existsSync(file)) return [`not unpacked: ${wanted.path}`];
    const kind = binaryKind(firstBytes(file));
    const isRight = kind?.system === wanted.system && kind.architecture === wanted.architecture;
    return [
      ...(isRight ? [] : [`for ${kind ? `${kind.system} ${kind.architecture}` : 'no known system'}: ${wanted.path}`]),
      ...checkSize(file, SIZE_BOUNDS.unpackedBinary),
    ];
  });
}

function checkSize(file: string, bound: number): string[] {
  if (!existsSync(file)) return [`missing: ${file}`];
  const { size } = statSync(file);
  return size > bound ? [`${file} has ${size} bytes, more than the ${bound} of SIZE_BOUNDS`] : [];
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(4_096);
  const handle = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}
