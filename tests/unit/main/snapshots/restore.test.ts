import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { compareEpochs } from '../../../../src/domain/record/journal-epoch';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { removeFolder } from '../../../support/remove-folder';
import { refuseFiles } from './refused-files';
import { appendTo, change, changes, idsIn, LEARNER, OTHER_PAGE, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();

/** Files in the journals' folder, beside the journal and its turn. */
async function filesBeside(): Promise<string[]> {
  const own = [`${LEARNER}.jsonl`, `${LEARNER}.turn.json`];
  return (await readdir(dirname(scene.journalFile))).filter((name) => !own.includes(name));
}

describe('a restore', () => {
  it('sets the journal back, keeps what was there, and can be undone', async () => {
    await appendTo(scene.journal, changes(1, 3));
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, changes(4, 6));
    const restored = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    expect(restored.state).toMatchObject({
      count: 4,
      lastSequence: 4,
      epoch: expect.stringMatching(/^epoch-000001-id-\d+$/u) as string,
      damagedLines: [],
    });
    expect(await idsIn(createJournal(join(scene.folder, 'journals')))).toEqual([
      'change-1',
      'change-2',
      'change-3',
      restored.state.epoch,
    ]);
    const undone = await scene.snapshots.restore(LEARNER, PAGE, restored.undoId ?? '');
    expect((await idsIn(scene.journal)).slice(0, 6)).toEqual(changes(1, 6).map(({ id }) => id));
    expect(undone.state.epoch).not.toBe(restored.state.epoch);
    const again = await scene.snapshots.restore(LEARNER, PAGE, undone.undoId ?? '');
    expect((await idsIn(scene.journal)).filter((id) => id.startsWith('change'))).toEqual(
      changes(1, 3).map(({ id }) => id),
    );
    expect(new Set([restored.state.epoch, undone.state.epoch, again.state.epoch]).size).toBe(3);
  });

  it('goes on from there: the next change is appended, and may be one that was rolled back', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, changes(3, 3));
    await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    expect((await appendTo(scene.journal, [change(3)])).count).toBe(4);
  });

  it('brings back a state also where saving the present one first would have the rotation delete it', async () => {
    await appendTo(scene.journal, [change(1)]);
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, [change(2)]);
    await scene.take('manual');
    scene.now += 3 * 24 * 60 * 60 * 1000;
    await appendTo(scene.journal, [change(3)]);
    expect((await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId)).state.count).toBe(2);
    expect(await scene.files()).toHaveLength(3);
  });

  it('has an epoch above every earlier one, though the journal lost the line that told it', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const first = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    await appendTo(scene.journal, [change(3)]);
    await scene.take('manual');
    await rm(scene.journalFile);
    const second = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    expect(compareEpochs(second.state.epoch, first.state.epoch)).toBe(1);
  });

  it('takes the turn: the page that wrote until then is refused whatever it asks for, and neither reads nor restores are', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const { state } = await scene.snapshots.restore(LEARNER, OTHER_PAGE, snapshot.snapshotId);
    const elsewhere = { code: 'opened-elsewhere', details: { learnerId: LEARNER } };
    const renewed = { reason: 'rebuilt', above: [''] } as const;
    for (const refused of [
      scene.journal.append(LEARNER, PAGE, state, [change(3)]),
      scene.journal.beginEpoch(LEARNER, PAGE, renewed),
      scene.snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '{}']])),
    ])
      await expect(refused).rejects.toMatchObject(elsewhere);
    expect(await scene.journal.state(LEARNER)).toEqual(state);
    expect((await scene.journal.append(LEARNER, OTHER_PAGE, state, [change(3)])).count).toBe(4);
    await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    await expect(scene.journal.append(LEARNER, OTHER_PAGE, state, [change(4)])).rejects.toMatchObject(elsewhere);
  });

  it('is unknown to a page that had the record open before: its cursor is of another epoch', async () => {
    const before = await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const { state } = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    await expect(scene.journal.append(LEARNER, PAGE, before, [change(3)])).rejects.toMatchObject({
      code: 'journal-moved',
    });
    expect(await scene.journal.open(LEARNER, PAGE, before, 'take')).toMatchObject({ state, holdsCursor: false });
    const { entries } = await scene.journal.read(LEARNER, 2, 10);
    expect(entries.map(({ change: { kind, body } }) => [kind, JSON.parse(body)])).toEqual([
      ['epoch', { reason: 'restored', snapshotId: snapshot.snapshotId, at: '2026-11-25T13:45:00.000Z' }],
    ]);
  });

  it('never takes the key of a protected record back', async () => {
    await appendTo(scene.journal, [change(1), change(2, 'key', '{"old":true}')]);
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, [change(3), change(4, 'key', '{"new":true}')]);
    const { state } = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    expect(await idsIn(scene.journal)).toEqual(['change-1', 'change-2', 'change-4', state.epoch]);
  });

  it('of a journal that is gone brings it back, with nothing to undo', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await removeFolder(join(scene.folder, 'journals'));
    const { state, undoId } = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    expect([state.count, undoId]).toEqual([3, null]);
  });

  it('of a journal that cannot be read puts it aside as it is', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await rm(scene.journalFile);
    await mkdir(scene.journalFile);
    await writeFile(join(scene.journalFile, 'inside'), 'kept');
    const { state, undoId } = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    expect([state.count, undoId]).toEqual([3, null]);
    expect(await readFile(join(`${scene.journalFile}.damaged-1`, 'inside'), 'utf8')).toBe('kept');
    expect(await scene.journal.list()).toHaveLength(1);
  });

  it.each([1, 2])(
    'of a journal that the system does not give out puts nothing aside and loses nothing: refused %d times',
    async (times) => {
      await appendTo(scene.journal, [change(1), change(2, 'key', '{"wrapped":1}')]);
      const { snapshot } = await scene.take('manual');
      await appendTo(scene.journal, [change(3), change(4, 'key', '{"wrapped":2}')]);
      scene.restart();
      const recover = await refuseFiles([scene.journalFile], { call: 'stat', code: 'EBUSY', times });
      // The second look may find it: the present state isn't saved then.
      await expect(scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId)).rejects.toMatchObject({
        code: times === 1 ? 'journal-moved' : 'journal-unreadable',
      });
      recover();
      expect(await idsIn(scene.journal)).toEqual(changes(1, 4).map(({ id }) => id));
      expect(await filesBeside()).toEqual([]);
    },
  );

  it('of a journal that its disk can not read puts it aside', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const bytes = await readFile(scene.journalFile);
    const recover = await refuseFiles([scene.journalFile], { call: 'read', code: 'EIO' });
    await expect(idsIn(scene.journal)).rejects.toMatchObject({ code: 'journal-unreadable' });
    scene.restart();
    const { state, undoId } = await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    recover();
    expect([state.count, undoId]).toEqual([3, null]);
    expect(await readFile(`${scene.journalFile}.damaged-1`)).toEqual(bytes);
  });

  it('keeps the bytes of damaged lines in a file of their own', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    for (const number of [1, 2]) {
      await appendFile(scene.journalFile, `torn line ${number}\n`);
      await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
      expect(await readFile(`${scene.journalFile}.damaged-${number}`, 'utf8')).toContain(`torn line ${number}`);
    }
    expect((await scene.journal.state(LEARNER)).damagedLines).toEqual([]);
  });

  it('is refused where the journal was written to since the present state was saved', async () => {
    await appendTo(scene.journal, changes(1, 3));
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, [change(4)]);
    const { copy } = scene.journal;
    vi.spyOn(scene.journal, 'copy').mockImplementationOnce(async (learnerId) => {
      const copied = await copy(learnerId);
      await appendTo(scene.journal, [change(5)]);
      return copied;
    });
    await expect(scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId)).rejects.toMatchObject({
      code: 'journal-moved',
    });
    expect(await idsIn(scene.journal)).toEqual(changes(1, 5).map(({ id }) => id));
  });

  it('refuses a damaged snapshot and one that is not there, and changes nothing', async () => {
    await appendTo(scene.journal, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await appendTo(scene.journal, [change(3)]);
    const before = await readFile(scene.journalFile);
    await writeFile(join(scene.snapshotFolder, `${snapshot.snapshotId}.jsonl.gz`), 'nothing');
    for (const id of [snapshot.snapshotId, '000009-2026-11-25T13-45-00-000Z-manual']) {
      await expect(scene.snapshots.restore(LEARNER, PAGE, id)).rejects.toMatchObject({ code: 'snapshot-damaged' });
    }
    expect(await readFile(scene.journalFile)).toEqual(before);
    expect(await scene.files()).toHaveLength(1);
  });
});
