import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeSystem } from '../../../../src/main/services/files';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { systemError } from '../../../support/system-error';
import { appendTo, change, changes, LEARNER, PAGE, useSnapshotScene } from '../snapshots/snapshot-scene';

const scene = useSnapshotScene();
const { platform } = process;

/** `O_APPEND` of Linux. */
const APPEND = 0o2000;

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

/** Among the flags that the descriptor was opened with (proc_pid_fdinfo(5)). */
function isForAppending(descriptor: number): boolean {
  const flags = /^flags:\s+([0-7]+)$/mu.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? '0';
  return (parseInt(flags, 8) & APPEND) !== 0;
}

// What Windows refuses (libuv's `fs__rename` is MoveFileExW, its `fs__open` gives a handle for appending no
// FILE_WRITE_DATA), on a system where descriptors can be listed.
describe.runIf(platform === 'linux')('what Windows refuses', () => {
  beforeEach(async () => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    const { rename } = nodeSystem;
    vi.spyOn(nodeSystem, 'rename').mockImplementation(async (from, to) => {
      if (isOpen(to)) throw systemError('EPERM', 'rename');
      await rename(from, to);
    });
    const prototype = await fileHandlePrototype();
    const { truncate } = prototype;
    vi.spyOn(prototype, 'truncate').mockImplementation(async function (this: FileHandle, length) {
      if (isForAppending(this.fd)) throw systemError('EPERM', 'ftruncate');
      await truncate.call(this, length);
    });
  });
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: platform });
    vi.restoreAllMocks();
  });

  it.each([
    ['bodies are rewritten', () => scene.journal.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed 1"']]))],
    ['an epoch begins', () => scene.journal.beginEpoch(LEARNER, PAGE, { reason: 'rebuilt', above: [] })],
  ])('a journal is closed before another file is put in its place: %s', async (_, work) => {
    await appendTo(scene.journal, [change(1, 'note', '"plain 1"'), ...changes(2, 3)]);
    const before = await readFile(scene.journalFile, 'utf8');
    await work();
    expect(await readFile(scene.journalFile, 'utf8')).not.toBe(before);
    expect((await createJournal(dirname(scene.journalFile)).state(LEARNER)).damagedLines).toEqual([]);
    expect(isOpen(scene.journalFile)).toBe(false);
  });

  it('an append whose flush fails is truncated', async () => {
    const state = await appendTo(scene.journal, changes(1, 2));
    const before = await readFile(scene.journalFile);
    const prototype = await fileHandlePrototype();
    vi.spyOn(prototype, 'sync').mockRejectedValueOnce(systemError('EIO', 'fsync'));
    await expect(scene.journal.append(LEARNER, PAGE, state, [change(3)])).rejects.toMatchObject({
      code: 'journal-unwritable',
    });
    expect(await readFile(scene.journalFile)).toEqual(before);
    expect(isOpen(scene.journalFile)).toBe(false);
  });
});
