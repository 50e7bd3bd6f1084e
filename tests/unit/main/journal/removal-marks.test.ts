import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOperationHandlers, type OperationServices } from '../../../../src/main/hosts/operation-handlers';
import { createLearnerRemovals } from '../../../../src/main/services/journal/learner-removals';
import { writeFailure } from '../../../../src/main/services/files/write-failure';
import { readOnlyMount, within } from '../../../support/faulty-places';
import { systemError } from '../../../support/system-error';
import { change, LEARNER, OTHER_LEARNER } from '../snapshots/snapshot-scene';
import { markFile, startHost, studied } from './removal-host';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'removal-marks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a mark', () => {
  it.each([
    '',
    '{"version":1,"state":"do',
    '\0\0\0',
    '{"version":2}',
    '[]',
    '{"version":1,"state":"done","at":"yesterday"}',
  ])('that is damaged (%j) still stands, dated by its file', async (text) => {
    const host = await studied(folder);
    await host.remove();
    const path = await markFile(folder);
    await writeFile(path, text);
    await utimes(path, 1_764_000_000, 1_764_000_000);
    const next = startHost(folder);
    expect(await next.removals.removedAt(LEARNER)).toBe('2025-11-24T16:00:00.000Z');
    await expect(next.journal.append(LEARNER, [change(1)])).rejects.toMatchObject({ code: 'learner-removed' });
    await next.removals.lift(LEARNER);
    expect((await next.journal.append(LEARNER, [change(1)])).count).toBe(1);
  });

  it.skipIf(process.platform === 'win32').each([
    ['a folder', (path: string): unknown => mkdir(path), 'EISDIR'],
    ['a named pipe', (path: string): unknown => execFileSync('mkfifo', [path]), 'EINVAL'],
  ])('in whose place is %s is neither a removal nor none: nothing is answered or written', async (_, put, reason) => {
    const host = await studied(folder);
    await host.marks.put(LEARNER, 'kept');
    const path = await markFile(folder);
    await rm(path);
    await put(path);
    const next = startHost(folder);
    for (const asked of [next.removals.removedAt(LEARNER), next.journal.append(LEARNER, [change(2)]), next.remove()])
      await expect(asked).rejects.toMatchObject({ details: { reason } });
    expect((await next.journal.list()).map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    await next.finish();
    await rm(path, { recursive: true });
    expect((await next.journal.append(LEARNER, [change(2)])).count).toBe(2);
  });

  it('that is damaged never has a journal deleted', async () => {
    const host = await studied(folder);
    await host.removals.begin(LEARNER, false);
    await writeFile(await markFile(folder), '');
    const next = startHost(folder);
    await next.finish();
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
    let isFull = true;
    const put = (...given: Parameters<typeof host.marks.put>): Promise<void> =>
      isFull ? Promise.reject(writeFailure(systemError('ENOSPC'), 'mark')) : host.marks.put(...given);
    const removals = createLearnerRemovals({
      marks: { ...host.marks, put },
      journalFolder: join(folder, 'journals'),
      snapshotFolder: join(folder, 'snapshots'),
      logger: { error: () => undefined },
    });
    await expect(removals.remove(LEARNER, false, () => host.snapshots.remove(LEARNER))).rejects.toMatchObject({
      code: 'disk-full',
    });
    await removals.remove(LEARNER, false, async () => {
      isFull = false;
    });
    expect(await removals.removedAt(LEARNER)).not.toBeNull();
  });

  it('in a folder that can not be written changes nothing, whoever asks', async (context) => {
    const mounting = readOnlyMount(async (place) => {
      await startHost(place).journal.append(LEARNER, [change(1)]);
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
    await host.marks.put(LEARNER, 'kept');
    const [name = ''] = await readdir(join(folder, 'removed'));
    for (const learnerId of [LEARNER, OTHER_LEARNER]) {
      await host.journal.append(learnerId, [change(1)]);
      await host.snapshots.take(learnerId, 'manual');
    }
    await rm(join(folder, 'removed', name));
    await mkdir(join(folder, 'removed', name));
    await host.removals.begin(OTHER_LEARNER, false);

    const next = startHost(folder);
    expect((await next.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    const handlers = createOperationHandlers(next as unknown as OperationServices);
    const find = handlers['learner-removal.find'];
    const learnerIds = [LEARNER, OTHER_LEARNER];
    expect(await find({ learnerIds }, AbortSignal.any([]))).toMatchObject({ removed: [{ learnerId: OTHER_LEARNER }] });
    await next.finish();
    expect(await next.marks.find(OTHER_LEARNER)).toMatchObject({ state: 'done' });
    expect(await readdir(join(folder, 'snapshots'))).toEqual([LEARNER]);
  });

  it.skipIf(process.platform === 'win32')('is any behind a link in place of their folder', async () => {
    const host = startHost(folder);
    const outside = join(folder, 'elsewhere');
    await startHost(outside).removals.begin(LEARNER, false);
    await symlink(join(outside, 'removed'), join(folder, 'removed'));
    await expect(host.removals.removedAt(LEARNER)).rejects.toMatchObject({ code: 'write-failed' });
    await expect(host.removals.begin(OTHER_LEARNER, false)).rejects.toMatchObject({ code: 'write-failed' });
    expect(await readdir(join(outside, 'removed'))).toHaveLength(1);
  });
});
