import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isReset } from '../../../../src/domain/record/journal-epoch';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createJournalEntry } from '../../../../src/main/services/journal/journal-line';
import { refuseFiles } from './refused-files';
import { change, changes, idsIn, LEARNER, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();

describe('a restore', () => {
  it('sets the journal back, keeps what was there, and can be undone', async () => {
    await scene.journal.append(LEARNER, changes(1, 3));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, changes(4, 6));
    const restored = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(restored.state).toMatchObject({
      count: 4,
      lastSequence: 4,
      epoch: expect.stringMatching(/^restored-000001-id-\d+$/u) as string,
      damagedLines: [],
    });
    expect(await idsIn(createJournal(join(scene.folder, 'journals')))).toEqual([
      'change-1',
      'change-2',
      'change-3',
      restored.state.epoch,
    ]);
    const undone = await scene.snapshots.restore(LEARNER, restored.undoId ?? '');
    expect((await idsIn(scene.journal)).slice(0, 6)).toEqual(changes(1, 6).map(({ id }) => id));
    expect(undone.state.epoch).not.toBe(restored.state.epoch);
    const again = await scene.snapshots.restore(LEARNER, undone.undoId ?? '');
    expect((await idsIn(scene.journal)).filter((id) => id.startsWith('change'))).toEqual(
      changes(1, 3).map(({ id }) => id),
    );
    expect(new Set([restored.state.epoch, undone.state.epoch, again.state.epoch]).size).toBe(3);
  });

  it('goes on from there: the next change is appended, and may be one that was rolled back', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, changes(3, 3));
    await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect((await scene.journal.append(LEARNER, [change(3)])).count).toBe(4);
  });

  it('brings back a state also where saving the present one first would have the rotation delete it', async () => {
    await scene.journal.append(LEARNER, [change(1)]);
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, [change(2)]);
    await scene.take('manual');
    scene.now += 3 * 24 * 60 * 60 * 1000;
    await scene.journal.append(LEARNER, [change(3)]);
    expect((await scene.snapshots.restore(LEARNER, snapshot.snapshotId)).state.count).toBe(2);
    expect(await scene.files()).toHaveLength(3);
  });

  it('has an epoch above every earlier one, though the journal lost the line that told it', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const first = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    await scene.journal.append(LEARNER, [change(3)]);
    await scene.take('manual');
    await rm(scene.journalFile);
    const second = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(isReset(second.state.epoch, first.state.epoch)).toBe(true);
    expect(isReset(first.state.epoch, second.state.epoch)).toBe(false);
  });

  it('refuses the appends of a window that does not know of it', async () => {
    await scene.journal.append(LEARNER, changes(1, 2), '');
    const { snapshot } = await scene.take('manual');
    const { state } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    await expect(scene.journal.append(LEARNER, [change(3)], '')).rejects.toMatchObject({ code: 'journal-restored' });
    expect((await scene.journal.append(LEARNER, [change(3)], state.epoch)).count).toBe(4);
    expect((await scene.journal.append(LEARNER, [change(4)])).count).toBe(5);
  });

  it('never takes the key of a protected record back', async () => {
    await scene.journal.append(LEARNER, [change(1), change(2, 'key', '{"old":true}')]);
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, [change(3), change(4, 'key', '{"new":true}')]);
    const { state } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(await idsIn(scene.journal)).toEqual(['change-1', 'change-2', 'change-4', state.epoch]);
  });

  it('of a journal that is gone brings it back, with nothing to undo', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await rm(join(scene.folder, 'journals'), { recursive: true });
    const { state, undoId } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect([state.count, undoId]).toEqual([3, null]);
  });

  it('of a journal that cannot be read puts it aside as it is', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await rm(scene.journalFile);
    await mkdir(scene.journalFile);
    await writeFile(join(scene.journalFile, 'inside'), 'kept');
    const { state, undoId } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect([state.count, undoId]).toEqual([3, null]);
    expect(await readFile(join(`${scene.journalFile}.damaged-1`, 'inside'), 'utf8')).toBe('kept');
    expect(await scene.journal.list()).toHaveLength(1);
  });

  it.each([1, 2])(
    'of a journal that the system does not give out puts nothing aside and loses nothing: refused %d times',
    async (times) => {
      await scene.journal.append(LEARNER, [change(1), change(2, 'key', '{"wrapped":1}')]);
      const { snapshot } = await scene.take('manual');
      await scene.journal.append(LEARNER, [change(3), change(4, 'key', '{"wrapped":2}')]);
      scene.restart();
      const recover = await refuseFiles([scene.journalFile], { call: 'stat', code: 'EBUSY', times });
      const restored = await scene.snapshots.restore(LEARNER, snapshot.snapshotId).catch((error: unknown) => error);
      recover();
      const ids = await idsIn(scene.journal);
      if (times === 1) {
        // The second look found it: as any other restore.
        expect(restored).toMatchObject({ undoId: expect.stringContaining('before-restore') as string });
        expect(ids).toContain('change-4');
      } else {
        expect(restored).toMatchObject({ code: 'journal-unreadable' });
        expect(ids).toEqual(changes(1, 4).map(({ id }) => id));
      }
      expect(await readdir(dirname(scene.journalFile))).toHaveLength(1);
    },
  );

  it('of a journal that its disk can not read puts it aside', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const bytes = await readFile(scene.journalFile);
    const recover = await refuseFiles([scene.journalFile], { call: 'read', code: 'EIO' });
    await expect(idsIn(scene.journal)).rejects.toMatchObject({ code: 'journal-unreadable' });
    scene.restart();
    const { state, undoId } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    recover();
    expect([state.count, undoId]).toEqual([3, null]);
    expect(await readFile(`${scene.journalFile}.damaged-1`)).toEqual(bytes);
  });

  it('keeps the bytes of damaged lines in a file of their own', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    for (const number of [1, 2]) {
      await appendFile(scene.journalFile, `torn line ${number}\n`);
      await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
      expect(await readFile(`${scene.journalFile}.damaged-${number}`, 'utf8')).toContain(`torn line ${number}`);
    }
    expect((await scene.journal.state(LEARNER)).damagedLines).toEqual([]);
  });

  it('loses nothing that is appended while it goes on: it is in the journal or in what undoes it', async () => {
    await scene.journal.append(LEARNER, changes(1, 3));
    const { snapshot } = await scene.take('manual');
    const appending = (async () => {
      for (let number = 10; number < 60; number += 1) await scene.journal.append(LEARNER, [change(number)]);
    })();
    const { undoId } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    await appending;
    const kept = (await scene.snapshots.read(LEARNER, undoId ?? '', 0, 2_000)).map((entry) => entry.change.id);
    const all = new Set([...kept, ...(await idsIn(scene.journal))]);
    for (let number = 10; number < 60; number += 1) expect(all).toContain(`change-${number}`);
  });

  it('saves the state anew where another host has restored the journal meanwhile: its work is in what undoes it', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, changes(3, 4));
    const elsewhere = createJournal(dirname(scene.journalFile));
    const { replace } = scene.journal;
    vi.spyOn(scene.journal, 'replace').mockImplementationOnce(async (...wanted) => {
      await elsewhere.replace(LEARNER, await elsewhere.state(LEARNER), async function* () {
        const restored = { id: 'restored-000001-elsewhere', kind: 'restored', body: '{}' } as const;
        yield* [change(1), restored, change(8), change(9)].map((each, index) => createJournalEntry(index + 1, each));
      });
      return replace(...wanted);
    });
    const { state, undoId } = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(state.epoch).toMatch(/^restored-000002-/u);
    const undoing = await scene.snapshots.read(LEARNER, undoId ?? '', 0, 100);
    expect(undoing.map((entry) => entry.change.id)).toEqual(expect.arrayContaining(['change-8', 'change-9']));
  });

  it('refuses a damaged snapshot and one that is not there, and changes nothing', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, [change(3)]);
    const before = await readFile(scene.journalFile);
    await writeFile(join(scene.snapshotFolder, `${snapshot.snapshotId}.jsonl.gz`), 'nothing');
    for (const id of [snapshot.snapshotId, '000009-2026-11-25T13-45-00-000Z-manual']) {
      await expect(scene.snapshots.restore(LEARNER, id)).rejects.toMatchObject({ code: 'snapshot-damaged' });
    }
    expect(await readFile(scene.journalFile)).toEqual(before);
    expect(await scene.files()).toHaveLength(1);
  });
});
