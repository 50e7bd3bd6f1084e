import fs, { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { systemError } from '../../../support/system-error';
import { change, changes, LEARNER, useSnapshotScene } from '../snapshots/snapshot-scene';

const scene = useSnapshotScene();
const { platform } = process;
const { ftruncateSync, renameSync } = fs;

function isOpen(path: string): boolean {
  return readdirSync('/proc/self/fd').some((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`) === path;
    } catch {
      // The descriptor of the listing itself.
      return false;
    }
  });
}

/** `O_APPEND` among the flags that the descriptor was opened with (proc_pid_fdinfo(5)). */
function isForAppending(descriptor: number): boolean {
  const flags = /^flags:\s+([0-7]+)$/mu.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? '0';
  return (parseInt(flags, 8) & fs.constants.O_APPEND) !== 0;
}

// What Windows refuses (libuv's `fs__rename` is MoveFileExW, its `fs__open` gives a handle for appending no
// FILE_WRITE_DATA), on a system where descriptors can be listed.
describe.runIf(platform === 'linux')('what Windows refuses', () => {
  beforeEach(() => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    fs.renameSync = (from, to) => {
      if (isOpen(String(to))) throw systemError('EPERM', 'rename');
      renameSync(from, to);
    };
    fs.ftruncateSync = (descriptor, length) => {
      if (isForAppending(descriptor)) throw systemError('EPERM', 'ftruncate');
      ftruncateSync(descriptor, length);
    };
    syncBuiltinESMExports();
  });
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: platform });
    Object.assign(fs, { ftruncateSync, renameSync });
    syncBuiltinESMExports();
    vi.restoreAllMocks();
  });

  it('a journal is closed before another file is put in its place', async () => {
    await scene.journal.append(LEARNER, [change(1, 'note', '"plain 1"'), ...changes(2, 3)]);
    await expect(scene.journal.rewrite(LEARNER, new Map([['change-1', '"sealed 1"']]))).resolves.toMatchObject({
      state: { count: 3 },
    });
    expect(await readFile(scene.journalFile, 'utf8')).not.toContain('plain');
    expect((await createJournal(dirname(scene.journalFile)).state(LEARNER)).count).toBe(3);
    expect(isOpen(scene.journalFile)).toBe(false);
  });

  it('an append whose flush fails is truncated', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const before = await readFile(scene.journalFile);
    const prototype = await fileHandlePrototype();
    vi.spyOn(prototype, 'sync').mockRejectedValueOnce(systemError('EIO', 'fsync'));
    await expect(scene.journal.append(LEARNER, [change(3)])).rejects.toMatchObject({ code: 'journal-unwritable' });
    expect(await readFile(scene.journalFile)).toEqual(before);
    expect(isOpen(scene.journalFile)).toBe(false);
  });
});
