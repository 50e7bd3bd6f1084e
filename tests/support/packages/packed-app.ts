import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { createAfterPack } from '../../../scripts/packaging/after-pack';
import { makePackages } from '../../../scripts/packaging/make-packages';
import { wantedBinaries, type WantedBinary } from '../../../scripts/packaging/native-binary';
import { unbundledPackages } from '../../../scripts/packaging/shipped-packages';
import { RUNTIME_FILE } from '../../../scripts/packaging/vc-runtime';
import { requireBuiltApp } from '../hosts/built-app';
import { makeFolder, removeFolder } from '../remove-folder';
import { peProgram } from './pe-program';
import { standInElectron } from './stand-in-distribution';

const root = resolve(import.meta.dirname, '../../..');

/** A package's folder as electron-builder made it. */
export interface PackedFolder {
  /** Holds the program. */
  readonly folder: string;
  readonly program: string;
  readonly asar: string;
  readonly unpacked: string;
}

/** What is packed for a test. */
export interface PackedForTest {
  /** Holds all that packing makes: the test that made it with `makeFolder` removes it, also where packing fails. */
  readonly place: string;
  readonly system: 'linux' | 'win32';
  readonly nativesFolder: string;
  readonly runtimeFolder?: string;
}

/** Packs the built app for x64 with a stand-in of Electron; nothing is downloaded. */
export async function packApp(wanted: PackedForTest): Promise<PackedFolder> {
  const { outFolder } = await makeForTest(wanted, true);
  const isLinux = wanted.system === 'linux';
  const folder = join(outFolder, isLinux ? 'linux-unpacked' : 'win-unpacked');
  return {
    folder,
    program: join(folder, isLinux ? 'child-justice-series' : 'Child Justice Series.exe'),
    asar: join(folder, 'resources/app.asar'),
    unpacked: join(folder, 'resources/app.asar.unpacked'),
  };
}

/** Makes every package of a system as `packApp` does, with the tools that the environment names. */
export function packWhole(
  wanted: PackedForTest,
): Promise<{ readonly outFolder: string; readonly made: readonly string[] }> {
  return makeForTest(wanted, false);
}

async function makeForTest(
  {
    place,
    system,
    nativesFolder,
    runtimeFolder = null,
  }: Omit<PackedForTest, 'runtimeFolder'> & {
    readonly runtimeFolder?: string | null;
  },
  asFolder: boolean,
): Promise<{ readonly outFolder: string; readonly made: readonly string[] }> {
  requireBuiltApp();
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const electronFolder = await standInElectron(join(place, 'electron'), { system, version });
  const outFolder = join(place, 'out');
  const made = await makePackages(
    { root, system, architecture: 'x64', outFolder, electronFolder, nativesFolder, runtimeFolder, environment: {} },
    asFolder,
  );
  return { outFolder, made };
}

/** A folder in `place` with packages of natives as `makePackages` takes it, each with these bytes as its binary. */
export async function nativesWith(place: string, system: 'win32', bytes: Buffer): Promise<string> {
  const folder = join(place, 'natives');
  for (const { packageName, path } of wantedBinaries(system, 'x64')) {
    await mkdir(join(folder, packageName), { recursive: true });
    const { version } = lockedPackage(packageName);
    await writeFile(join(folder, packageName, 'package.json'), JSON.stringify({ name: packageName, version }));
    await writeFile(join(folder, path.slice('node_modules/'.length)), bytes);
  }
  return folder;
}

/** A folder in `place` with a stand-in of Visual C++'s runtime. */
export async function runtimeStandIn(place: string): Promise<string> {
  const folder = join(place, 'vc-runtime');
  await mkdir(folder);
  const library = peProgram('x64', Buffer.from('a stand-in for the runtime'), ['KERNEL32.dll']);
  await writeFile(join(folder, RUNTIME_FILE), library);
  return folder;
}

/** Runs the check after packing once more, on a copy of a package that was changed. */
export async function checkedAfter(
  packed: PackedFolder,
  system: 'linux' | 'win32',
  change: (folder: string) => void | Promise<void>,
): Promise<void> {
  const base = await makeFolder('changed-package');
  const folder = join(base, 'unpacked');
  try {
    await cp(packed.folder, folder, { recursive: true });
    await change(folder);
    const context = {
      appOutDir: folder,
      arch: 1,
      electronPlatformName: system,
      packager: {
        platform: { name: system === 'linux' ? 'linux' : 'windows' },
        appInfo: { productFilename: 'Child Justice Series' },
        executableName: 'child-justice-series',
      },
    };
    await createAfterPack({ root, inspectable: false })(context as unknown as AfterPackContext);
  } finally {
    await removeFolder(base);
  }
}

function lockedPackage(packageName: WantedBinary['packageName']): { readonly version: string } {
  const found = unbundledPackages(root).find(({ name }) => name === packageName);
  if (!found) throw new Error(`${packageName} isn't in the lockfile.`);
  return found;
}
