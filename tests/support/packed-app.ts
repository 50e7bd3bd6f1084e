import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makePackages } from '../../scripts/packaging/make-packages';
import { wantedBinaries, type WantedBinary } from '../../scripts/packaging/native-binary';
import { unbundledPackages } from '../../scripts/packaging/shipped-packages';
import { requireBuiltApp } from './built-app';
import { standInElectron } from './stand-in-distribution';

const root = resolve(import.meta.dirname, '../..');

/** A package's folder as electron-builder made it. */
export interface PackedFolder {
  /** Holds the program. */
  readonly folder: string;
  readonly program: string;
  readonly asar: string;
  readonly unpacked: string;
}

/** Packs the built app for x64 with a stand-in of Electron; nothing is downloaded. */
export async function packApp(system: 'linux' | 'win32', nativesFolder: string): Promise<PackedFolder> {
  requireBuiltApp();
  const base = await mkdtemp(join(tmpdir(), 'packed-app-'));
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const electronFolder = await standInElectron(join(base, 'electron'), { system, version });
  await makePackages(
    { root, system, architecture: 'x64', outFolder: join(base, 'out'), electronFolder, nativesFolder, environment: {} },
    true,
  );
  const folder = join(base, 'out', system === 'linux' ? 'linux-unpacked' : 'win-unpacked');
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

function lockedPackage(packageName: WantedBinary['packageName']): { readonly version: string } {
  const found = unbundledPackages(root).find(({ name }) => name === packageName);
  if (!found) throw new Error(`${packageName} isn't in the lockfile.`);
  return found;
}
