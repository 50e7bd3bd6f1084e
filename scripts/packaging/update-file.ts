import { sign, type KeyObject } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  digestOf,
  signedBytes,
  UPDATED_APP,
  type Installer,
  type UpdateDescription,
} from '../../src/main/services/update/update-description';

/** Ends of the packages' names and the installations that they replace (`artifactName` in `builder-config.ts`). */
const KINDS: readonly (readonly [RegExp, Installer['kind']])[] = [
  [/\.exe$/u, 'nsis'],
  [/\.dmg$/u, 'dmg'],
  [/\.AppImage$/u, 'AppImage'],
  [/\.deb$/u, 'deb'],
  [/\.rpm$/u, 'rpm'],
];
/** How electron-builder calls processors in names: as each system does. */
const ARCHITECTURES: readonly (readonly [RegExp, Installer['architecture']])[] = [
  [/-(arm64|aarch64)\./u, 'arm64'],
  [/-(x64|x86_64|amd64)\./u, 'x64'],
  [/-universal\./u, 'universal'],
];

/**
 * Describes the installers of a folder, by name, and what the version changed (`updateChanges`).
 * @throws where there is none
 */
export async function describeUpdate(
  folder: string,
  version: string,
  changes?: UpdateDescription['changes'],
): Promise<UpdateDescription> {
  const installers: Installer[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const kind = KINDS.find(([pattern]) => pattern.test(file))?.[1];
    const architecture = ARCHITECTURES.find(([pattern]) => pattern.test(file))?.[1];
    if (!kind || !architecture || !file.includes(`-${version}-`)) continue;
    const path = join(folder, file);
    installers.push({ kind, architecture, file, bytes: (await stat(path)).size, sha256: await digestOf(path) });
  }
  if (installers.length === 0) throw new Error(`No installer of version ${version} is in ${folder}.`);
  return { app: UPDATED_APP, version, installers, ...(changes && { changes }) };
}

/** The text of `update.json`, signed with an Ed25519 key. */
export function signUpdate(description: unknown, privateKey: KeyObject): string {
  const text = JSON.stringify(description);
  const signature = sign(null, signedBytes(text), privateKey).toString('base64');
  return `${JSON.stringify({ description: text, signature }, null, 2)}\n`;
}
