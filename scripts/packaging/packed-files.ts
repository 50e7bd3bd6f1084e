import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { printFonts } from '../../src/main/services/typesetting/fonts';
import { LICENCE_FILE } from './notices';
import { unbundledPackages } from './shipped-packages';
import { wantedBinaries, type Architecture, type System } from './native-binary';

/**
 * Built files of the browser host and of the launcher, which a packaged app doesn't have: it would be a server nobody
 * asked for.
 */
const BROWSER_HOST_FILES = ['out/main/browser-host.js', 'out/main/launch.js'];
/** The readers of files, which are large: the files of each that are used. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  'pdfjs-dist': ['legacy/build/pdf.mjs', 'legacy/build/pdf.worker.mjs'],
  'zxing-wasm': ['dist/es/reader/index.js', 'dist/es/share.js', 'dist/reader/zxing_reader.wasm'],
  '@hyzyla/pdfium': ['dist/index.esm.js', 'dist/pdfium.wasm'],
};
const READER_FILES = Object.entries(READERS).flatMap(([name, files]) =>
  files.map((file) => `node_modules/${name}/${file}`),
);
const FONT_FILES = printFonts.map(({ file }) => `node_modules/${file}`);
const TYPST_BINARY = '@myriaddreamin/typst-ts-node-compiler-';

/** Bounds in bytes, about a quarter above what was measured: what grows past them is looked at. */
export const SIZE_BOUNDS = {
  /** `app.asar`, without what is unpacked beside it. */
  asar: 38_000_000,
  /** One Typst binary. */
  unpackedBinary: 68_000_000,
} as const;

/** Names the kind of a package's own file that a running app may need; others stay out. */
const USED_FILE = /\.(?:[cm]?js|json)$/u;

/**
 * What electron-builder takes into the asar; `checkPackedFiles` looks at what came of it.
 */
export function filePatterns(): string[] {
  return [
    'package.json',
    'out/**',
    ...BROWSER_HOST_FILES.map((file) => `!${file}`),
    'resources/certificate/**',
    'resources/icons/icon.png',
    '!node_modules/**/*.{ts,mts,cts,map,md,png,html,css,ttf,woff,woff2,node,flow,yml,yaml,markdown,txt,jsonld,sh}',
    '!node_modules/**/.*',
    '!node_modules/**/{test,tests,docs,example,examples,.github}/**',
    ...Object.keys(READERS).flatMap((name) => [
      `!node_modules/${name}/**`,
      `node_modules/${name}/package.json`,
      `node_modules/${name}/LICENSE`,
    ]),
    ...READER_FILES,
    ...FONT_FILES,
    // After the exclusion of *.md and *.node.
    'node_modules/**/{LICENSE,LICENCE,License,license}*.md',
    '!node_modules/@napi-rs/**',
    '!node_modules/node-readable-to-web-readable-stream/**',
    '!node_modules/{@types,type-fest,tagged-tag}/**',
    '!node_modules/zxing-wasm/node_modules/**',
    `!node_modules/${TYPST_BINARY}*/**`,
  ];
}

/** A package as it was made. */
export interface PackedApp {
  /** Paths of its files below its root, with `/`. */
  readonly paths: readonly string[];
  /** The text of one of them. */
  readonly read: (path: string) => string;
}

/** What is wrong with the files of a package, each a line; none where they are exactly the wanted ones. */
export function checkPackedFiles(
  root: string,
  { paths, read }: PackedApp,
  target: { readonly system: System; readonly architecture: Architecture },
): string[] {
  const binaries = wantedBinaries(target.system, target.architecture);
  const demanded = new Set([
    'package.json',
    'resources/icons/icon.png',
    ...listFiles(join(root, 'out'), 'out/').filter((file) => !BROWSER_HOST_FILES.includes(file)),
    ...listFiles(join(root, 'resources/certificate'), 'resources/certificate/'),
    ...READER_FILES,
    ...FONT_FILES,
    ...binaries.flatMap(({ path, runtimePath }) => (runtimePath === null ? [path] : [path, runtimePath])),
  ]);
  const packages = unbundledPackages(root).filter(
    ({ name }) => !name.startsWith(TYPST_BINARY) || binaries.some(({ packageName }) => packageName === name),
  );
  const names = new Set(packages.map(({ name }) => name));
  // electron-builder lays `node_modules` out anew, so packages are told by name and version, not by place.
  const packed = new Set(
    paths.filter((path) => packageOf(path)?.file === 'package.json').map((path) => identity(read(path))),
  );
  const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const present = new Set(paths);
  return [
    ...[...demanded].filter((file) => !present.has(file)).map((file) => `missing: ${file}`),
    ...[...wanted].filter((id) => !packed.has(id)).map((id) => `missing: ${id}`),
    ...[...packed].filter((id) => !wanted.has(id)).map((id) => `not wanted: ${id}`),
    ...paths.filter((path) => !demanded.has(path) && !isUsedFile(path, names)).map((path) => `not wanted: ${path}`),
  ].sort();
}

/** The package that a file is of, and the file's path in it; null for the app's own. */
function packageOf(path: string): { readonly name: string; readonly file: string } | null {
  const match = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/(.+)$/u.exec(path);
  return match ? { name: match[1] ?? '', file: match[2] ?? '' } : null;
}

function identity(manifest: string): string {
  const { name, version } = JSON.parse(manifest) as { readonly name: string; readonly version: string };
  return `${name}@${version}`;
}

function isUsedFile(path: string, packages: ReadonlySet<string>): boolean {
  const inside = packageOf(path);
  if (!inside || !packages.has(inside.name)) return false;
  const isLicence = LICENCE_FILE.test(inside.file.slice(inside.file.lastIndexOf('/') + 1));
  // Of the readers only the demanded files.
  if (inside.name in READERS) return isLicence || inside.file === 'package.json';
  return isLicence || USED_FILE.test(inside.file);
}

function listFiles(folder: string, prefix: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      (entry) =>
        prefix +
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
    );
}
