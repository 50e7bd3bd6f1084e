import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedPackage } from './shipped-packages';

/** A package's own licence texts: also what fonts call theirs, and notices that Apache-2.0 wants kept. */
export const LICENCE_FILE = /^(licen[sc]e|copying|notice|ofl)/iu;

/**
 * Packages that forgot their licence file, or that of what is compiled into them, and a folder that holds the same text
 * for the same font or program, or the licence's own.
 */
const SAME_LICENCE: Readonly<Record<string, string>> = {
  '@hyzyla/pdfium': 'scripts/packaging/licences/pdfium',
  'zxing-wasm': 'node_modules/pdfjs-dist',
  '@expo-google-fonts/noto-serif-khmer': 'node_modules/@fontsource/noto-serif-khmer',
};

/**
 * The third-party notices as one text: every package with version and licence, then each licence text once with the
 * names of those that are under it. The same packages give the same bytes; line breaks are LF.
 * @throws where a package has neither a licence file nor one in `SAME_LICENCE`
 */
export function thirdPartyNotices(root: string, packages: readonly ShippedPackage[]): string {
  const sorted = uniquePackages(packages);
  const holders = new Map<string, string[]>();
  for (const shipped of sorted) {
    for (const text of licenceTexts(root, shipped)) {
      holders.set(text, [...(holders.get(text) ?? []), `${shipped.name} ${shipped.version}`]);
    }
  }
  return [
    '# Third-party notices',
    '',
    'The Child Justice Series app contains the following packages. Each is under its own licence, whose text is below.',
    'Electron and Chromium, in the desktop app, bring their own notices: LICENSE.electron.txt and LICENSES.chromium.html beside the program.',
    'Packages for Windows hold vcruntime140.dll of Microsoft Visual C++, © Microsoft Corporation, which Microsoft’s licence terms for Visual Studio name as distributable code.',
    '@hyzyla/pdfium holds PDFium (BSD-3-Clause, parts Apache-2.0), and with it AGG, FreeType, ICU, libjpeg-turbo, which is based in part on the work of the Independent JPEG Group, Little CMS, OpenJPEG and zlib. zxing-wasm holds ZXing-C++ (Apache-2.0) and stb_image (MIT).',
    '',
    ...sorted.map(({ name, version, licence }) => `- ${name} ${version} (${licence || 'see the text below'})`),
    ...[...holders].flatMap(([text, names]) => ['', '---', '', ...names.map((name) => `## ${name}`), '', text]),
    '',
  ].join('\n');
}

/** Each package once, by name and version. */
export function uniquePackages(packages: readonly ShippedPackage[]): ShippedPackage[] {
  const byId = new Map(packages.map((shipped) => [`${shipped.name}@${shipped.version}`, shipped]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shipped]) => shipped);
}

function licenceTexts(root: string, { name, folder }: Pick<ShippedPackage, 'name' | 'folder'>): string[] {
  const texts = [folder, SAME_LICENCE[name]].flatMap((from) => (from === undefined ? [] : textsIn(join(root, from))));
  // The binaries of other systems aren't installed here; their texts are those of the package that names them.
  const owner = withoutSystem(name);
  if (texts.length === 0 && owner !== name) return licenceTexts(root, { name: owner, folder: withoutSystem(folder) });
  if (texts.length === 0) throw new Error(`${name} has no licence file: name another in SAME_LICENCE.`);
  return texts;
}

/** The package that names the binaries of each system, or its folder. */
function withoutSystem(path: string): string {
  return path.replace(/-(android|darwin|linux|win32)-.*$/u, '');
}

function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
