import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A registry package of which something is in the app that a member gets. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or what the package says in its place; empty where it says nothing. */
  readonly licence: string;
  /** Folder below the project, with `/`, e.g. `node_modules/valibot`. */
  readonly folder: string;
  /** Subresource integrity of the registry's archive (`sha512-…`). */
  readonly integrity: string;
  /** `bundled` into the built files, or `unbundled`: a folder of `node_modules` in the package. */
  readonly form: 'bundled' | 'unbundled';
}

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

/** Optional parts of packages that the app runs without; they stay out of the package. */
const LEFT_OUT: readonly RegExp[] = [
  // pdf.js draws pages with it, which the app never does: 26 MB and more.
  /(^|\/)@napi-rs\/canvas/u,
  // Only for pdf.js' reading of addresses; the app gives it bytes.
  /(^|\/)node-readable-to-web-readable-stream$/u,
  // Types alone.
  /(^|\/)(@types\/emscripten|type-fest|tagged-tag)$/u,
  // Systems for which no package is made.
  /typst-ts-node-compiler-(android|.*-musl|.*-gnueabihf)/u,
];

/** All packages that `package-lock.json` calls production, without those that are left out; by folder. */
export function unbundledPackages(root: string): ShippedPackage[] {
  return Object.entries(readLock(root))
    .filter(([folder, entry]) => folder !== '' && !entry.dev && !entry.devOptional && !entry.peer)
    .filter(([folder]) => !LEFT_OUT.some((pattern) => pattern.test(folder)))
    .map(([folder, entry]) => shipped(folder, entry, root, 'unbundled'));
}

/**
 * The packages whose modules a bundler took in.
 * @param moduleIds absolute paths, as Rollup and Rolldown name modules; others are ignored
 */
export function bundledPackages(root: string, moduleIds: Iterable<string>): ShippedPackage[] {
  const lock = readLock(root);
  const prefix = `${root.replaceAll('\\', '/')}/`;
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const path = id.replaceAll('\\', '/').replace(/^\0/u, '').replace(/\?.*$/u, '');
    if (!path.startsWith(`${prefix}node_modules/`)) continue;
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path.slice(prefix.length))?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].sort().map((folder) => {
    const entry = lock[folder];
    if (!entry) throw new Error(`${folder} is bundled, but package-lock.json doesn't name it.`);
    return shipped(folder, entry, root, 'bundled');
  });
}

function shipped(folder: string, entry: LockEntry, root: string, form: ShippedPackage['form']): ShippedPackage {
  return {
    name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version ?? '',
    licence: entry.license ?? manifestLicence(join(root, folder)),
    folder,
    integrity: entry.integrity ?? '',
    form,
  };
}

/** Old manifests have `{ "license": { "type": "MIT" } }`, which the lockfile doesn't copy. */
function manifestLicence(folder: string): string {
  try {
    const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license?: unknown };
    if (typeof license === 'string') return license;
    const type = (license as { type?: unknown } | undefined)?.type;
    return typeof type === 'string' ? type : '';
  } catch {
    return '';
  }
}

function readLock(root: string): Readonly<Record<string, LockEntry>> {
  return (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry> })
    .packages;
}
