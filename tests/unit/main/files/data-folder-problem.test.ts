import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findDataFolderProblem } from '../../../../src/main/services/files/data-folder-problem';

const { platform } = process;

afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
});

// `/proc` is a folder whose mode allows writing to root, and takes no file.
it.runIf(platform === 'linux')('on Windows a folder that takes no file is found by trying', async () => {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  expect(await findDataFolderProblem('/proc')).toBe('unwritable');
  const folder = await mkdtemp(join(tmpdir(), 'data-folder-'));
  try {
    expect(await findDataFolderProblem(folder)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
