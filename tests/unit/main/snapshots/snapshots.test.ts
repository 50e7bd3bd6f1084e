import { copyFile, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFileIn } from '../../../../src/main/services/files';
import { freeBytesAt } from '../../../../src/main/services/snapshots/snapshot-folder';
import { appendTo, change, changes, idsIn, LEARNER, OTHER_LEARNER, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();
const DAY = 24 * 60 * 60 * 1000;

describe('a snapshot', () => {
  it('holds the journal as it stands, its owner and its counts, and is named for number, moment and reason', async () => {
    const profile = '{"id":"x","latinName":"Sok Dara"}';
    const statement = { id: 'change-2', verb: 'experienced', sectionId: 'a/1', timestamp: '2026-11-20T08:00:00.000Z' };
    await appendTo(scene.journal, [
      change(1, 'learner', profile),
      change(2, 'statement', JSON.stringify(statement)),
      change(3),
      change(4, 'note', 'not even JSON'),
    ]);
    const { snapshot, taken } = await scene.take('manual');
    expect(taken).toBe(true);
    expect(snapshot).toEqual({
      snapshotId: '000001-2026-11-25T13-45-00-000Z-manual',
      learnerId: LEARNER,
      number: 1,
      createdAt: '2026-11-25T13:45:00.000Z',
      reason: 'manual',
      size: expect.any(Number) as number,
      content: {
        learner: profile,
        state: { count: 4, lastSequence: 4, epoch: '' },
        counts: {
          statements: 1,
          revisions: 2,
          sections: 1,
          quizzes: 0,
          notes: 1,
          first: statement.timestamp,
          last: statement.timestamp,
        },
      },
    });
    expect(await scene.files()).toEqual([`${snapshot.snapshotId}.jsonl.gz`]);
    const [header = '', ...lines] = scene.text(`${snapshot.snapshotId}.jsonl.gz`).split('\n');
    expect(JSON.parse(header)).toMatchObject({
      format: 'child-justice-series-snapshot',
      version: 1,
      learnerId: LEARNER,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) as string,
    });
    expect(`${lines.join('\n')}`).toBe(await readFile(scene.journalFile, 'utf8'));
    expect(await scene.snapshots.list()).toMatchObject({ snapshots: [snapshot], failure: null });
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    await appendTo(scene.journal, changes(1, 1));
    const { snapshot } = await scene.take('manual');
    expect((await stat(join(scene.snapshotFolder, `${snapshot.snapshotId}.jsonl.gz`))).mode & 0o777).toBe(0o600);
    expect((await stat(scene.snapshotFolder)).mode & 0o777).toBe(0o700);
  });

  it('is not written a second time where nothing changed, but before a large change, which is kept longer', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const [first, atOnce] = await Promise.all([scene.take('automatic'), scene.take('manual')]);
    expect(atOnce).toEqual({ snapshot: first.snapshot, taken: false });
    const before = await scene.take('before-import');
    expect([before.taken, before.snapshot.reason]).toEqual([true, 'before-import']);
    scene.restart();
    for (const reason of ['before-upgrade', 'manual'] as const)
      expect(await scene.take(reason)).toEqual({ snapshot: before.snapshot, taken: false });
    // That one's 14 days end earlier.
    scene.now += DAY;
    expect((await scene.take('before-upgrade')).taken).toBe(true);
    expect((await scene.take('manual')).taken).toBe(false);
    await appendTo(scene.journal, [change(3)]);
    expect((await scene.take('before-import')).taken).toBe(true);
    expect(await scene.files()).toHaveLength(4);
  });

  it('of before a large change stays for 14 days though others of its day follow', async () => {
    for (const [number, reason] of (['before-import', 'manual', 'automatic'] as const).entries()) {
      await appendTo(scene.journal, [change(number)]);
      await scene.take(reason);
    }
    const kept = async (days: number) => {
      scene.now += days * DAY;
      await appendTo(scene.journal, [change(100 + days)]);
      await scene.snapshots.takeDaily(LEARNER);
      return (await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number);
    };
    expect(await kept(13)).toEqual([4, 3, 2, 1]);
    expect(await kept(1)).toEqual([5, 4, 3]);
  });

  it('that can’t be deleted keeps no other from going', async () => {
    for (let number = 1; number <= 3; number += 1) {
      await appendTo(scene.journal, [change(number)]);
      await scene.take('manual');
    }
    const [first = '', second = ''] = await scene.files();
    await rm(join(scene.snapshotFolder, second));
    await mkdir(join(scene.snapshotFolder, second));
    scene.now += 14 * DAY;
    await appendTo(scene.journal, [change(4)]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await scene.files()).not.toContain(first);
    expect(await scene.files()).toHaveLength(3);
    expect(scene.logged).toEqual(['Outdated snapshots were not deleted']);
  });

  it('takes away what a killed run left of one, and not what another window may be writing', async () => {
    await mkdir(scene.snapshotFolder, { recursive: true });
    const [old, fresh] = [temporaryFileIn(scene.snapshotFolder), temporaryFileIn(scene.snapshotFolder)];
    for (const path of [old, fresh]) await writeFile(path, 'half of a snapshot');
    await utimes(old, (scene.now - DAY) / 1000, (scene.now - DAY) / 1000);
    await utimes(fresh, scene.now / 1000, scene.now / 1000);
    await appendTo(scene.journal, [change(1)]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await scene.files()).toEqual([basename(fresh), expect.stringContaining('automatic')]);
  });

  it('is not made of an empty journal', async () => {
    expect(await scene.snapshots.take(LEARNER, 'manual')).toEqual({ snapshot: null, taken: false });
    expect(await scene.files()).toEqual([]);
  });

  it('is read in pages, as the journal is', async () => {
    await appendTo(scene.journal, changes(1, 7));
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, [change(8)]);
    const page = async (after: number) =>
      (await scene.snapshots.read(LEARNER, snapshot.snapshotId, after, 3)).map(({ sequence }) => sequence);
    expect([await page(0), await page(3), await page(6), await page(7)]).toEqual([[1, 2, 3], [4, 5, 6], [7], []]);
  });

  it('comes in pages that end early rather than answer tens of megabytes', async () => {
    await appendTo(
      scene.journal,
      Array.from({ length: 24 }, (_, index) => change(index + 1, 'note', 'x'.repeat(262_144))),
    );
    const { snapshot } = await scene.take('manual');
    const seen: number[] = [];
    while (seen.length < 24) {
      const page = await scene.snapshots.read(LEARNER, snapshot.snapshotId, seen.at(-1) ?? 0, 2_000);
      expect(page.length).toBeGreaterThan(0);
      expect(page.length).toBeLessThan(20);
      seen.push(...page.map(({ sequence }) => sequence));
    }
    expect(seen).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });

  it('is numbered after the one before it though the clock was set back, and listed before it', async () => {
    await appendTo(scene.journal, [change(1)]);
    await scene.take('manual');
    scene.now -= 365 * DAY;
    await appendTo(scene.journal, [change(2)]);
    await scene.take('manual');
    const { snapshots } = await scene.snapshots.list(LEARNER);
    expect(snapshots.map(({ number, createdAt }) => [number, createdAt.slice(0, 4)])).toEqual([
      [2, '2025'],
      [1, '2026'],
    ]);
  });

  it('is one learner’s: nobody else’s is listed, and other files in the folder are passed over', async () => {
    await appendTo(scene.journal, [change(1)]);
    await appendTo(scene.journal, [change(2)], OTHER_LEARNER);
    await scene.take('manual');
    await scene.snapshots.take(OTHER_LEARNER, 'manual');
    await writeFile(join(scene.snapshotFolder, 'notes.txt'), 'no snapshot');
    await mkdir(join(scene.folder, 'snapshots', 'not a learner'));
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([
      LEARNER,
      OTHER_LEARNER,
    ]);
  });

  it('is listed though another learner’s folder can’t be read; where none can, the list fails rather than be empty', async () => {
    await appendTo(scene.journal, [change(1)]);
    await scene.take('manual');
    await writeFile(join(scene.folder, 'snapshots', OTHER_LEARNER), 'a file in its place');
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    expect(scene.logged).toEqual(['The snapshots of a learner could not be listed']);
    await scene.snapshots.remove(LEARNER);
    for (const learnerId of [undefined, OTHER_LEARNER])
      await expect(scene.snapshots.list(learnerId)).rejects.toMatchObject({ code: 'snapshot-damaged' });
  });

  it('never makes a path of something that is no learner id', () => {
    expect(() => scene.snapshots.list('../../outside').catch(() => undefined)).not.toThrow();
    return expect(scene.snapshots.list('../../outside')).rejects.toThrow();
  });

  it('says `not-found` for one that is not there', async () => {
    await expect(scene.snapshots.read(LEARNER, '000009-2026-11-25T13-45-00-000Z-manual', 0, 1)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a disk that is nearly full', () => {
  it('gets no snapshot, and the journal goes on; the learner is told', async () => {
    scene.freeBytes = async () => 100;
    await appendTo(scene.journal, [change(1)]);
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
    await appendTo(scene.journal, [change(1)]);
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, [change(2)]);
    scene.freeBytes = async () => 100;
    await expect(scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId)).rejects.toMatchObject({
      code: 'disk-nearly-full',
    });
    expect(await idsIn(scene.journal)).toEqual(['change-1', 'change-2']);
  });

  it('still loses what the rotation drops', async () => {
    await appendTo(scene.journal, [change(1)]);
    await scene.take('manual');
    await appendTo(scene.journal, [change(2)]);
    await scene.take('manual');
    scene.now += 14 * DAY;
    await appendTo(scene.journal, [change(3)]);
    scene.freeBytes = async () => 100;
    await scene.snapshots.takeDaily(LEARNER);
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ number }) => number)).toEqual([2]);
  });

  it('is known of a folder, of one that is still to be made, and not where the system does not tell', async () => {
    await appendTo(scene.journal, [change(1)]);
    expect(await freeBytesAt(scene.folder)).toBeGreaterThan(0);
    expect(await freeBytesAt(join(scene.folder, 'not', 'there', 'yet'))).toBeGreaterThan(0);
    expect(await freeBytesAt(join(scene.journalFile, 'below a file'))).toBeNull();
  });
});

describe('the format of snapshots', () => {
  it('is version 1, of which a kept file is listed, read and restored', async () => {
    const snapshotId = '000001-2026-11-25T13-45-00-000Z-manual';
    await mkdir(scene.snapshotFolder, { recursive: true });
    await copyFile(
      `tests/fixtures/snapshots/${snapshotId}.jsonl.gz`,
      join(scene.snapshotFolder, `${snapshotId}.jsonl.gz`),
    );
    expect((await scene.snapshots.list(LEARNER)).snapshots).toMatchObject([
      {
        number: 1,
        reason: 'manual',
        content: { state: { count: 3, lastSequence: 3 }, counts: { statements: 1, notes: 1 } },
      },
    ]);
    await scene.snapshots.restore(LEARNER, PAGE, snapshotId);
    expect((await idsIn(scene.journal)).slice(0, 3)).toEqual(['change-1', 'change-2', 'change-3']);
  });
});
