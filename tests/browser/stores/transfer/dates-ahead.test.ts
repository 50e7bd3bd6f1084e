import { describe, expect, it } from 'vitest';
import type { LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { deleteLearnerDatabases } from '../../../../src/renderer/src/storage/database/generations';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { answered, begun, identifier, statement } from '../../../support/builders/statement-builders';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { previewText } from '../../support/preview-text';

const LAST = '9999-12-31T23:59:59.999Z';
/** The highest id: of two edits of one instant it wins. */
const HIGHEST = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
const POSITION = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#b1', sentence: 'Mine.' };

/** Reads a file of the learner at work. */
async function chosen(window: AppWindow, parts: Partial<LearnerFileContents>): Promise<void> {
  const { learner } = window.atWork();
  const nothing = { createdAt: LAST, learner, position: null, statements: [], notes: [] };
  await window.learnerFile.preview(new Blob([learnerFile({ ...nothing, ...parts })]));
}

/** The same record in another window, from what is stored. */
async function reloaded(window: AppWindow): Promise<AppWindow> {
  window.close();
  const again = openWindow(window.host);
  await again.begin();
  await again.notes.loadAll();
  return again;
}

const texts = (window: AppWindow): string[] => window.notes.all.map(({ text }) => text);

describe('a learner file dated 9999', () => {
  it('changes nothing that the record has, and the preview says what is left out and until when it is dated', async () => {
    const window = openWindow();
    await window.create('Present');
    const kept = await window.notes.add(PLACE, 'Mine.');
    const removed = await window.notes.remove(await window.notes.add(PLACE, 'Removed.'));
    await window.record.append([begun(identifier(80)), answered(identifier(80), 'a')]);
    await window.record.savePosition({ ...POSITION, at: '2026-11-20T01:00:00.000Z' }, true);
    const { learner } = window.atWork();

    await chosen(window, {
      learner: { ...learner, latinName: 'Another', updatedAt: LAST },
      position: { ...POSITION, sentence: 'Another.', at: LAST },
      statements: [
        { ...statement(begun(identifier(80)), 0, 800), timestamp: '2026-11-20T00:00:00.000Z' },
        { ...statement(answered(identifier(80), 'b'), 1, 801), timestamp: LAST },
      ],
      notes: [
        { ...kept, id: HIGHEST, text: 'Another.', editedAt: LAST },
        { ...removed, id: identifier(81), deleted: false, editedAt: LAST },
      ],
    });

    expect(window.learnerFile.work).toMatchObject({
      preview: { ahead: { count: 5, latest: LAST }, missing: { statements: 1, notes: 0 } },
    });
    const text = await previewText(window);
    expect(text).toContain('5 changes dated as late as 31 December 9999, and this computer’s clock says');
    await window.learnerFile.merge();

    const again = await reloaded(window);
    expect(texts(again)).toEqual(['Mine.']);
    expect(again.session.learner?.latinName).toBe('Present');
    expect(again.record.position?.sentence).toBe('Mine.');
  });

  it('is not told to be in the record already where all of it is left out', async () => {
    const window = openWindow();
    await window.create('Present');
    const kept = await window.notes.add(PLACE, 'Mine.');
    await chosen(window, { notes: [{ ...kept, id: HIGHEST, text: 'Another.', editedAt: LAST }] });
    const text = await previewText(window);
    expect(text).toContain('The file has a change dated 31 December 9999');
    expect(text).not.toContain('already');
  });

  it('brings in the notes that the record lacks, and an edit of one stays after a reload', async () => {
    const window = openWindow();
    await window.create('Present');
    const foreign: NoteRevision = {
      ...PLACE,
      id: HIGHEST,
      noteId: identifier(82),
      text: 'From the file.',
      createdAt: LAST,
      editedAt: LAST,
      basedOn: [],
      deleted: false,
    };
    await chosen(window, { notes: [foreign] });
    expect(window.learnerFile.work).toMatchObject({ preview: { ahead: null } });
    await window.learnerFile.merge();
    await window.notes.loadAll();
    expect(texts(window)).toEqual(['From the file.']);

    await window.notes.edit(foreign, 'Edited here.');
    const again = await reloaded(window);
    expect(texts(again)).toEqual(['Edited here.']);

    const [edited] = again.notes.all;
    if (!edited) throw new Error('The note is missing.');
    await again.notes.remove(edited);
    expect(texts(await reloaded(again))).toEqual([]);
  });
});

describe('a record that another browser with a wrong clock has written to', () => {
  it('has the later edit of profile, reading place and note, though its date is the earlier one', async () => {
    const host = new InMemoryHost();
    const wrong = openWindow(host, { now: () => Date.UTC(2569, 0, 1) });
    const id = await wrong.create('Wrong clock');
    const note = await wrong.notes.add(PLACE, 'In the year 2569.');
    await wrong.record.savePosition({ ...POSITION, sentence: 'Then.', at: '2569-01-01T00:00:00.000Z' }, true);
    await wrong.session.current?.sync.flush();
    wrong.close();

    const right = openWindow(host);
    await right.begin();
    await right.session.update({ latinName: 'Right clock' });
    await right.notes.edit(note, 'In the year 2026.');
    await right.record.savePosition({ ...POSITION, sentence: 'Now.', at: '2026-11-20T01:00:00.000Z' }, true);
    await right.session.current?.sync.flush();
    // A database that is filled from the journal alone, as another browser's is.
    right.close();
    await deleteLearnerDatabases(id, () => undefined);

    const again = openWindow(host);
    await again.begin();
    await again.notes.loadAll();
    expect(texts(again)).toEqual(['In the year 2026.']);
    expect(again.session.learner).toMatchObject({ latinName: 'Right clock', era: 1 });
    expect(again.record.position).toMatchObject({ sentence: 'Now.', at: '2026-11-20T01:00:00.000Z', era: 1 });
  });
});
