import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOperationHandlers, type OperationServices } from '../../../../src/main/operation-handlers';
import { change, LEARNER, OTHER_LEARNER } from '../snapshots/snapshot-scene';
import { startHost } from './removal-host';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unreadable-mark-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

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
