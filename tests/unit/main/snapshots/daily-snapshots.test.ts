import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendTo, change, LEARNER, OTHER_LEARNER, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();
const DAY = 24 * 60 * 60 * 1000;

describe('the daily snapshot', () => {
  const reasons = async () =>
    (await scene.snapshots.list(LEARNER)).snapshots.map(
      ({ reason, createdAt }) => `${createdAt.slice(0, 10)} ${reason}`,
    );

  it('is taken once a day where something changed, and not where nothing did', async () => {
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual([]);
    await appendTo(scene.journal, [change(1)]);
    scene.restart();
    await scene.snapshots.takeDaily(LEARNER);
    scene.now += 60_000;
    await appendTo(scene.journal, [change(2)]);
    await scene.snapshots.takeDaily(LEARNER);
    scene.restart();
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual(['2026-11-25 automatic']);
    scene.now += DAY;
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual(['2026-11-26 automatic', '2026-11-25 automatic']);
    scene.now += DAY;
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toHaveLength(2);
  });

  it('is taken of every journal that can be read', async () => {
    await appendTo(scene.journal, [change(1)]);
    await appendTo(scene.journal, [change(1)], OTHER_LEARNER);
    const unreadable = '018f3c1e-7b2a-7c3d-8e4f-00000000dead';
    await mkdir(join(scene.folder, 'journals', `${unreadable}.jsonl`));
    await scene.snapshots.takeDailyOfAll();
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([
      LEARNER,
      OTHER_LEARNER,
    ]);
    // The list of journals tells of the unreadable one.
    expect(scene.logged).toEqual([]);
  });

  it('fails no start where the journals can’t be listed', async () => {
    await writeFile(join(scene.folder, 'journals'), 'a file in its place');
    await scene.snapshots.takeDailyOfAll();
    expect(scene.logged).toEqual(['The journals could not be listed for their daily snapshots']);
  });

  it('is taken again on a day before, when the clock was set back', async () => {
    await appendTo(scene.journal, [change(1)]);
    await scene.snapshots.takeDaily(LEARNER);
    scene.now -= 3 * DAY;
    await appendTo(scene.journal, [change(2)]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual(['2026-11-22 automatic', '2026-11-25 automatic']);
  });

  it('is taken on the same day of a learner who was removed and brought in again', async () => {
    await appendTo(scene.journal, [change(1)]);
    await scene.snapshots.takeDaily(LEARNER);
    await scene.snapshots.remove(LEARNER);
    await appendTo(scene.journal, [change(2)]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual(['2026-11-25 automatic']);
  });

  it('that fails is told by the list and logged, fails nothing else, and is tried again later', async () => {
    await appendTo(scene.journal, [change(1)]);
    await writeFile(join(scene.folder, 'snapshots'), 'a file where the folder should be');
    await scene.snapshots.takeDaily(LEARNER);
    await scene.snapshots.takeDaily(LEARNER);
    expect(scene.logged).toEqual(['The daily snapshot was not taken']);
    await rm(join(scene.folder, 'snapshots'));
    expect(await scene.snapshots.list(LEARNER)).toMatchObject({
      snapshots: [],
      failure: { learnerId: LEARNER, code: expect.any(String) as string, at: '2026-11-25T13:45:00.000Z' },
    });
    expect((await scene.snapshots.list(OTHER_LEARNER)).failure).toBeNull();
    scene.now += 16 * 60 * 1000;
    await scene.snapshots.takeDaily(LEARNER);
    expect((await scene.snapshots.list(LEARNER)).failure).toBeNull();
    expect(await reasons()).toEqual(['2026-11-25 automatic']);
  });

  it('that is being taken is waited for by who asks whether it failed', async () => {
    await appendTo(scene.journal, [change(1)]);
    await writeFile(join(scene.folder, 'snapshots'), 'a file where the folder should be');
    const taking = scene.snapshots.takeDaily(LEARNER);
    expect(await scene.snapshots.failure(LEARNER)).toMatchObject({ learnerId: LEARNER });
    await taking;
  });

  it('that failed is tried again also where the clock was set back meanwhile', async () => {
    await appendTo(scene.journal, [change(1)]);
    scene.freeBytes = async () => 0;
    await scene.snapshots.takeDaily(LEARNER);
    scene.freeBytes = async () => null;
    scene.now -= 60 * 60 * 1000;
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual(['2026-11-25 automatic']);
  });

  it('keeps to the rotation over a year of study', async () => {
    for (let day = 0; day < 60; day += 1) {
      scene.now += 6 * DAY;
      await appendTo(scene.journal, [change(day)]);
      await scene.snapshots.takeDaily(LEARNER);
    }
    const kept = (await scene.snapshots.list(LEARNER)).snapshots;
    expect(kept.length).toBeLessThanOrEqual(31);
    expect(kept[0]?.content?.state.count).toBe(60);
    expect(await scene.files()).toHaveLength(kept.length);
    expect(scene.now - Date.parse(kept.at(-1)?.createdAt ?? '')).toBeGreaterThan(8 * 28 * DAY);
  });
});
