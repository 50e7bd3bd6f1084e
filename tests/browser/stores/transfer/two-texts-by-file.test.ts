import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { useProtection } from '../../../../src/renderer/src/stores/protection/protection';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { identifier } from '../../../support/builders/statement-builders';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { newKey, PIN, protect } from '../../support/protected-scene';
import { historyOf, until } from '../../support/storage-scene';

const HERE = 'Written at the office.';
const THERE = 'Written at home.';
const LATER = '2026-11-20T20:00:00.000Z';

/** A record with a note that was edited here after a file of it was made, on which the other computer went on. */
async function editedHere({ isProtected = false } = {}): Promise<{ window: AppWindow; begun: NoteRevision }> {
  const window = openWindow();
  await window.create('Present');
  if (isProtected && window.session.current) await protect(window.session.current);
  const begun = await window.notes.add(PLACE, 'Begun.');
  await window.notes.edit(begun, HERE);
  return { window, begun };
}

/** Brings a file in that has these states of notes. */
async function bring(
  window: AppWindow,
  notes: readonly NoteRevision[],
  keys: readonly KeyRecord[] = [],
): Promise<void> {
  const { learner } = window.atWork();
  const contents = { createdAt: '2026-11-21T01:00:00.000Z', learner, position: null, statements: [], notes, keys };
  await window.learnerFile.preview(new Blob([learnerFile(contents)]));
  await window.learnerFile.merge();
  await window.sent();
}

async function shown({ notes }: AppWindow): Promise<readonly string[]> {
  await notes.loadAll();
  return notes.all.map(({ text }) => text).sort();
}

describe('a note that was edited on two computers, whose records meet in a learner file', () => {
  it.each([
    ['the file', LATER, false],
    ['the record', undefined, false],
    ['the file, into a record with a PIN', LATER, true],
  ])('shows both texts, the later one in the note, where %s has it, and says so', async (_, editedAt, isProtected) => {
    const { window, begun } = await editedHere({ isProtected });
    const other = {
      ...begun,
      id: identifier(950),
      text: THERE,
      editedAt: editedAt ?? begun.editedAt,
      basedOn: [begun.id],
    };
    await bring(window, [begun, other]);
    await until(() => window.notices().includes('noteChangedTwice'));
    expect(await shown(window)).toEqual([THERE, HERE]);
    expect((await window.session.current?.notes.find(begun.noteId))?.text).toBe(editedAt ? THERE : HERE);

    // The same file once more has nothing that was not seen.
    await bring(window, [begun, other]);
    expect(await shown(window)).toEqual([THERE, HERE]);
  });

  it('comes back with its words where the other computer deleted it without having seen them', async () => {
    const { window, begun } = await editedHere();
    await bring(window, [
      begun,
      { ...begun, id: identifier(951), basedOn: [begun.id], deleted: true, editedAt: LATER },
    ]);
    await expect.poll(() => shown(window)).toEqual([HERE]);
  });

  it('stays in sight where the other computer sealed its text with a PIN that is lost, until that is found', async () => {
    const { window, begun } = await editedHere();
    const protection = useProtection();
    const { record, key } = await newKey(window.session.learner?.id ?? '');
    const sealing = new RecordCipher(window.session.learner?.id ?? '', key);
    const id = identifier(953);
    const basedOn = [begun.id];
    await bring(
      window,
      [begun, await sealing.storeNote({ ...begun, id, basedOn, text: THERE, editedAt: LATER })],
      [record],
    );
    expect(await shown(window)).toEqual([HERE]);

    expect((await protection.openEarlier(PIN)).outcome).toBe('open');
    await expect.poll(() => shown(window)).toEqual([THERE, HERE]);
    expect((await window.session.current?.notes.find(begun.noteId))?.text).toBe(THERE);
  });

  it('follows the other computer, alone, where that had seen all that is here', async () => {
    const { window, begun } = await editedHere();
    const seen = await historyOf(window.session.current, begun.noteId);
    await bring(window, [
      ...seen,
      { ...begun, id: identifier(952), basedOn: [seen.at(-1)?.id ?? ''], text: THERE, editedAt: LATER },
    ]);
    expect(await shown(window)).toEqual([THERE]);
    expect(window.notices()).not.toContain('noteChangedTwice');
  });
});

it('a file whose note goes on from itself keeps no window busy, and other notes are merged beside it', async () => {
  const { window, begun } = await editedHere();
  const turning = (index: number, text: string, from: readonly string[]): NoteRevision => ({
    ...begun,
    id: identifier(index),
    noteId: identifier(960),
    text,
    editedAt: `2026-11-19T01:00:00.${index}Z`,
    basedOn: from,
  });
  await bring(window, [
    turning(961, 'Turning.', [identifier(961)]),
    turning(962, 'Turning.', [identifier(961)]),
    turning(963, 'Something else.', []),
    begun,
    { ...begun, id: identifier(950), text: THERE, basedOn: [begun.id] },
  ]);
  await window.closing.settled();
  expect(await shown(window)).toEqual(['Something else.', 'Turning.', HERE, THERE].sort());
});
