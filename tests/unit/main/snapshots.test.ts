import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSetBack } from '../../../src/domain/journal-epoch';
import { createJournal } from '../../../src/main/services/journal';
import { change, changes, idsIn, LEARNER, OTHER_LEARNER, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();
const DAY = 24 * 60 * 60 * 1000;

describe('a snapshot', () => {
  it('holds the journal as it stands, its owner and its counts, and is named for number, moment and reason', async () => {
    const profile = '{"id":"x","latinName":"Sok Dara"}';
    const statement = { id: 'change-2', verb: 'experienced', sectionId: 'a/1', timestamp: '2026-11-20T08:00:00.000Z' };
    await scene.journal.append(LEARNER, [change(1, 'learner', profile), change(2, 'statement', JSON.stringify(statement)), change(3), change(4, 'note', 'not even JSON')]);
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
        counts: { statements: 1, revisions: 2, sections: 1, quizzes: 0, notes: 1, first: statement.timestamp, last: statement.timestamp },
      },
    });
    expect(await scene.files()).toEqual([`${snapshot.snapshotId}.jsonl.gz`]);
    const [header = '', ...lines] = scene.text(`${snapshot.snapshotId}.jsonl.gz`).split('\n');
    expect(JSON.parse(header)).toMatchObject({ format: 'child-justice-series-snapshot', version: 1, learnerId: LEARNER, sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) as string });
    expect(`${lines.join('\n')}`).toBe(await readFile(scene.journalFile, 'utf8'));
    expect(await scene.snapshots.list()).toEqual({ snapshots: [snapshot], failure: null });
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    await scene.journal.append(LEARNER, changes(1, 1));
    const { snapshot } = await scene.take('manual');
    expect((await stat(join(scene.snapshotFolder, `${snapshot.snapshotId}.jsonl.gz`))).mode & 0o777).toBe(0o600);
    expect((await stat(scene.snapshotFolder)).mode & 0o777).toBe(0o700);
  });

  it('is not written a second time where nothing changed, whatever the reason', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const first = await scene.take('automatic');
    scene.restart();
    expect(await scene.take('before-import')).toEqual({ snapshot: first.snapshot, taken: false });
    await scene.journal.append(LEARNER, [change(3)]);
    expect((await scene.take('before-import')).taken).toBe(true);
    expect(await scene.files()).toHaveLength(2);
  });

  it('is not made of an empty journal', async () => {
    expect(await scene.snapshots.take(LEARNER, 'manual')).toEqual({ snapshot: null, taken: false });
    expect(await scene.files()).toEqual([]);
  });

  it('is read in pages, as the journal is', async () => {
    await scene.journal.append(LEARNER, changes(1, 7));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, [change(8)]);
    const page = async (after: number) => (await scene.snapshots.read(LEARNER, snapshot.snapshotId, after, 3)).map(({ sequence }) => sequence);
    expect([await page(0), await page(3), await page(6), await page(7)]).toEqual([[1, 2, 3], [4, 5, 6], [7], []]);
  });

  it('comes in pages that end early rather than answer tens of megabytes', async () => {
    await scene.journal.append(LEARNER, Array.from({ length: 40 }, (_, index) => change(index + 1, 'note', 'x'.repeat(262_144))));
    const { snapshot } = await scene.take('manual');
    const seen: number[] = [];
    while (seen.length < 40) {
      const page = await scene.snapshots.read(LEARNER, snapshot.snapshotId, seen.at(-1) ?? 0, 2_000);
      expect(page.length).toBeGreaterThan(0);
      expect(page.length).toBeLessThan(20);
      seen.push(...page.map(({ sequence }) => sequence));
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('is numbered after the one before it though the clock was set back, and listed before it', async () => {
    await scene.journal.append(LEARNER, [change(1)]);
    await scene.take('manual');
    scene.now -= 365 * DAY;
    await scene.journal.append(LEARNER, [change(2)]);
    await scene.take('manual');
    const { snapshots } = await scene.snapshots.list(LEARNER);
    expect(snapshots.map(({ number, createdAt }) => [number, createdAt.slice(0, 4)])).toEqual([[2, '2025'], [1, '2026']]);
  });

  it('is one learner’s: nobody else’s is listed, and other files in the folder are passed over', async () => {
    await scene.journal.append(LEARNER, [change(1)]);
    await scene.journal.append(OTHER_LEARNER, [change(2)]);
    await scene.take('manual');
    await scene.snapshots.take(OTHER_LEARNER, 'manual');
    await writeFile(join(scene.snapshotFolder, 'notes.txt'), 'no snapshot');
    await mkdir(join(scene.folder, 'snapshots', 'not a learner'));
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER, OTHER_LEARNER]);
  });

  it('never makes a path of something that is no learner id', () => {
    expect(() => scene.snapshots.list('../../outside').catch(() => undefined)).not.toThrow();
    return expect(scene.snapshots.list('../../outside')).rejects.toThrow();
  });

  it('says `not-found` for one that is not there', async () => {
    await expect(scene.snapshots.read(LEARNER, '000009-2026-11-25T13-45-00-000Z-manual', 0, 1)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the daily snapshot', () => {
  const reasons = async () => (await scene.snapshots.list(LEARNER)).snapshots.map(({ reason, createdAt }) => `${createdAt.slice(0, 10)} ${reason}`);

  it('is taken once a day where something changed, and not where nothing did', async () => {
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual([]);
    await scene.journal.append(LEARNER, [change(1)]);
    scene.restart();
    await scene.snapshots.takeDaily(LEARNER);
    await scene.journal.append(LEARNER, [change(2)]);
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
    await scene.journal.append(LEARNER, [change(1)]);
    await scene.journal.append(OTHER_LEARNER, [change(1)]);
    const unreadable = '018f3c1e-7b2a-7c3d-8e4f-00000000dead';
    await mkdir(join(scene.folder, 'journals', `${unreadable}.jsonl`));
    await scene.snapshots.takeDailyOfAll();
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([LEARNER, OTHER_LEARNER]);
  });

  it('is taken again on a day before, when the clock was set back', async () => {
    await scene.journal.append(LEARNER, [change(1)]);
    await scene.snapshots.takeDaily(LEARNER);
    scene.now -= 3 * DAY;
    await scene.journal.append(LEARNER, [change(2)]);
    await scene.snapshots.takeDaily(LEARNER);
    expect(await reasons()).toEqual(['2026-11-22 automatic', '2026-11-25 automatic']);
  });

  it('that fails is told by the list and logged, fails nothing else, and is tried again later', async () => {
    await scene.journal.append(LEARNER, [change(1)]);
    await writeFile(join(scene.folder, 'snapshots'), 'a file where the folder should be');
    await scene.snapshots.takeDaily(LEARNER);
    await scene.snapshots.takeDaily(LEARNER);
    expect(scene.logged).toEqual(['The daily snapshot was not taken']);
    await rm(join(scene.folder, 'snapshots'));
    expect(await scene.snapshots.list(LEARNER)).toEqual({ snapshots: [], failure: { learnerId: LEARNER, code: expect.any(String) as string, at: '2026-11-25T13:45:00.000Z' } });
    expect((await scene.snapshots.list(OTHER_LEARNER)).failure).toBeNull();
    scene.now += 16 * 60 * 1000;
    await scene.snapshots.takeDaily(LEARNER);
    expect((await scene.snapshots.list(LEARNER)).failure).toBeNull();
    expect(await reasons()).toEqual(['2026-11-25 automatic']);
  });

  it('keeps to the rotation over a year of study', async () => {
    for (let day = 0; day < 60; day += 1) {
      scene.now += 6 * DAY;
      await scene.journal.append(LEARNER, [change(day)]);
      await scene.snapshots.takeDaily(LEARNER);
    }
    const kept = (await scene.snapshots.list(LEARNER)).snapshots;
    expect(kept.length).toBeLessThanOrEqual(31);
    expect(kept[0]?.content?.state.count).toBe(60);
    expect(await scene.files()).toHaveLength(kept.length);
    expect(scene.now - Date.parse(kept.at(-1)?.createdAt ?? '')).toBeGreaterThan(8 * 28 * DAY);
  });
});

describe('a restore', () => {
  it('sets the journal back, keeps what was there, and can be undone', async () => {
    await scene.journal.append(LEARNER, changes(1, 3));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, changes(4, 6));
    const restored = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(restored.state).toMatchObject({ count: 4, lastSequence: 4, epoch: expect.stringMatching(/^restored-000001-/u) as string, damagedLines: [] });
    expect(await idsIn(createJournal(join(scene.folder, 'journals')))).toEqual(['change-1', 'change-2', 'change-3', restored.state.epoch]);
    const undone = await scene.snapshots.restore(LEARNER, restored.undoId ?? '');
    expect((await idsIn(scene.journal)).slice(0, 6)).toEqual(changes(1, 6).map(({ id }) => id));
    expect(undone.state.epoch).not.toBe(restored.state.epoch);
    const again = await scene.snapshots.restore(LEARNER, undone.undoId ?? '');
    expect((await idsIn(scene.journal)).filter((id) => id.startsWith('change'))).toEqual(changes(1, 3).map(({ id }) => id));
    expect(new Set([restored.state.epoch, undone.state.epoch, again.state.epoch]).size).toBe(3);
  });

  it('goes on from there: the next change is appended, and may be one that was rolled back', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await scene.journal.append(LEARNER, changes(3, 3));
    await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect((await scene.journal.append(LEARNER, [change(3)])).count).toBe(4);
  });

  it('has an epoch above every earlier one, though the journal lost the line that told it', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    const first = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    await scene.journal.append(LEARNER, [change(3)]);
    await scene.take('manual');
    await rm(scene.journalFile);
    const second = await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(isSetBack(second.state.epoch, first.state.epoch)).toBe(true);
    expect(isSetBack(first.state.epoch, second.state.epoch)).toBe(false);
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

describe('rewriting', () => {
  const bodies = new Map([['change-1', '"sealed 1"'], ['change-3', '"sealed 3"'], ['change-99', '"nobody’s"']]);

  it('gives changes other bodies in the journal and in every snapshot that holds them, and changes nothing else', async () => {
    await scene.journal.append(LEARNER, [change(1, 'note', '"plain 1"'), change(2, 'learner', '"name"')]);
    await scene.take('manual');
    await scene.journal.append(LEARNER, [change(3, 'note', '"plain 3"')]);
    await scene.take('manual');
    const before = await scene.snapshots.list(LEARNER);
    const { entries } = await scene.journal.read(LEARNER, 0, 100);
    expect(await scene.snapshots.rewrite(LEARNER, bodies)).toEqual({ learnerId: LEARNER, count: 3, lastSequence: 3, damagedLines: [], epoch: '', dropped: 0 });
    const after = await createJournal(join(scene.folder, 'journals')).read(LEARNER, 0, 100);
    expect(after.entries.map((entry) => [entry.sequence, entry.change])).toEqual(entries.map((entry) => [entry.sequence, { ...entry.change, body: bodies.get(entry.change.id) ?? entry.change.body }]));
    scene.restart();
    const listed = await scene.snapshots.list(LEARNER);
    expect(listed.snapshots.map(({ snapshotId, content }) => [snapshotId, content])).toEqual(before.snapshots.map(({ snapshotId, content }) => [snapshotId, content]));
    const texts = [await readFile(scene.journalFile, 'utf8'), ...(await scene.files()).map((name) => scene.text(name))].join('');
    expect(texts).not.toContain('plain');
    expect(texts.split('sealed 1')).toHaveLength(4);
  });

  it('finds a change by its id alone: not in another one’s body, and though the id needs escaping', async () => {
    const [plain, quoted] = ['change-1', 'change-"2"\\'];
    const inside = JSON.stringify({ id: plain, text: `"id":"${plain}"` });
    await scene.journal.append(LEARNER, [change(9, 'note', inside), { id: quoted, kind: 'note', body: '"plain"' }, change(1, 'learner', '{"latinName":"Plain"}')]);
    const { snapshot } = await scene.take('manual');
    await scene.snapshots.rewrite(LEARNER, new Map([[plain, '{"latinName":"New"}'], [quoted, '"sealed"']]));
    expect((await scene.snapshots.read(LEARNER, snapshot.snapshotId, 0, 9)).map((entry) => entry.change.body)).toEqual([inside, '"sealed"', '{"latinName":"New"}']);
    scene.restart();
    expect((await scene.snapshots.list(LEARNER)).snapshots[0]?.content?.learner).toBe('{"latinName":"New"}');
  });

  it('asked again changes no file', async () => {
    await scene.journal.append(LEARNER, changes(1, 3));
    await scene.take('manual');
    await scene.snapshots.rewrite(LEARNER, bodies);
    const name = (await scene.files())[0] ?? '';
    const before = await stat(join(scene.snapshotFolder, name), { bigint: true });
    await scene.snapshots.rewrite(LEARNER, bodies);
    expect((await stat(join(scene.snapshotFolder, name), { bigint: true })).ino).toBe(before.ino);
  });

  it('leaves damaged lines, files put aside and damaged snapshots out, since they may hold the old bodies, and counts them', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await appendFile(scene.journalFile, 'plain and torn\n');
    await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    await appendFile(scene.journalFile, 'plain and torn\nplain and torn again\n');
    await writeFile(join(scene.snapshotFolder, '000009-2026-11-25T13-45-00-000Z-manual.jsonl.gz'), 'plain');
    expect(await scene.snapshots.rewrite(LEARNER, new Map([['change-1', '"sealed"']]))).toMatchObject({ dropped: 4, damagedLines: [], count: 3 });
    expect(await readFile(scene.journalFile, 'utf8')).not.toContain('torn');
    expect(await stat(`${scene.journalFile}.damaged-1`).catch(() => null)).toBeNull();
    expect(await scene.files()).not.toContain('000009-2026-11-25T13-45-00-000Z-manual.jsonl.gz');
    // Nobody takes the lines that were left out for a loss: sequences and count are the same.
    expect((await scene.journal.append(LEARNER, [change(5)])).lastSequence).toBe(4);
  });

  it('of a learner without a journal does nothing', async () => {
    expect(await scene.snapshots.rewrite(LEARNER, bodies)).toMatchObject({ count: 0, dropped: 0 });
    expect(await scene.journal.list()).toEqual([]);
  });
});

describe('removing a learner', () => {
  it('deletes their journal, what was put aside of it, and their snapshots, and nobody else’s', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    await scene.journal.append(OTHER_LEARNER, changes(1, 2));
    const { snapshot } = await scene.take('manual');
    await scene.snapshots.take(OTHER_LEARNER, 'manual');
    await appendFile(scene.journalFile, 'torn\n');
    await scene.snapshots.restore(LEARNER, snapshot.snapshotId);
    expect(await scene.snapshots.remove(LEARNER)).toBe(true);
    expect(await scene.snapshots.remove(LEARNER)).toBe(false);
    expect((await scene.journal.list()).map(({ learnerId }) => learnerId)).toEqual([OTHER_LEARNER]);
    expect((await scene.snapshots.list()).snapshots.map(({ learnerId }) => learnerId)).toEqual([OTHER_LEARNER]);
    expect(await stat(`${scene.journalFile}.damaged-1`).catch(() => null)).toBeNull();
    // The same learner can come back, e.g. from a file.
    expect((await scene.journal.append(LEARNER, [change(1)])).count).toBe(1);
  });

  it('that broke off half-way leaves the learner in the list, and is finished when asked again', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    await scene.take('manual');
    // As after a crash between the snapshots and the journal.
    await rm(scene.snapshotFolder, { recursive: true });
    expect((await scene.journal.list()).map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    scene.restart();
    expect(await scene.snapshots.remove(LEARNER)).toBe(true);
    expect(await scene.journal.list()).toEqual([]);
  });
});
