import { readFile, rename, rm, symlink, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createJournalEntry, encodeJournalLine } from '../../../../src/main/services/journal/journal-line';
import { immutableFolder, within } from '../../../support/faulty-places';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import {
  appendTo,
  change,
  changes,
  idsIn,
  LEARNER,
  OTHER_LEARNER,
  OTHER_PAGE,
  PAGE,
  useSnapshotScene,
} from '../snapshots/snapshot-scene';

const scene = useSnapshotScene();
const START = { epoch: '', lastSequence: 0, chain: '' };
const ELSEWHERE = { code: 'opened-elsewhere', details: { learnerId: LEARNER } };

const turnFile = (): string => join(dirname(scene.journalFile), `${LEARNER}.turn.json`);
const open = (page: string, turn: 'take' | number, cursor: typeof START | null = START) =>
  scene.journal.open(LEARNER, page, cursor, turn);

describe('a page that opens a record', () => {
  it('takes the turn under a number that rises, and the page before is refused whatever it asks for', async () => {
    expect(await open(PAGE, 'take')).toMatchObject({ turn: 1, holdsCursor: true });
    await scene.journal.append(LEARNER, PAGE, START, [change(1)]);
    const { snapshot } = await scene.take('manual');
    const { turn, state } = await open(OTHER_PAGE, 'take');
    expect(turn).toBe(2);
    for (const refused of [
      open(PAGE, 1),
      open(PAGE, 2),
      scene.journal.append(LEARNER, PAGE, state, [change(2)]),
      scene.journal.beginEpoch(LEARNER, PAGE, { reason: 'pin', above: [] }),
      scene.snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '{}']])),
    ])
      await expect(refused).rejects.toMatchObject(ELSEWHERE);
    expect(await idsIn(scene.journal)).toEqual(['change-1']);
    // A restore is a person's act, as is opening.
    await scene.snapshots.restore(LEARNER, PAGE, snapshot.snapshotId);
    await expect(open(OTHER_PAGE, 2)).rejects.toMatchObject(ELSEWHERE);
    expect((await open(PAGE, 3)).turn).toBe(3);
    // The page that has the turn keeps its number.
    expect((await open(PAGE, 'take')).turn).toBe(3);
    expect((await open(OTHER_PAGE, 'take')).turn).toBe(4);
  });

  it('goes on after a restart of the host where no other page took it, and only under its own number', async () => {
    await open(PAGE, 'take');
    const state = await scene.journal.append(LEARNER, PAGE, START, changes(1, 2));
    scene.restart();
    expect(await open(PAGE, 1, state)).toMatchObject({ turn: 1, holdsCursor: true });
    expect((await scene.journal.append(LEARNER, PAGE, state, [change(3)])).count).toBe(3);
    await expect(open(PAGE, 2)).rejects.toMatchObject(ELSEWHERE);
    await expect(open(OTHER_PAGE, 1)).rejects.toMatchObject(ELSEWHERE);
    scene.restart();
    await open(OTHER_PAGE, 'take');
    scene.restart();
    await expect(open(PAGE, 1)).rejects.toMatchObject(ELSEWHERE);
  });

  it('writes nothing before it has taken the turn, and nothing of another learner’s', async () => {
    await expect(scene.journal.append(LEARNER, PAGE, START, [change(1)])).rejects.toMatchObject(ELSEWHERE);
    await open(PAGE, 'take');
    await expect(scene.journal.append(OTHER_LEARNER, PAGE, START, [change(1)])).rejects.toMatchObject({
      code: 'opened-elsewhere',
    });
    expect(await scene.journal.list()).toEqual([]);
  });

  it.each([
    ['is damaged', '{"version":1,"page"'],
    ['is of another version', JSON.stringify({ version: 2, page: PAGE, number: 1 })],
    ['is gone', null],
  ])('whose turn %s has to be opened by a person', async (_, text) => {
    await open(PAGE, 'take');
    if (text === null) await rm(turnFile());
    else await writeFile(turnFile(), text);
    scene.restart();
    await expect(open(PAGE, 1)).rejects.toMatchObject(ELSEWHERE);
    expect((await open(PAGE, 'take')).turn).toBe(1);
    expect(JSON.parse(await readFile(turnFile(), 'utf8'))).toEqual({ version: 1, page: PAGE, number: 1 });
  });

  it('takes the turn also where the journal can’t be read, and can read it on a disk that takes nothing', async (context) => {
    await symlink('nowhere', join(scene.folder, 'journals'));
    await expect(open(PAGE, 'take')).rejects.toMatchObject({ code: 'journal-unreadable' });
    await rm(join(scene.folder, 'journals'));
    await appendTo(scene.journal, [change(1)]);
    const text = await readFile(scene.journalFile);
    await within(
      context,
      immutableFolder((place) => writeFile(join(place, `${LEARNER}.jsonl`), text)),
      async (place) => {
        const journal = createJournal(place);
        expect(await journal.open(LEARNER, PAGE, null, 'take')).toMatchObject({ turn: 1, state: { count: 1 } });
        expect(await journal.open(LEARNER, PAGE, null, 1)).toMatchObject({ turn: 1 });
      },
    );
  });

  it('is told whether the journal has its point', async () => {
    const [first, second] = [await appendTo(scene.journal, [change(1)]), await appendTo(scene.journal, [change(2)])];
    for (const cursor of [START, first, second]) expect((await open(PAGE, 'take', cursor)).holdsCursor).toBe(true);
    for (const cursor of [
      null,
      { ...second, lastSequence: 3 },
      { ...second, chain: first.chain },
      { ...first, chain: '' },
      { ...second, epoch: 'epoch-000001-x' },
    ])
      expect((await open(PAGE, 'take', cursor)).holdsCursor).toBe(false);
    expect((await scene.journal.open(OTHER_LEARNER, PAGE, null, 'take')).holdsCursor).toBe(true);
  });
});

