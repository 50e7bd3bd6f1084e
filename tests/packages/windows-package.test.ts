import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listAsar } from '../../scripts/packaging/after-pack';
import { FUSES, readFuses } from '../../scripts/packaging/fuses';
import { wantedBinaries } from '../../scripts/packaging/native-binary';
import { checkedAfter, nativesWith, packApp, runtimeStandIn, type PackedFolder } from '../support/packages/packed-app';
import { peProgram } from '../support/packages/pe-program';
import { makeFolderSync, removeFolder } from '../support/remove-folder';

const MINUTES = 60_000;
/** As the real binary names it: one of Windows' own. */
const CRT = 'api-ms-win-crt-heap-l1-1-0.dll';
const place = makeFolderSync('windows-package');
let packed: PackedFolder;
beforeAll(async () => {
  const typst = peProgram('x64', Buffer.from('a stand-in for Typst'), ['VCRUNTIME140.dll', 'bcrypt.dll', CRT]);
  packed = await packApp({
    place,
    system: 'win32',
    nativesFolder: await nativesWith(place, 'win32', typst),
    runtimeFolder: await runtimeStandIn(place),
  });
}, 5 * MINUTES);
afterAll(() => removeFolder(place));

describe('the package for Windows, made on another system', () => {
  it('has the Typst binary for Windows, and not the one of the system that made it', () => {
    expect(listAsar(packed.asar).filter((path) => path.endsWith('.node'))).toEqual([
      wantedBinaries('win32', 'x64')[0]?.path,
    ]);
  });

  it('has every fuse as it was decided, and the digest of its asar in the program', async () => {
    expect(await readFuses(packed.program)).toEqual(Object.values(FUSES));
    const text = (await readFile(packed.program)).toString('latin1');
    expect(text).toContain('resources\\\\app.asar');
    expect(text).toMatch(/"alg":"SHA256","value":"[0-9a-f]{64}"/u);
  });

  it('bears the app’s icon and name', async () => {
    const program = await readFile(packed.program);
    expect(program.includes(Buffer.from('Child Justice Series', 'utf16le'))).toBe(true);
    const icon = await readFile(resolve(import.meta.dirname, '../../resources/icons/sizes/256x256.png'));
    expect(program.includes(icon)).toBe(true);
  });

  it('carries licence and notices', async () => {
    const notices = await readFile(join(packed.folder, 'THIRD-PARTY-NOTICES.md'), 'utf8');
    expect(notices).toContain('valibot');
    expect(notices).toContain('vcruntime140.dll of Microsoft Visual C++');
    expect(await readFile(join(packed.folder, 'LICENSE.txt'), 'utf8')).toContain('MIT License');
  });
});

describe('the check after packing for Windows', () => {
  const binary = wantedBinaries('win32', 'x64')[0]?.path ?? '';
  const native = (folder: string, name = basename(binary)): string =>
    join(folder, 'resources/app.asar.unpacked', dirname(binary), name);

  it('passes what is right', async () => {
    await expect(checkedAfter(packed, 'win32', () => undefined)).resolves.toBeUndefined();
  });

  it('refuses a package without the runtime that Typst’s binary needs', async () => {
    const check = checkedAfter(packed, 'win32', (folder) => rm(native(folder, 'vcruntime140.dll')));
    await expect(check).rejects.toThrow(`not unpacked: ${dirname(binary)}/vcruntime140.dll`);
  });

  it('refuses the runtime of another processor', async () => {
    const other = peProgram('arm64', Buffer.alloc(8));
    await expect(
      checkedAfter(packed, 'win32', (folder) => writeFile(native(folder, 'vcruntime140.dll'), other)),
    ).rejects.toThrow(`for win32 arm64: ${dirname(binary)}/vcruntime140.dll`);
  });

  it.each([
    [
      'a binary that needs a library which nobody packs',
      (folder: string) =>
        writeFile(native(folder), peProgram('x64', Buffer.alloc(8), ['KERNEL32.dll', 'MSVCP140.dll'])),
      `${basename(binary)} needs MSVCP140.dll`,
    ],
    [
      'a program without a library of Electron’s',
      (folder: string) => rm(join(folder, 'ffmpeg.dll')),
      'Child Justice Series.exe needs ffmpeg.dll',
    ],
  ])('warns of %s: the list of Windows’ own libraries may be behind', async (_, change, sentence) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await checkedAfter(packed, 'win32', change);
    expect(warn.mock.calls.flat()).toEqual([expect.stringContaining(sentence)]);
    warn.mockRestore();
  });
});
