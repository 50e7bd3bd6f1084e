import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAsar } from '../../scripts/packaging/after-pack';
import { FUSES, readFuses } from '../../scripts/packaging/fuses';
import { wantedBinaries } from '../../scripts/packaging/native-binary';
import { checkedAfter, nativesWith, packApp, runtimeStandIn, type PackedFolder } from '../support/packages/packed-app';
import { peProgram } from '../support/packages/pe-program';

const MINUTES = 60_000;
/** As the real binary names it: one of Windows' own. */
const CRT = 'api-ms-win-crt-heap-l1-1-0.dll';
let packed: PackedFolder;
beforeAll(async () => {
  const typst = peProgram('x64', Buffer.from('a stand-in for Typst'), ['VCRUNTIME140.dll', 'bcrypt.dll', CRT]);
  packed = await packApp('win32', await nativesWith('win32', typst), await runtimeStandIn());
}, 5 * MINUTES);
afterAll(() => rm(resolve(packed.folder, '../..'), { recursive: true, force: true }));

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
    await expect(check).rejects.toThrow(`${basename(binary)} needs VCRUNTIME140.dll, which is neither beside it nor`);
    await expect(check).rejects.toThrow(`not unpacked: ${dirname(binary)}/vcruntime140.dll`);
  });

  it('refuses the runtime of another processor', async () => {
    const other = peProgram('arm64', Buffer.alloc(8));
    await expect(
      checkedAfter(packed, 'win32', (folder) => writeFile(native(folder, 'vcruntime140.dll'), other)),
    ).rejects.toThrow(`for win32 arm64: ${dirname(binary)}/vcruntime140.dll`);
  });

  it('refuses a binary that needs a library which nobody packs', async () => {
    const other = peProgram('x64', Buffer.alloc(8), ['KERNEL32.dll', 'MSVCP140.dll']);
    await expect(checkedAfter(packed, 'win32', (folder) => writeFile(native(folder), other))).rejects.toThrow(
      `${basename(binary)} needs MSVCP140.dll`,
    );
  });

  it('refuses a program without a library of Electron’s', async () => {
    await expect(checkedAfter(packed, 'win32', (folder) => rm(join(folder, 'ffmpeg.dll')))).rejects.toThrow(
      'Child Justice Series.exe needs ffmpeg.dll',
    );
  });
});
