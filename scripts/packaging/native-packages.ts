import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unbundledPackages } from './shipped-packages';
import type { WantedBinary } from './native-binary';

/**
 * Makes the registry packages of these binaries ready in one folder and answers it: `node_modules` where npm installed
 * them all, as it does for its own system; else a cache, filled from the registry. An archive whose digest isn't the
 * lockfile's is refused.
 */
export function nativePackages(root: string, binaries: readonly WantedBinary[], cacheFolder: string): string {
  const installed = join(root, 'node_modules');
  if (binaries.every(({ packageName }) => existsSync(join(installed, packageName, 'package.json')))) return installed;
  const locked = unbundledPackages(root);
  for (const { packageName } of binaries) {
    const folder = join(cacheFolder, packageName);
    const shipped = locked.find(({ name }) => name === packageName);
    if (!shipped) throw new Error(`package-lock.json doesn't name ${packageName}.`);
    if (isVersion(folder, shipped.version)) continue;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const printed = execFileSync(
      'npm',
      ['pack', `${packageName}@${shipped.version}`, '--json', '--ignore-scripts', '--pack-destination', folder],
      { encoding: 'utf8', cwd: root, shell: process.platform === 'win32' },
    );
    const archive = join(folder, archiveName(printed));
    const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (digest !== shipped.integrity) throw new Error(`${archive} isn't the archive that package-lock.json names.`);
    execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', folder]);
    rmSync(archive);
  }
  return cacheFolder;
}

function isVersion(folder: string, version: string): boolean {
  const manifest = join(folder, 'package.json');
  return (
    existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === version
  );
}

function archiveName(printed: string): string {
  const [packed] = Object.values(JSON.parse(printed) as Record<string, { filename: string }>);
  if (!packed) throw new Error(`npm pack answered: ${printed}`);
  return packed.filename.replace('@', '').replaceAll('/', '-');
}
