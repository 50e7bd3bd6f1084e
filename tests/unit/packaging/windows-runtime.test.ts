import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importedLibraries } from '../../../scripts/packaging/pe-imports';
import { runtimeFolder } from '../../../scripts/packaging/vc-runtime';
import { isWindowsOwn } from '../../../scripts/packaging/windows-libraries';
import { peProgram } from '../../support/packages/pe-program';
import { makeFolder, removeFolder } from '../../support/remove-folder';

describe('the libraries that a program of Windows needs', () => {
  it.each([[[]], [['KERNEL32.dll']], [['KERNEL32.dll', 'VCRUNTIME140.dll', 'ws2_32.dll']]])('are read: %j', (names) => {
    expect(importedLibraries(peProgram('arm64', Buffer.from('content'), names))).toEqual(names);
  });

  it('aren’t read from anything else', () => {
    expect(() => importedLibraries(Buffer.alloc(200))).toThrow('Not a 64-bit program of Windows.');
  });

  it.each(['KERNEL32.dll', 'bcryptprimitives.dll', 'api-ms-win-crt-heap-l1-1-0.dll', 'WINSPOOL.DRV'])(
    'come with Windows: %s',
    (name) => {
      expect(isWindowsOwn(name)).toBe(true);
    },
  );

  it.each(['VCRUNTIME140.dll', 'vcruntime140_1.dll', 'MSVCP140.dll', 'ffmpeg.dll', 'mfplat.dll', 'kernel32'])(
    'don’t come with every Windows: %s',
    (name) => {
      expect(isWindowsOwn(name)).toBe(false);
    },
  );
});

describe('the folder of Visual C++’s runtime', () => {
  let programs: string;
  beforeEach(async () => {
    programs = await makeFolder('program-files');
  });
  afterEach(() => removeFolder(programs));

  async function install(...parts: readonly string[]): Promise<string> {
    const folder = join(programs, ...parts);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'vcruntime140.dll'), '');
    return folder;
  }

  it('is Visual Studio’s newest for that processor', async () => {
    const redist = ['Microsoft Visual Studio', '2022', 'Enterprise', 'VC', 'Redist', 'MSVC'];
    await install(...redist, '14.9.1', 'x64', 'Microsoft.VC143.CRT');
    const newest = await install(...redist, '14.44.35112', 'x64', 'Microsoft.VC143.CRT');
    await install(...redist, '14.44.35112', 'debug_nonredist', 'x64', 'Microsoft.VC143.DebugCRT');
    await install(...redist, 'v143', 'x64', 'Microsoft.VC143.CRT');
    const arm = await install(...redist, '14.40.1', 'arm64', 'Microsoft.VC143.CRT');
    expect(runtimeFolder('x64', { ProgramFiles: programs })).toBe(newest);
    expect(runtimeFolder('x64', { 'ProgramFiles(x86)': programs })).toBe(newest);
    expect(runtimeFolder('arm64', { ProgramFiles: programs })).toBe(arm);
  });

  it('is the one that is named, before any other', async () => {
    await install('Microsoft Visual Studio', '2022', 'x', 'VC/Redist/MSVC/14.1', 'x64', 'Microsoft.VC143.CRT');
    const named = await install('mine');
    expect(runtimeFolder('x64', { ProgramFiles: programs, CJS_VC_RUNTIME: named })).toBe(named);
  });

  it.each([
    ['there is none', {}, 'No vcruntime140.dll for arm64 was found:'],
    [
      'the named folder has none',
      { CJS_VC_RUNTIME: '/nowhere' },
      'No vcruntime140.dll for arm64 was found in /nowhere:',
    ],
  ])('and what to do is said where %s', (_, environment, sentence) => {
    const find = (): string => runtimeFolder('arm64', { ProgramFiles: programs, ...environment });
    expect(find).toThrow(sentence);
    expect(find).toThrow(/Install Visual Studio's Build Tools with C\+\+ for arm64, or .* CJS_VC_RUNTIME\.$/u);
  });
});
