import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createJournalEntry } from '../../../../src/main/services/journal/journal-line';
import { refuseFiles } from '../snapshots/refused-files';
import { appendTo, change, changes, idsIn, LEARNER, PAGE, useSnapshotScene } from '../snapshots/snapshot-scene';

const scene = useSnapshotScene();

/** Names in the journals' folder beside the journal and its turn. */
async function beside(): Promise<string[]> {
  const own = [`${LEARNER}.jsonl`, `${LEARNER}.turn.json`];
  return (await readdir(dirname(scene.journalFile))).filter((name) => !own.includes(name)).sort();
}

const renew = (reason: 'pin' | 'rebuilt', above = '') =>
  scene.journal.beginEpoch(LEARNER, PAGE, { reason, above: [above] });

describe('a new epoch of a journal', () => {
  it('is its last line, says why it began, and leaves every other line as it was', async () => {
    const before = await appendTo(scene.journal, [change(1), change(2, 'key'), change(3)]);
    const text = await readFile(scene.journalFile, 'utf8');
    const state = await renew('rebuilt');
    expect(state).toMatchObject({ count: 4, lastSequence: 4, damagedLines: [] });
    expect(state.epoch).toMatch(/^epoch-000001-id-\d+$/u);
    const after = await readFile(scene.journalFile, 'utf8');
    expect(after.startsWith(text)).toBe(true);
    const { entries } = await createJournal(dirname(scene.journalFile)).read(LEARNER, 3, 10);
    expect(entries.map((entry) => entry.change)).toEqual([
      { id: state.epoch, kind: 'epoch', body: '{"reason":"rebuilt","at":"2026-11-25T13:45:00.000Z"}' },
    ]);
    expect(await beside()).toEqual([]);
    if (process.platform !== 'win32') expect((await stat(scene.journalFile)).mode & 0o777).toBe(0o600);
    // A page that knows the old one opens the journal anew; the one that renewed it goes on.
    await expect(scene.journal.append(LEARNER, PAGE, before, [change(4)])).rejects.toMatchObject({
      code: 'journal-moved',
    });
    expect((await scene.journal.append(LEARNER, PAGE, state, [change(4)])).count).toBe(5);
  });

  it('is above the journal’s and above the one that the page knows', async () => {
    await appendTo(scene.journal, [change(1)]);
    expect((await renew('rebuilt', 'epoch-000007-known')).epoch).toMatch(/^epoch-000008-/u);
    expect((await renew('pin', 'epoch-000002-known')).epoch).toMatch(/^epoch-000009-/u);
    expect((await renew('pin')).epoch).toMatch(/^epoch-000010-/u);
  });

  it('holds each line once, also where they are written in pieces', async () => {
    await appendTo(
      scene.journal,
      Array.from({ length: 7 }, (_, index) => change(index, 'note', 'x'.repeat(100_000))),
    );
    const text = await readFile(scene.journalFile, 'utf8');
    await renew('rebuilt');
    expect((await readFile(scene.journalFile, 'utf8')).startsWith(text)).toBe(true);
    expect((await idsIn(scene.journal)).length).toBe(8);
  });

  it('is the only line of a journal that is gone', async () => {
    await appendTo(scene.journal, [change(1)]);
    await rm(scene.journalFile);
    const state = await renew('rebuilt', 'epoch-000003-known');
    expect(await idsIn(scene.journal)).toEqual([state.epoch]);
    expect(await beside()).toEqual([]);
  });

  it.each([
    ['rebuilt', [`${LEARNER}.jsonl.damaged-1`, `${LEARNER}.jsonl.damaged-2`]],
    ['pin', []],
  ] as const)('leaves damaged lines out; their bytes are kept or deleted: %s', async (reason, kept) => {
    await appendTo(scene.journal, changes(1, 2));
    await appendFile(scene.journalFile, 'torn and plain\n');
    await writeFile(`${scene.journalFile}.damaged-1`, 'of an earlier day');
    expect(await renew(reason)).toMatchObject({ count: 3, damagedLines: [] });
    expect(await readFile(scene.journalFile, 'utf8')).not.toContain('torn');
    expect(await beside()).toEqual(kept);
    if (kept[1]) expect(await readFile(join(dirname(scene.journalFile), kept[1]), 'utf8')).toContain('torn and plain');
  });

  it.each([
    ['rebuilt', [`${LEARNER}.jsonl.damaged-1`]],
    ['pin', []],
  ] as const)('begins where the journal can’t be read for good, which counts as gone: %s', async (reason, kept) => {
    await scene.journal.take(LEARNER, PAGE);
    await mkdir(scene.journalFile);
    await writeFile(join(scene.journalFile, 'inside'), 'kept');
    await expect(scene.journal.state(LEARNER)).rejects.toMatchObject({ code: 'journal-unreadable' });
    expect((await renew(reason)).count).toBe(1);
    expect(await beside()).toEqual(kept);
  });

  it('doesn’t begin where the journal can’t be read for the moment: it may be whole', async () => {
    await appendTo(scene.journal, changes(1, 2));
    scene.restart();
    const recover = await refuseFiles([scene.journalFile], { call: 'stat', code: 'EBUSY' });
    await expect(renew('rebuilt')).rejects.toMatchObject({ code: 'journal-unreadable' });
    recover();
    expect(await idsIn(scene.journal)).toEqual(['change-1', 'change-2']);
    expect(await beside()).toEqual([]);
  });

  it('from another state is followed by the keys that this one lacks', async () => {
    await appendTo(scene.journal, [change(1), change(2, 'key'), change(3, 'key')]);
    const from = async function* () {
      yield* [change(8), change(2, 'key')].map((each, index) => createJournalEntry(index + 1, each));
    };
    const state = await scene.journal.beginEpoch(LEARNER, PAGE, { reason: 'restored', above: [], from: from() });
    expect(await idsIn(scene.journal)).toEqual(['change-8', 'change-2', 'change-3', state.epoch]);
  });

  it.each([
    ['fails half-way', 'write-failed', undefined],
    ['isn’t what the journal was when the caller read it', 'journal-moved', { epoch: '', lastSequence: 1, chain: '' }],
  ])('from a state that %s leaves the old file and no temporary one', async (_, code, endsAt) => {
    await appendTo(scene.journal, changes(1, 2));
    const before = await readFile(scene.journalFile);
    const from = async function* () {
      yield createJournalEntry(1, change(1));
      throw new Error('The snapshot ended too early.');
    };
    const epoch = { reason: 'restored', above: [], from: from(), ...(endsAt ? { endsAt } : {}) } as const;
    await expect(scene.journal.beginEpoch(LEARNER, PAGE, epoch)).rejects.toMatchObject({ code });
    expect(await readFile(scene.journalFile)).toEqual(before);
    expect(await beside()).toEqual([]);
  });
});
