import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { SnapshotRoom } from '../../../../src/contract/snapshot';
import { SNAPSHOT_ROOM } from '../../../../src/domain/snapshots/snapshot-room';
import { freeBytesAt } from '../../../../src/main/services/snapshots/snapshot-folder';
import { appendTo, change, idsIn, LEARNER, OTHER_LEARNER, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();
const DAY = 24 * 60 * 60 * 1000;

/** Text that can't be packed. */
function noise(length: number, seed: number): string {
  let text = '';
  for (let round = 0; text.length < length; round += 1)
    text += createHash('sha512').update(`${seed} ${round}`).digest('base64');
  return text.slice(0, length);
}

/** Studies and takes a snapshot on so many days, each day 8 KB more than the last. */
async function study(days: number, reason: 'manual' | 'before-import' = 'manual'): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    scene.now += DAY;
    await appendTo(scene.journal, [change(scene.now, 'note', JSON.stringify(noise(8_000, scene.now)))]);
    await scene.take(reason);
  }
}

async function room(learnerId = LEARNER): Promise<SnapshotRoom | null> {
  return (await scene.snapshots.list(learnerId)).room;
}

/** A disk of that size that holds nothing but the snapshots. */
function diskOf(size: number): void {
  scene.freeBytes = async (folder) => {
    const files = await readdir(folder).catch(() => []);
    const sizes = await Promise.all(files.map(async (name) => (await readFile(join(folder, name))).length));
    return size - sizes.reduce((sum, each) => sum + each, 0);
  };
}

describe('the room that snapshots take', () => {
  it('is told with its bound, and nothing goes as long as they keep within it', async () => {
    await study(3);
    const { snapshots, room: told } = await scene.snapshots.list(LEARNER);
    expect(told).toEqual({
      bytes: snapshots.reduce((sum, { size }) => sum + size, 0),
      cap: SNAPSHOT_ROOM.bytes,
      thinned: null,
    });
    expect((await scene.snapshots.list()).room).toBeNull();
    expect(await room(OTHER_LEARNER)).toEqual({ bytes: 0, cap: SNAPSHOT_ROOM.bytes, thinned: null });
  });

  it('is kept within a tenth of the disk by taking the oldest away, which is told also after a restart', async () => {
    diskOf(2_000_000);
    await study(11);
    const { snapshots, room: told } = await scene.snapshots.list(LEARNER);
    expect(told?.cap).toBeCloseTo(200_000, -3);
    expect(told?.bytes).toBeLessThanOrEqual(told?.cap ?? 0);
    expect(snapshots.map(({ number }) => number)).toEqual(
      Array.from({ length: snapshots.length }, (_, index) => 11 - index),
    );
    expect(told?.thinned).toEqual({ count: 11 - snapshots.length, lastAt: new Date(scene.now).toISOString() });
    scene.restart();
    expect(await room()).toEqual(told);
    expect(await scene.files()).toEqual([
      ...snapshots.map(({ snapshotId }) => `${snapshotId}.jsonl.gz`).sort(),
      'thinned.json',
    ]);
  });

  it('never costs the newest three, however small the disk', async () => {
    await study(4);
    scene.freeBytes = async () => 300_000;
    await study(1);
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number)).toEqual([5, 4, 3]);
  });

  it('goes on to the next where one can’t be deleted, and tells how many went', async () => {
    await study(4);
    const first = (await scene.files())[0] ?? '';
    await rm(join(scene.snapshotFolder, first));
    await mkdir(join(scene.snapshotFolder, first));
    scene.freeBytes = async () => 300_000;
    await study(1);
    const { snapshots, room: told } = await scene.snapshots.list(LEARNER);
    expect(snapshots.map(({ number }) => number)).toEqual([5, 4, 3, 1]);
    expect(told?.thinned?.count).toBe(1);
    expect(scene.logged).toContain('Outdated snapshots were not deleted');
  });

  it('never costs what was kept before an import in the last 14 days', async () => {
    await study(1, 'before-import');
    scene.freeBytes = async () => 800_000;
    await study(8);
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number)).toEqual([9, 8, 7, 1]);
    await study(8);
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number)).not.toContain(1);
  });

  it('never costs the state that is being restored', async () => {
    await study(10);
    const { snapshots, room: told } = await scene.snapshots.list(LEARNER);
    const oldest = snapshots.at(-1);
    // Others have to go before the present state can be saved, and after it.
    diskOf((told?.bytes ?? 0) + 120_000);
    await appendTo(scene.journal, [change(1)]);
    const { state } = await scene.snapshots.restore(LEARNER, PAGE, oldest?.snapshotId ?? '');
    expect(state.epoch).toMatch(/^epoch-/u);
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number)).toContain(1);
  });

  it('is told without a count where the note of what went is damaged', async () => {
    diskOf(2_000_000);
    await study(9);
    await writeFile(join(scene.snapshotFolder, 'thinned.json'), '{"count":-1');
    expect((await room())?.thinned).toBeNull();
    await study(1);
    expect((await room())?.thinned?.count).toBeGreaterThan(0);
  });

  it('fails no snapshot where what went can’t be noted', async () => {
    await mkdir(join(scene.snapshotFolder, 'thinned.json'), { recursive: true });
    await study(4);
    // One has to go before the new one is written, and one after it.
    scene.freeBytes = vi.fn(async () => 300_000).mockResolvedValueOnce(0);
    await study(1);
    expect(scene.logged).toEqual(Array(2).fill('Outdated snapshots were not deleted'));
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number)).toEqual([5, 4, 3]);
  });
});