describe('an append to a journal that does not end at the cursor', () => {
  it.each([
    ['cut', false, async (lines: readonly string[]) => writeFile(scene.journalFile, lines.slice(0, -1).join(''))],
    ['deleted', false, async () => rm(scene.journalFile)],
    [
      'put back by an hour and written to',
      false,
      async (lines: readonly string[]) => {
        await writeFile(scene.journalFile, lines[0] ?? '');
        await appendTo(createJournal(dirname(scene.journalFile)), [change(8), change(9)]);
        await scene.journal.take(LEARNER, PAGE);
      },
    ],
    [
      'replaced by one that is as long',
      false,
      async (lines: readonly string[]) => {
        await rm(scene.journalFile);
        await writeFile(scene.journalFile, lines.join('').replace('change-3', 'change-4'));
      },
    ],
    [
      'written to by another program',
      true,
      async () => appendTo(createJournal(dirname(scene.journalFile)), [change(9)]),
    ],
  ])('is refused: it was %s', async (_, holdsCursor, happen) => {
    const state = await appendTo(scene.journal, changes(1, 3));
    await happen((await readFile(scene.journalFile, 'utf8')).split(/(?<=\n)/u));
    const before = await readFile(scene.journalFile).catch(() => null);
    const moved = { code: 'journal-moved', details: { learnerId: LEARNER } };
    await expect(scene.journal.append(LEARNER, PAGE, state, [change(5)])).rejects.toMatchObject(moved);
    expect(await readFile(scene.journalFile).catch(() => null)).toEqual(before);
    // Opened anew it goes on from what is there.
    const opened = await open(PAGE, 'take', state);
    expect(opened.holdsCursor).toBe(holdsCursor);
    expect((await scene.journal.append(LEARNER, PAGE, opened.state, [change(5)])).count).toBe(opened.state.count + 1);
  });

  it('passes where the same lines were put back', async () => {
    const state = await appendTo(scene.journal, changes(1, 3));
    const text = await readFile(scene.journalFile);
    await rm(scene.journalFile);
    await writeFile(scene.journalFile, text);
    expect((await scene.journal.append(LEARNER, PAGE, state, [change(4)])).count).toBe(4);
  });

  it.skipIf(process.platform === 'win32')(
    'is not acknowledged where its file is replaced while it is written',
    async () => {
      const state = await appendTo(scene.journal, changes(1, 2));
      const other = encodeJournalLine(createJournalEntry(1, change(9)));
      const prototype = await fileHandlePrototype();
      const { sync } = prototype;
      const replacing = vi.spyOn(prototype, 'sync').mockImplementationOnce(async function (this: FileHandle) {
        await writeFile(`${scene.journalFile}.other`, other);
        await rename(`${scene.journalFile}.other`, scene.journalFile);
        await sync.call(this);
      });
      await expect(scene.journal.append(LEARNER, PAGE, state, [change(3)])).rejects.toMatchObject({
        code: 'journal-moved',
      });
      replacing.mockRestore();
      expect(await readFile(scene.journalFile, 'utf8')).toBe(other);
      expect(await idsIn(scene.journal)).toEqual(['change-9']);
    },
  );
});
