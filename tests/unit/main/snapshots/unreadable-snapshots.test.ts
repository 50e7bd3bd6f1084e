import { rename, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { refuseFiles } from './refused-files';
import { appendTo, change, LEARNER, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();
const DAY = 24 * 60 * 60 * 1000;

/** The snapshots of six weeks, one a week. */
let names: string[];
let paths: string[];
beforeEach(async () => {
  for (let week = 1; week <= 6; week += 1) {
    scene.now += 7 * DAY;
    await appendTo(scene.journal, [change(week)]);
    await scene.take('automatic');
  }
  scene.now += 7 * DAY;
  await appendTo(scene.journal, [change(7)]);
  scene.restart();
  names = await scene.files();
  paths = names.map((name) => join(scene.snapshotFolder, name));
});

const refuse = (code: string): Promise<() => void> => refuseFiles(paths, { call: 'stat', code });
const bodies = new Map([['change-1', '"sealed"']]);

describe.each(['EACCES', 'EBUSY', 'EIO'])('snapshots that the system does not give out for a moment (%s)', (code) => {
  it('all stay where the daily one is taken then', async () => {
    const recover = await refuse(code);
    await scene.snapshots.takeDaily(LEARNER);
    recover();
    expect(await scene.files()).toEqual([...names, expect.stringContaining('automatic')]);
  });

  it('are shown without content, can be read after it, and stay where the daily one is taken', async () => {
    const recover = await refuse(code);
    const { snapshots } = await scene.snapshots.list(LEARNER);
    expect(snapshots.map(({ content }) => content)).toEqual(names.map(() => null));
    recover();
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ content }) => content?.state.count)).toEqual([
      6, 5, 4, 3, 2, 1,
    ]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await scene.files()).toEqual([...names, expect.stringContaining('automatic')]);
  });

  it('stay as they are where a PIN is set or the record is to be restored, and both work after it', async () => {
    const snapshotId = names[0]?.replace('.jsonl.gz', '') ?? '';
    const recover = await refuse(code);
    const unreadable = { code: 'snapshot-unreadable', details: { reason: code } };
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({
      dropped: 0,
      unreadable: names.length,
    });
    await expect(scene.snapshots.restore(LEARNER, PAGE, snapshotId)).rejects.toMatchObject(unreadable);
    recover();
    expect(await scene.files()).toEqual(names);
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ count: 7, dropped: 0 });
    expect((await scene.snapshots.restore(LEARNER, PAGE, snapshotId)).state.count).toBe(2);
  });
});

// UNKNOWN: what Node makes of Windows' "file is corrupted", and of a file that a virus scanner blocks. ENOTCONN: of a
// share whose connection drops while it is read.
it.each([
  ['stat', 'EACCES'],
  ['stat', 'UNKNOWN'],
  ['read', 'ENOTCONN'],
] as const)('one snapshot that can not be read keeps no other from being sealed (%s: %s)', async (call, code) => {
  const recover = await refuseFiles([paths[2] ?? ''], { call, code });
  expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ dropped: 0, unreadable: 1 });
  recover();
  expect(await scene.files()).toEqual(names);
  const sealed = names.filter((name) => scene.text(name).includes('sealed'));
  expect(sealed).toEqual(names.toSpliced(2, 1));
});

it.skipIf(process.platform === 'win32')('a snapshot whose place can not be looked at stays', async () => {
  for (const path of paths) {
    await rename(path, `${path}.elsewhere`);
    await symlink(path, path);
  }
  await scene.snapshots.takeDaily(LEARNER);
  expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ unreadable: paths.length });
  expect(await scene.files()).toEqual(expect.arrayContaining(names));
  for (const path of paths) await unlink(path);
});

describe('a snapshot that its disk can not read', () => {
  const badSector = (path = ''): Promise<() => void> => refuseFiles([path], { call: 'read', code: 'EIO' });

  it('stays where the daily one is taken, and hinders no restore of another', async () => {
    const recover = await badSector(paths[1]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await scene.files()).toEqual(expect.arrayContaining(names));
    expect((await scene.snapshots.restore(LEARNER, PAGE, names[0]?.replace('.jsonl.gz', '') ?? '')).state.count).toBe(
      2,
    );
    recover();
  });

  it('goes where a PIN is set, since it would keep all others from being sealed', async () => {
    const recover = await badSector(paths[1]);
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ dropped: 1 });
    recover();
    expect(await scene.files()).toEqual(names.toSpliced(1, 1));
  });
});
