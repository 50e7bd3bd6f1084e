import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import type { AfterPackContext } from 'electron-builder';
import { burnFuses } from './fuses';
import { binaryKind, wantedBinaries, type Architecture, type System } from './native-binary';
import { BILL_FILE, NOTICES_FILE } from './notices-plugin';
import { checkPackedFiles, SIZE_BOUNDS } from './packed-files';
import { importedLibraries } from './pe-imports';
import { isWindowsOwn } from './windows-libraries';

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
 * notices, checks that exactly the wanted files and the native modules of the package's system are in it, that Windows
 * finds every library that they need, and burns the fuses.
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
    const linuxName = (packager as { executableName?: string }).executableName ?? programName;
    const program = join(
      appOutDir,
      { linux: linuxName, win32: `${programName}.exe`, darwin: `${programName}.app` }[system],
    );
    const resources = isMac ? join(appOutDir, `${programName}.app/Contents/Resources`) : join(appOutDir, 'resources');
    const asar = join(resources, 'app.asar');

    rmSync(join(resources, 'default_app.asar'), { force: true });
    // Beside the program, where they can be read without it.
    const shown = isMac ? resources : appOutDir;
    copyFileSync(join(root, 'LICENSE'), join(shown, 'LICENSE.txt'));
    copyFileSync(join(root, 'out/renderer', NOTICES_FILE), join(shown, 'THIRD-PARTY-NOTICES.md'));
    copyFileSync(join(root, 'out/renderer', BILL_FILE), join(shown, BILL_FILE));
    // A new Electron may need another library of Windows' own, which no list here can know: the start on Windows shows.
    if (system === 'win32')
      for (const warning of unknownImports([program, ...natives(resources, architecture)])) console.warn(warning);
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
    await burnFuses(program, { resetAdHocDarwinSignature: isMac, inspectable });
  };
}

/** The files of an asar, with `/` and without folders. */
export function listAsar(file: string): string[] {
  return listPackage(file, { isPack: false })
    .filter((path) => !('files' in statFile(file, path.slice(1))))
    .map((path) => path.replaceAll('\\', '/').slice(1));
}

function checkBinaries(resources: string, system: System, architecture: Architecture): string[] {
  return wantedBinaries(system, architecture).flatMap(({ runtimePath, ...wanted }) =>
    (runtimePath === null ? [wanted.path] : [wanted.path, runtimePath]).flatMap((path) => {
      const file = join(resources, 'app.asar.unpacked', path);
      if (!existsSync(file)) return [`not unpacked: ${path}`];
      const kind = binaryKind(firstBytes(file));
      if (kind?.system !== wanted.system || kind.architecture !== wanted.architecture)
        return [`for ${kind ? `${kind.system} ${kind.architecture}` : 'no known system'}: ${path}`];
      return checkSize(file, SIZE_BOUNDS.unpackedBinary);
    }),
  );
}

function natives(resources: string, architecture: Architecture): string[] {
  return wantedBinaries('win32', architecture)
    .map(({ path }) => join(resources, 'app.asar.unpacked', path))
    .filter((file) => existsSync(file));
}

/** Windows looks for what a program or library needs in its folder, and then among its own. */
function unknownImports(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const beside = readdirSync(dirname(file)).map((name) => name.toLowerCase());
    return importedLibraries(readFileSync(file))
      .filter((library) => !isWindowsOwn(library) && !beside.includes(library.toLowerCase()))
      .map(
        (library) =>
          `${basename(file)} needs ${library}, which is neither beside it nor known as Windows' own (windows-libraries.ts)`,
      );
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