describe('a disk that is nearly full', () => {
  it('gets no snapshot, and the journal goes on; the learner is told', async () => {
    scene.freeBytes = async () => 20_000;
    await appendTo(scene.journal, [change(1, 'note', JSON.stringify(noise(8_000, 1)))]);
    await expect(scene.snapshots.take(LEARNER, 'manual')).rejects.toMatchObject({
      name: 'OperationFailure',
      code: 'disk-nearly-full',
    });
    await scene.snapshots.takeDaily(LEARNER);
    const { snapshots, failure } = await scene.snapshots.list(LEARNER);
    expect([snapshots, failure?.code]).toEqual([[], 'disk-nearly-full']);
    expect(await scene.files()).toEqual([]);
    expect((await appendTo(scene.journal, [change(2)])).count).toBe(2);
  });

  it('stops a restore before anything is changed, since it could not be undone', async () => {
    await study(5);
    const before = await idsIn(scene.journal);
    const oldest = (await scene.snapshots.list(LEARNER)).snapshots.at(-1);
    const large = [1, 2].map((number) => change(number, 'note', JSON.stringify(noise(250_000, number))));
    await appendTo(scene.journal, large);
    scene.freeBytes = async () => 1_000_000;
    await expect(scene.snapshots.restore(LEARNER, PAGE, oldest?.snapshotId ?? '')).rejects.toMatchObject({
      code: 'disk-nearly-full',
    });
    expect(await idsIn(scene.journal)).toEqual([...before, 'change-1', 'change-2']);
    // Nor do earlier states go that keep within their bound and could not make room for it.
    expect((await scene.snapshots.list(LEARNER)).snapshots).toHaveLength(5);
  });

  it('gets one where older ones can make room for it', async () => {
    await study(10);
    const held = (await room())?.bytes ?? 0;
    diskOf(held + 120_000);
    await study(1);
    const { snapshots, room: told } = await scene.snapshots.list(LEARNER);
    expect(snapshots[0]?.number).toBe(11);
    expect(told?.thinned?.count).toBeGreaterThan(0);
  });
});

describe('what a disk has free', () => {
  it('is told of a folder, and of one that is still to be made', async () => {
    expect(await freeBytesAt(tmpdir())).toBeGreaterThan(0);
    expect(await freeBytesAt(join(tmpdir(), 'not', 'there', 'yet'))).toBeGreaterThan(0);
  });

  it('is unknown where the system does not tell', async () => {
    await appendTo(scene.journal, [change(1)]);
    expect(await freeBytesAt(join(scene.journalFile, 'below a file'))).toBeNull();
  });
});
