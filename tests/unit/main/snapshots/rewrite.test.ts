import { appendFile, mkdir, readdir, readFile, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFileIn } from '../../../../src/main/services/files';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { removeFolder } from '../../../support/remove-folder';
import { systemError } from '../../../support/system-error';
import { appendTo, change, changes, LEARNER, OTHER_LEARNER, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();

describe('rewriting', () => {
  const bodies = new Map([
    ['change-1', '"sealed 1"'],
    ['change-3', '"sealed 3"'],
    ['change-99', '"nobody’s"'],
  ]);

  it('gives changes other bodies in the journal and in every snapshot that holds them, and changes nothing else', async () => {
    await appendTo(scene.journal, [change(1, 'note', '"plain 1"'), change(2, 'learner', '"name"')]);
    await scene.take('manual');
    await appendTo(scene.journal, [change(3, 'note', '"plain 3"')]);
    await scene.take('manual');
    const before = await scene.snapshots.list(LEARNER);
    const { entries, state } = await scene.journal.read(LEARNER, 0, 100);
    const rewritten = await scene.snapshots.rewrite(LEARNER, PAGE, bodies);
    expect(rewritten).toEqual({
      learnerId: LEARNER,
      count: 3,
      lastSequence: 3,
      damagedLines: [],
      epoch: '',
      chain: expect.not.stringMatching(state.chain) as string,
      dropped: 0,
      unreadable: 0,
    });
    // The page goes on from there.
    await scene.journal.append(LEARNER, PAGE, rewritten, [change(9)]);
    const after = await createJournal(join(scene.folder, 'journals')).read(LEARNER, 0, 3);
    expect(after.entries.map((entry) => [entry.sequence, entry.change])).toEqual(
      entries.map((entry) => [
        entry.sequence,
        { ...entry.change, body: bodies.get(entry.change.id) ?? entry.change.body },
      ]),
    );
    scene.restart();
    const listed = await scene.snapshots.list(LEARNER);
    expect(listed.snapshots.map(({ snapshotId, content }) => [snapshotId, content])).toEqual(
      before.snapshots.map(({ snapshotId, content }) => [snapshotId, content]),
    );
    const texts = [
      await readFile(scene.journalFile, 'utf8'),
      ...(await scene.files()).map((name) => scene.text(name)),
    ].join('');
    expect(texts).not.toContain('plain');
    expect(texts.split('sealed 1')).toHaveLength(4);
  });

  it('finds a change by its id alone: not in another one’s body, and though the id needs escaping', async () => {
    const [plain, quoted] = ['change-1', 'change-"2"\\'];
    const inside = JSON.stringify({ id: plain, text: `"id":"${plain}"` });
    await appendTo(scene.journal, [
      change(9, 'note', inside),
      { id: quoted, kind: 'note', body: '"plain"' },
      change(1, 'learner', '{"latinName":"Plain"}'),
    ]);
    const { snapshot } = await scene.take('manual');
    await scene.snapshots.rewrite(
      LEARNER,
      PAGE,
      new Map([
        [plain, '{"latinName":"New"}'],
        [quoted, '"sealed"'],
      ]),
    );
    const rewritten = await scene.snapshots.read(LEARNER, snapshot.snapshotId, 0, 9);
    expect(rewritten.map(({ sequence, change: { body } }) => [sequence, body])).toEqual([
      [1, inside],
      [2, '"sealed"'],
      [3, '{"latinName":"New"}'],
    ]);
    scene.restart();
    expect((await scene.snapshots.list(LEARNER)).snapshots[0]?.content?.learner).toBe('{"latinName":"New"}');
  });

  it('asked again changes no file', async () => {
    await appendTo(scene.journal, changes(1, 3));
    await scene.take('manual');
    await scene.snapshots.rewrite(LEARNER, PAGE, bodies);
    const name = (await scene.files())[0] ?? '';
    const before = await stat(join(scene.snapshotFolder, name), { bigint: true });
    await scene.snapshots.rewrite(LEARNER, PAGE, bodies);
    expect((await stat(join(scene.snapshotFolder, name), { bigint: true })).ino).toBe(before.ino);
  });

  it('leaves damaged lines, files put aside and damaged snapshots out, since they may hold the old bodies, and counts them', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await appendFile(scene.journalFile, 'plain and torn\n');
    await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    await appendFile(scene.journalFile, 'plain and torn\nplain and torn again\n');
    await writeFile(join(scene.snapshotFolder, '000009-2026-11-25T13-45-00-000Z-manual.jsonl.gz'), 'plain');
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed"']]))).toMatchObject({
      dropped: 4,
      damagedLines: [],
      count: 3,
    });
    expect(await readFile(scene.journalFile, 'utf8')).not.toContain('torn');
    expect(await stat(`${scene.journalFile}.damaged-1`).catch(() => null)).toBeNull();
    expect(await scene.files()).not.toContain('000009-2026-11-25T13-45-00-000Z-manual.jsonl.gz');
    // Nobody takes the lines that were left out for a loss: sequences and count are the same.
    expect((await appendTo(scene.journal, [change(5)])).lastSequence).toBe(4);
  });

  it('deletes what a killed run left half written among the snapshots, however young', async () => {
    await appendTo(scene.journal, [change(1)]);
    await scene.take('manual');
    await writeFile(temporaryFileIn(scene.snapshotFolder), 'half of a snapshot');
    await scene.snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed"']]));
    expect(await scene.files()).toEqual([expect.stringContaining('manual')]);
  });

  it('drops a damaged line also where the journal holds none of the changes: that line may be the change', async () => {
    await appendTo(scene.journal, [change(2)]);
    await appendFile(scene.journalFile, '{"sequence":2,"change":{"id":"change-1","body":"plain\n');
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ dropped: 1, count: 1 });
    expect(await readFile(scene.journalFile, 'utf8')).not.toContain('plain');
  });

  it('fails where a damaged snapshot can’t be deleted: it may hold the old bodies', async () => {
    await appendTo(scene.journal, changes(1, 2));
    // No unlink takes a folder.
    await mkdir(join(scene.snapshotFolder, '000009-2026-11-25T13-45-00-000Z-manual.jsonl.gz'), { recursive: true });
    await expect(scene.snapshots.rewrite(LEARNER, PAGE, bodies)).rejects.toMatchObject({ name: 'OperationFailure' });
  });

  it('leaves a snapshot as it was where the disk has no room for the new one', async () => {
    await appendTo(scene.journal, changes(1, 3));
    await scene.take('manual');
    const before = await scene.files();
    const text = scene.text(before[0] ?? '');
    const prototype = await fileHandlePrototype();
    const original = prototype.writeFile;
    const writing = vi.spyOn(prototype, 'writeFile').mockImplementation(async function (this: FileHandle, bytes) {
      // The journal has its new bodies; what is packed begins with gzip's own first byte.
      if ((bytes as Uint8Array)[0] === 0x1f) throw systemError('ENOSPC');
      await original.call(this, bytes);
    });
    await expect(scene.snapshots.rewrite(LEARNER, PAGE, bodies)).rejects.toMatchObject({ code: 'disk-full' });
    writing.mockRestore();
    expect(await scene.files()).toEqual(before);
    expect(scene.text(before[0] ?? '')).toBe(text);
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ dropped: 0, unreadable: 0 });
    expect(scene.text(before[0] ?? '')).toContain('sealed 1');
  });

  it('of a learner without a journal does nothing', async () => {
    await scene.journal.take(LEARNER, PAGE);
    expect(await scene.snapshots.rewrite(LEARNER, PAGE, bodies)).toMatchObject({ count: 0, dropped: 0 });
    expect(await scene.journal.list()).toEqual([]);
  });
});

