import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAsar } from '../../scripts/packaging/after-pack';
import { FUSES, readFuses } from '../../scripts/packaging/fuses';
import { wantedBinaries } from '../../scripts/packaging/native-binary';
import { nativesWith, packApp, type PackedFolder } from '../support/packed-app';
import { peProgram } from '../support/pe-program';

const MINUTES = 60_000;
let packed: PackedFolder;
beforeAll(async () => {
  packed = await packApp('win32', await nativesWith('win32', peProgram('x64', Buffer.from('a stand-in for Typst'))));
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
    expect(await readFile(join(packed.folder, 'THIRD-PARTY-NOTICES.md'), 'utf8')).toContain('valibot');
    expect(await readFile(join(packed.folder, 'LICENSE.txt'), 'utf8')).toContain('MIT License');
  });
});
