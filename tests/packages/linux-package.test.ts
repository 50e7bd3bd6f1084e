import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAsar } from '../../scripts/packaging/after-pack';
import { FUSES, readFuses } from '../../scripts/packaging/fuses';
import { wantedBinaries } from '../../scripts/packaging/native-binary';
import { SIZE_BOUNDS } from '../../scripts/packaging/packed-files';
import { loadBuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { handMadePdf } from '../support/hostile/hand-made-pdf';
import { printedPage } from '../support/pictures/paper-pictures';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { checkedAfter, packApp, type PackedFolder } from '../support/packages/packed-app';
import { peProgram } from '../support/packages/pe-program';
import { makeFolder, makeFolderSync, removeFolder } from '../support/remove-folder';

const root = resolve(import.meta.dirname, '../..');
/** SPDX's names of the licences in the bill of materials: its schema takes no others as an id. */
const LICENCE_IDS = ['Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT', 'OFL-1.1'];
const MINUTES = 60_000;
/** Elsewhere npm hasn't installed this system's Typst. */
const isHere = process.platform === 'linux' && process.arch === 'x64';
const place = makeFolderSync('linux-package');
const wanted = { system: 'linux', nativesFolder: join(root, 'node_modules') } as const;
let packed: PackedFolder;
beforeAll(async () => {
  if (isHere) packed = await packApp({ place, ...wanted });
}, 5 * MINUTES);
afterAll(() => removeFolder(place));

describe.runIf(isHere)('the package for Linux', () => {
  it('holds the app alone: no source, no browser host, no tools, no start app of Electron’s', async () => {
    const paths = listAsar(packed.asar);
    expect(paths.filter((path) => /^(src|tests|scripts|docs|resources\/series)\//u.test(path))).toEqual([]);
    expect(paths.filter((path) => /browser-host|launch\.js|electron-builder|@napi-rs|\.map$/u.test(path))).toEqual([]);
    expect(paths.filter((path) => /node_modules\/(vue|dexie|pinia|reka-ui)\//u.test(path))).toEqual([]);
    await expect(readFile(join(packed.folder, 'resources/default_app.asar'))).rejects.toThrow(/ENOENT/u);
  });

  it('has the Typst binary for its system beside the asar, within its bound, and nothing else there', async () => {
    const [binary] = wantedBinaries('linux', 'x64');
    const natives = listAsar(packed.asar).filter((path) => path.endsWith('.node'));
    expect(natives).toEqual([binary?.path]);
    const { length } = await readFile(join(packed.unpacked, natives[0] ?? ''));
    expect(length).toBeLessThan(SIZE_BOUNDS.unpackedBinary);
    expect((await readFile(packed.asar)).length).toBeLessThan(SIZE_BOUNDS.asar);
  });

  it('carries the licence, the notices with the texts of the fonts, and the bill of materials', async () => {
    expect(await readFile(join(packed.folder, 'LICENSE.txt'), 'utf8')).toContain('MIT License');
    const notices = await readFile(join(packed.folder, 'THIRD-PARTY-NOTICES.md'), 'utf8');
    expect(notices).toContain('SIL OPEN FONT LICENSE');
    expect(notices).toMatch(/^- @vue\/runtime-dom \d/mu);
    expect(notices).toMatch(/^- @myriaddreamin\/typst-ts-node-compiler \d/mu);
    const bill = JSON.parse(await readFile(join(packed.folder, 'bill-of-materials.cdx.json'), 'utf8')) as {
      components: readonly {
        readonly name: string;
        readonly 'bom-ref': string;
        readonly licenses?: readonly { readonly license?: { readonly id?: string } }[];
      }[];
    };
    expect(bill.components.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'electron',
        '@vue/runtime-dom',
        'valibot',
        'pdfjs-dist',
        'zxing-wasm',
        '@fontsource/noto-sans-khmer',
      ]),
    );
    expect(bill.components.map(({ name }) => name)).not.toContain('vitest');
    const ids = bill.components.flatMap(({ licenses = [] }) => licenses.flatMap(({ license }) => license?.id ?? []));
    expect([...new Set(ids)].filter((id) => !LICENCE_IDS.includes(id))).toEqual([]);
    expect(new Set(bill.components.map((each) => each['bom-ref'])).size).toBe(bill.components.length);
  });

  it('has every fuse as it was decided', async () => {
    expect(await readFuses(packed.program)).toEqual(Object.values(FUSES));
  });

  it(
    'has the same bytes when it is made again',
    async () => {
      const other = await makeFolder('linux-package-again');
      try {
        const again = await packApp({ place: other, ...wanted });
        expect((await readFile(again.asar)).equals(await readFile(packed.asar))).toBe(true);
        expect((await readFile(again.program)).equals(await readFile(packed.program))).toBe(true);
      } finally {
        await removeFolder(other);
      }
    },
    5 * MINUTES,
  );

  it('starts from its asar, and signs, typesets and verifies a certificate with nothing else on the computer', async () => {
    const extracted = await makeFolder('extracted');
    extractAll(packed.asar, extracted);
    const desktop = await loadBuiltDesktopHost({ entry: join(extracted, 'out/main/index.js') });
    const page = await desktop.request('app://bundle/index.html');
    expect(await page.text()).toContain('<div id="app"');
    const signed = await desktop.invoke('certificate.issue', {
      document: certificateDocument,
      evidence: { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
    });
    if (!signed.ok) throw new Error(signed.error.code);
    const { credential } = signed.value as { readonly credential: string };
    const filePath = join(extracted, 'certificate.pdf');
    desktop.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
    expect(await desktop.invoke('certificate.export', { credential })).toMatchObject({
      ok: true,
      value: { outcome: 'saved' },
    });
    const base64 = (await readFile(filePath)).toString('base64');
    expect(await desktop.invoke('credential.verify', { base64 })).toMatchObject({
      ok: true,
      value: { outcome: 'checked', signature: 'intact', maker: 'this-computer', page: 'genuine' },
    });
    // Its code on paper, photographed, and the page scanned: with the readers' files that are packed.
    const paper = await printedPage(await readFile(filePath));
    const jpeg = await paper.toBuffer('image/jpeg', 70);
    const scan = handMadePdf({ scan: { jpeg, width: paper.width, height: paper.height } });
    for (const file of [jpeg, scan])
      expect(await desktop.invoke('credential.verify', { base64: file.toString('base64') })).toMatchObject({
        ok: true,
        value: { outcome: 'paper', signature: 'intact', maker: 'this-computer' },
      });
    await removeFolder(extracted);
  });
});

describe.runIf(isHere)('the check after packing', () => {
  const binary = wantedBinaries('linux', 'x64')[0]?.path ?? '';
  const native = (folder: string): string => join(folder, 'resources/app.asar.unpacked', binary);

  it('passes what is right', async () => {
    await expect(checkedAfter(packed, 'linux', () => undefined)).resolves.toBeUndefined();
  });

  it('refuses the Typst binary of another system under the right name', async () => {
    await expect(
      checkedAfter(packed, 'linux', (folder) => writeFile(native(folder), peProgram('x64', Buffer.alloc(10)))),
    ).rejects.toThrow(`for win32 x64: ${binary}`);
  });

  it('refuses a package without its Typst binary', async () => {
    await expect(checkedAfter(packed, 'linux', (folder) => rm(native(folder)))).rejects.toThrow(
      `not unpacked: ${binary}`,
    );
  });

  it.each([
    ['the asar', 'resources/app.asar', SIZE_BOUNDS.asar],
    ['Typst’s binary', `resources/app.asar.unpacked/${binary}`, SIZE_BOUNDS.unpackedBinary],
  ])('refuses %s above its bound', async (_, file, bound) => {
    const grown = checkedAfter(packed, 'linux', (folder) => truncate(join(folder, file), bound + 1));
    await expect(grown).rejects.toThrow(`has ${bound + 1} bytes, more than the ${bound} of SIZE_BOUNDS`);
  });

  it('refuses a program with a fuse that nobody has decided', async () => {
    const change = async (folder: string): Promise<void> => {
      const program = join(folder, 'child-justice-series');
      const bytes = await readFile(program);
      // The byte after the wire's version is the number of fuses.
      bytes[bytes.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 33] = 10;
      await writeFile(program, Buffer.concat([bytes, Buffer.from('1')]));
    };
    await expect(checkedAfter(packed, 'linux', change)).rejects.toThrow(/fuse/iu);
  });
});
