import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { createAfterPack } from '../../../scripts/packaging/after-pack';
import { makePackages } from '../../../scripts/packaging/make-packages';
import { wantedBinaries, type WantedBinary } from '../../../scripts/packaging/native-binary';
import { unbundledPackages } from '../../../scripts/packaging/shipped-packages';
import { RUNTIME_FILE } from '../../../scripts/packaging/vc-runtime';
import { requireBuiltApp } from '../hosts/built-app';
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

/** Packs the built app for x64 with a stand-in of Electron; nothing is downloaded. */
export async function packApp(
  system: 'linux' | 'win32',
  nativesFolder: string,
  runtimeFolder: string | null = null,
): Promise<PackedFolder> {
  requireBuiltApp();
  const base = await mkdtemp(join(tmpdir(), 'packed-app-'));
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const electronFolder = await standInElectron(join(base, 'electron'), { system, version });
  const outFolder = join(base, 'out');
  await makePackages(
    { root, system, architecture: 'x64', outFolder, electronFolder, nativesFolder, runtimeFolder, environment: {} },
    true,
  );
  const folder = join(outFolder, system === 'linux' ? 'linux-unpacked' : 'win-unpacked');
  return {
    folder,
    program: join(folder, system === 'linux' ? 'child-justice-series' : 'Child Justice Series.exe'),
    asar: join(folder, 'resources/app.asar'),
    unpacked: join(folder, 'resources/app.asar.unpacked'),
  };
}

/** A folder with packages of natives as `makePackages` takes it, each with the bytes given as its binary. */
export async function nativesWith(system: 'win32', bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'natives-'));
  for (const { packageName, path } of wantedBinaries(system, 'x64')) {
    await mkdir(join(folder, packageName), { recursive: true });
    const { version } = lockedPackage(packageName);
    await writeFile(join(folder, packageName, 'package.json'), JSON.stringify({ name: packageName, version }));
    await writeFile(join(folder, path.slice('node_modules/'.length)), bytes);
  }
  return folder;
}

/** A folder with a stand-in of Visual C++'s runtime. */
export async function runtimeStandIn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vc-runtime-'));
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
  const base = await mkdtemp(join(tmpdir(), 'changed-package-'));
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
    await rm(base, { recursive: true, force: true });
  }
}

function lockedPackage(packageName: WantedBinary['packageName']): { readonly version: string } {
  const found = unbundledPackages(root).find(({ name }) => name === packageName);
  if (!found) throw new Error(`${packageName} isn't in the lockfile.`);
  return found;
}