describe('removing a learner', () => {
  it('deletes their journal, what was put aside of it, and their snapshots, and nobody else’s', async () => {
    await appendTo(scene.journal, changes(1, 2));
    await appendTo(scene.journal, changes(1, 2), OTHER_LEARNER);
    const { snapshot } = await scene.take('manual');
    await scene.snapshots.take(OTHER_LEARNER, 'manual');
    await appendFile(scene.journalFile, 'torn\n');
    await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    for (const each of [scene.snapshots, scene.journal, scene.snapshots, scene.journal])
      // Where nothing is left, that is no failure.
      await each.remove(LEARNER);
    expect((await scene.journal.list()).map(({ learnerId }) => learnerId)).toEqual([OTHER_LEARNER]);
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([OTHER_LEARNER]);
    expect(await stat(`${scene.journalFile}.damaged-1`).catch(() => null)).toBeNull();
    // The same learner can come back, e.g. from a file.
    expect((await appendTo(scene.journal, [change(1)])).count).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('is on the disk, the snapshots’ folder too', async () => {
    await appendTo(scene.journal, changes(1, 2));
    await scene.take('manual');
    const snapshots = await stat(join(scene.folder, 'snapshots'));
    const atSync: string[][] = [];
    const prototype = await fileHandlePrototype();
    const { sync } = prototype;
    const syncing = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      if ((await this.stat()).ino === snapshots.ino) atSync.push(await readdir(join(scene.folder, 'snapshots')));
      return sync.call(this);
    });
    await scene.snapshots.remove(LEARNER);
    syncing.mockRestore();
    expect(atSync).toEqual([[]]);
  });

  it('leaves what was put aside of another learner’s journal, and every file with a name of its own', async () => {
    const mine = `${scene.journalFile}.damaged-1`;
    const theirs = mine.replace(LEARNER, OTHER_LEARNER);
    const others = [theirs, `${mine}.txt`, `${scene.journalFile}.damaged-copy`];
    await appendTo(scene.journal, changes(1, 2));
    for (const path of [mine, ...others]) await writeFile(path, 'torn');
    await scene.journal.remove(LEARNER);
    expect(await stat(mine).catch(() => null)).toBeNull();
    for (const path of others) expect(await readFile(path, 'utf8')).toBe('torn');
  });

  it.skipIf(process.platform === 'win32')(
    'fails where the folder of snapshots can’t be looked at, and neither of the two does the other’s work',
    async () => {
      await appendTo(scene.journal, changes(1, 2));
      await scene.take('manual');
      await scene.snapshots.remove(LEARNER);
      expect((await scene.journal.state(LEARNER)).count).toBe(2);
      await scene.take('manual');
      await scene.journal.remove(LEARNER);
      expect((await scene.snapshots.list(LEARNER)).snapshots).toHaveLength(1);
      await removeFolder(join(scene.folder, 'snapshots'));
      await writeFile(join(scene.folder, 'snapshots'), 'a file in its place');
      await expect(scene.snapshots.remove(LEARNER)).rejects.toMatchObject({ details: { reason: 'ENOTDIR' } });
    },
  );
});
