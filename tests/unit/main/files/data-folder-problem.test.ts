import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findDataFolderProblem } from '../../../../src/main/services/files/data-folder-problem';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const { platform } = process;

afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
});

// `/proc` is a folder whose mode allows writing to root, and takes no file.
it.runIf(platform === 'linux')('on Windows a folder that takes no file is found by trying', async () => {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  expect(await findDataFolderProblem('/proc')).toBe('unwritable');
  const folder = await makeFolder('data-folder');
  try {
    expect(await findDataFolderProblem(folder)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await removeFolder(folder);
  }
});

it('a data folder that is missing is made for its owner alone, and a file in its place is told', async () => {
  const parent = await makeFolder('data-folder');
  try {
    const folder = join(parent, 'app', 'data');
    expect(await findDataFolderProblem(folder)).toBeNull();
    if (platform !== 'win32') expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await writeFile(join(parent, 'file'), '');
    expect(await findDataFolderProblem(join(parent, 'file'))).toBe('file');
    expect(await findDataFolderProblem(join(parent, 'file', 'data'))).toBe('unwritable');
  } finally {
    await removeFolder(parent);
  }
});
