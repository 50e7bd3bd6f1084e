import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLockedByAnother } from '../../../../src/main/electron/instance-lock';
import { markAsLocked } from '../../../support/hosts/single-instance';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instance-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('is another process’s while that lives', () => {
    markAsLocked(folder, process.ppid);
    expect(isLockedByAnother(folder, process.platform)).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('is another’s whoever started that, under a name with hyphens', async () => {
    await symlink('office-pc-2-1', join(folder, 'SingletonLock'));
    expect(isLockedByAnother(folder, process.platform)).toBe(true);
  });

  it.runIf(process.platform !== 'win32').each([`${hostname()}-2147483646`, 'no-number', ''.padEnd(9, '9')])(
    'is nobody’s where the mark %j is all that is left of it',
    async (mark) => {
      await symlink(mark, join(folder, 'SingletonLock'));
      expect(isLockedByAnother(folder, 'linux')).toBe(false);
    },
  );

  it.runIf(process.platform !== 'win32')('is nobody’s where its mark is of this very start', () => {
    markAsLocked(folder, process.pid);
    expect(isLockedByAnother(folder, process.platform)).toBe(false);
  });

  it('is nobody’s where Windows’ file is left and no process has it open', async () => {
    await writeFile(join(folder, 'lockfile'), '');
    expect(isLockedByAnother(folder, 'win32')).toBe(false);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('is nobody’s where there is no mark (%s)', (platform) => {
    expect(isLockedByAnother(folder, platform)).toBe(false);
    expect(isLockedByAnother(join(folder, 'missing'), platform)).toBe(false);
  });
});
