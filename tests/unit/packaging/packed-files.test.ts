import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wantedBinaries } from '../../../scripts/packaging/native-binary';
import { checkPackedFiles } from '../../../scripts/packaging/packed-files';
import { printFonts } from '../../../src/main/services/typesetting/fonts';
import { makeFolder, removeFolder } from '../../support/remove-folder';

const TYPST = wantedBinaries('linux', 'x64')[0]?.packageName ?? '';
const BINARY = wantedBinaries('linux', 'x64')[0]?.path ?? '';
const VALIBOT = 'node_modules/valibot/package.json';

/** A project with a build of three files and two packages beside Typst's, of which one is for building alone. */
let root: string;
beforeAll(async () => {
  root = await makeFolder('packed-files');
  const files = [
    'out/main/index.js',
    'out/main/browser-host.js',
    'out/renderer/index.html',
    'resources/certificate/a.typ',
  ];
  for (const file of files) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), '');
  }
  const packages = {
    '': {},
    'node_modules/valibot': { version: '1.5.0' },
    'node_modules/pdfjs-dist': { version: '5.6.205' },
    'node_modules/zxing-wasm': { version: '3.1.6' },
    'node_modules/@hyzyla/pdfium': { version: '2.1.13' },
    'node_modules/vue': { version: '3.5.0', dev: true },
    [`node_modules/${TYPST}`]: { version: '0.7.0', optional: true },
    [`node_modules/${wantedBinaries('win32', 'x64')[0]?.packageName ?? ''}`]: { version: '0.7.0', optional: true },
  };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }));
});
afterAll(() => removeFolder(root));

/** Manifests of the packages that a right package holds. */
const MANIFESTS: Readonly<Record<string, string>> = {
  [VALIBOT]: '{"name":"valibot","version":"1.5.0"}',
  'node_modules/pdfjs-dist/package.json': '{"name":"pdfjs-dist","version":"5.6.205"}',
  'node_modules/zxing-wasm/package.json': '{"name":"zxing-wasm","version":"3.1.6"}',
  'node_modules/@hyzyla/pdfium/package.json': '{"name":"@hyzyla/pdfium","version":"2.1.13"}',
  [`node_modules/${TYPST}/package.json`]: `{"name":"${TYPST}","version":"0.7.0"}`,
};
const RIGHT = [
  'package.json',
  'resources/icons/icon.png',
  'resources/certificate/a.typ',
  'out/main/index.js',
  'out/renderer/index.html',
  'node_modules/pdfjs-dist/legacy/build/pdf.mjs',
  'node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs',
  'node_modules/zxing-wasm/dist/es/reader/index.js',
  'node_modules/zxing-wasm/dist/es/share.js',
  'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm',
  'node_modules/@hyzyla/pdfium/dist/index.esm.js',
  'node_modules/@hyzyla/pdfium/dist/pdfium.wasm',
  'node_modules/valibot/LICENSE.md',
  'node_modules/valibot/dist/index.mjs',
  BINARY,
  ...printFonts.map(({ file }) => `node_modules/${file}`),
  ...Object.keys(MANIFESTS),
];

/** What the check says of a package with these files, and these manifests in place of the right ones. */
function check(paths: readonly string[], manifests: Readonly<Record<string, string>> = {}): string[] {
  return checkPackedFiles(
    root,
    { paths, read: (path) => manifests[path] ?? MANIFESTS[path] ?? '' },
    { system: 'linux', architecture: 'x64' },
  );
}

describe('the files of a package', () => {
  it('are right where they are exactly the wanted ones', () => {
    expect(check(RIGHT)).toEqual([]);
  });

  it.each([
    'out/main/browser-host.js',
    'out/main/left-over.js',
    'src/main/index.ts',
    'tests/fixtures/a.json',
    '.env',
    'node_modules/valibot/README.md',
    'node_modules/valibot/dist/index.d.ts',
    'node_modules/valibot/native.node',
    'node_modules/pdfjs-dist/build/pdf.mjs',
    'node_modules/zxing-wasm/dist/writer/zxing_writer.wasm',
    wantedBinaries('win32', 'x64')[0]?.path ?? '',
  ])('are refused with one that isn’t wanted: %s', (path) => {
    expect(check([...RIGHT, path])).toEqual([`not wanted: ${path}`]);
  });

  it.each(RIGHT.filter((path) => !path.includes('/valibot/') && !path.endsWith('/package.json')))(
    'are refused without one that is wanted: %s',
    (path) => {
      expect(check(RIGHT.filter((each) => each !== path))).toEqual([`missing: ${path}`]);
    },
  );

  it('are refused with a package that only builds, wherever it lies', () => {
    const path = 'node_modules/valibot/node_modules/vue/package.json';
    expect(check([...RIGHT, path], { [path]: '{"name":"vue","version":"3.5.0"}' })).toEqual([
      `not wanted: ${path}`,
      'not wanted: vue@3.5.0',
    ]);
  });

  it('are refused without a package, and with another version of one', () => {
    expect(check(RIGHT.filter((path) => path !== VALIBOT))).toEqual(['missing: valibot@1.5.0']);
    expect(check(RIGHT, { [VALIBOT]: '{"name":"valibot","version":"1.5.1"}' })).toEqual([
      'missing: valibot@1.5.0',
      'not wanted: valibot@1.5.1',
    ]);
  });

  it('are for Windows refused without Visual C++’s runtime', () => {
    const target = { system: 'win32', architecture: 'x64' } as const;
    const problems = checkPackedFiles(root, { paths: RIGHT, read: (path) => MANIFESTS[path] ?? '' }, target);
    expect(problems).toContain(`missing: ${wantedBinaries('win32', 'x64')[0]?.runtimePath ?? ''}`);
  });
});
