import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOperationHandlers, type OperationServices } from '../../../../src/main/hosts/operation-handlers';
import { readOnlyMount, within } from '../../../support/faulty-places';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { systemError } from '../../../support/system-error';
import { appendTo, change, LEARNER, OTHER_LEARNER } from '../snapshots/snapshot-scene';
import { markFile, startHost, studied } from './removal-host';

let folder: string;
beforeEach(async () => {
  folder = await makeFolder('removal-marks');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await removeFolder(folder);
});

describe('a mark', () => {
  it.each([
    '',
    '{"version":1,"state":"do',
    '\0\0\0',
    '{"version":2}',
    '{"version":1,"state":"kept","at":"2026-11-25T13:45:00.000Z"}',
    '[]',
    '{"version":1,"state":"done","at":"yesterday"}',
  ])('that is damaged (%j) still stands, dated by its file', async (text) => {
    const host = await studied(folder);
    await host.remove();
    const path = await markFile(folder);
    await writeFile(path, text);
    await utimes(path, 1_764_000_000, 1_764_000_000);
    const next = startHost(folder);
    expect(await next.removals.find(LEARNER)).toEqual({ state: 'done', at: '2025-11-24T16:00:00.000Z' });
    await expect(appendTo(next.journal, [change(1)])).rejects.toMatchObject({ code: 'learner-removed' });
    await next.removals.lift(LEARNER);
    expect((await appendTo(next.journal, [change(1)])).count).toBe(1);
  });

  it.skipIf(process.platform === 'win32').each([
    ['a folder', (path: string): unknown => mkdir(path), 'EISDIR'],
    ['a named pipe', (path: string): unknown => execFileSync('mkfifo', [path]), 'EINVAL'],
  ])('in whose place is %s is neither a removal nor none: nothing is answered or written', async (_, put, reason) => {
    const host = await studied(folder);
    await host.beginRemoval();
    const path = await markFile(folder);
    await rm(path);
    await put(path);
    const next = startHost(folder);
    for (const ask of [
      () => next.removals.find(LEARNER),
      () => appendTo(next.journal, [change(2)]),
      () => next.remove(),
    ])
      await expect(ask()).rejects.toMatchObject({ details: { reason } });
    expect((await next.journal.list()).map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    await next.finish();
    await removeFolder(path);
    expect((await appendTo(next.journal, [change(2)])).count).toBe(2);
  });

  it('that is damaged never has a journal deleted', async () => {
    const host = await studied(folder);
    await host.beginRemoval();
    await writeFile(await markFile(folder), '');
    const next = startHost(folder);
    await next.finish();
    await next.removals.lift(LEARNER);
    expect((await next.journal.list()).map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
  });

  it('can not be written: the removal is refused and everything stands, until it can', async () => {
    const host = await studied(folder);
    await writeFile(join(folder, 'removed'), 'a file where the folder should be');
    await expect(host.remove()).rejects.toMatchObject({ code: 'folder-missing' });
    expect((await host.journal.state(LEARNER)).count).toBe(1);
    expect((await host.snapshots.list(LEARNER)).snapshots).toHaveLength(1);
    await rm(join(folder, 'removed'));
    await host.remove();
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
  });

  it('has no room on a full disk: it is set when the deletion has made some', async () => {
    const host = await studied(folder);
    await mkdir(join(folder, 'removed'));
    let isFull = true;
    const prototype = await fileHandlePrototype();
    const { writeFile: write } = prototype;
    vi.spyOn(prototype, 'writeFile').mockImplementation(async function (this: FileHandle, ...given) {
      if (isFull) throw systemError('ENOSPC');
      return write.apply(this, given);
    });
    await expect(host.remove()).rejects.toMatchObject({ code: 'disk-full' });
    expect(await host.removals.find(LEARNER)).toBeNull();
    await host.remove(LEARNER, async () => {
      isFull = false;
    });
    expect(await host.removals.find(LEARNER)).toMatchObject({ state: 'done' });
  });

  it('in a folder that can not be written changes nothing, whoever asks', async (context) => {
    const mounting = readOnlyMount(async (place) => {
      await appendTo(startHost(place).journal, [change(1)]);
    });
    await within(context, mounting, async (mounted) => {
      const inside = startHost(mounted);
      await expect(inside.remove()).rejects.toMatchObject({ code: 'read-only' });
      expect((await inside.journal.state(LEARNER)).count).toBe(1);
      await inside.finish();
      expect(inside.logged).toEqual([]);
    });
  });

  it('has no folder before the first removal', async () => {
    const host = await studied(folder);
    await host.finish();
    expect((await readdir(folder)).sort()).toEqual(['journals', 'snapshots']);
  });
});

describe('a learner’s mark that can’t be read', () => {
  it('hides no other learner, and leaves no other removal unfinished', async () => {
    const host = startHost(folder);
    await host.beginRemoval();
    const [name = ''] = await readdir(join(folder, 'removed'));
    await host.removals.lift(LEARNER);
    for (const learnerId of [LEARNER, OTHER_LEARNER]) {
      await appendTo(host.journal, [change(1)], learnerId);
      await host.snapshots.take(learnerId, 'manual');
    }
    await mkdir(join(folder, 'removed', name));
    await host.beginRemoval(OTHER_LEARNER);

    const next = startHost(folder);
    expect((await next.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    const handlers = createOperationHandlers(next as unknown as OperationServices);
    const find = handlers['learner-removal.find'];
    const learnerIds = [LEARNER, OTHER_LEARNER];
    expect(await find({ learnerIds }, AbortSignal.any([]))).toMatchObject({ removed: [{ learnerId: OTHER_LEARNER }] });
    await next.finish();
    expect(await next.removals.find(OTHER_LEARNER)).toMatchObject({ state: 'done' });
    expect(await readdir(join(folder, 'snapshots'))).toEqual([LEARNER]);
  });

  it.skipIf(process.platform === 'win32')('is any behind a link in place of their folder', async () => {
    const host = startHost(folder);
    const outside = join(folder, 'elsewhere');
    await startHost(outside).beginRemoval();
    await symlink(join(outside, 'removed'), join(folder, 'removed'));
    await expect(host.removals.find(LEARNER)).rejects.toMatchObject({ code: 'write-failed' });
    await expect(host.remove(OTHER_LEARNER)).rejects.toMatchObject({ code: 'write-failed' });
    expect(await readdir(join(outside, 'removed'))).toHaveLength(1);
  });
});
