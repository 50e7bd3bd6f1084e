import { expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { openLearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { mergeIntoDatabase } from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { type AppWindow, noteTexts, openWindow, PLACE } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

/**
 * Two computers with the same note, each with a host of its own; the second generation is the other computer's
 * database.
 */
async function computers(): Promise<{
  readonly office: AppWindow;
  readonly home: AppWindow;
  readonly note: NoteRevision;
}> {
  const office = openWindow(new InMemoryHost());
  await office.create();
  const note = await office.notes.add(PLACE, 'Begun.');
  await office.sent();
  const home = openWindow(new InMemoryHost());
  const { learner } = office.atWork();
  await home.heldRecord.open(learner, 2);
  await until(() => home.record.loaded);
  return { office, home, note };
}

/** Brings the learner file of one computer in at the other. */
async function bringIn(from: AppWindow, to: AppWindow): Promise<void> {
  const { learner } = from.atWork();
  const [source, target] = await Promise.all(
    [from, to].map(({ session }) =>
      openLearnerDatabase(learnerDatabaseName(learner.id, session.current?.generation ?? 1)),
    ),
  );
  if (!source || !target) throw new Error('No database.');
  const notes = await source.noteRevisions.toArray();
  await mergeIntoDatabase(target, {
    createdAt: '2026-11-20T02:00:00.000Z',
    learner,
    position: null,
    statements: [],
    notes,
  });
  source.close();
  target.close();
  to.session.markChanged();
  await to.closing.settled();
}

/** From now on the window's app is one of before revisions said what they go on from. */
function isOlderVersion({ session }: AppWindow): void {
  const notes = session.current?.notes;
  if (!notes) throw new Error('No record is open.');
  const save = notes.save.bind(notes);
  notes.save = (revisions) => save(revisions.map(({ basedOn: _, ...rest }) => rest));
}

it('a text that was merged here stays in sight where a computer with an older version goes on without having seen it', async () => {
  const { office, home, note } = await computers();
  await bringIn(office, home);
  isOlderVersion(home);
  const atHome = await home.notes.edit(note, 'Begun. At home.');
  await office.notes.edit(note, 'Begun. An afternoon at the office.');
  await bringIn(home, office);
  expect(await noteTexts(office)).toEqual(['Begun. An afternoon at the office.', 'Begun. At home.']);

  await home.notes.edit(atHome, 'Begun. At home. And in the evening.');
  await bringIn(home, office);
  const after = await noteTexts(office);
  expect(after).toContain('Begun. An afternoon at the office.');
  expect(after).toContain('Begun. At home. And in the evening.');
});

it('words stay in sight where the other computer wrote its own with an older version before this one coloured the note', async () => {
  const { office, home, note } = await computers();
  await bringIn(office, home);
  isOlderVersion(home);
  const atOffice = await office.notes.edit(note, 'Monday, at the office.');
  await home.notes.edit(note, 'Tuesday, at home.');
  await office.notes.mark(atOffice, 'yellow');
  await bringIn(home, office);
  expect(await noteTexts(office)).toEqual(['Monday, at the office.', 'Tuesday, at home.']);
});

it('words from before the upgrade stay in sight where both computers have this version by now, and a tag was set since', async () => {
  const { office, home, note } = await computers();
  await bringIn(office, home);
  const [officeNotes, homeNotes] = [office.session.current?.notes, home.session.current?.notes];
  if (!officeNotes || !homeNotes) throw new Error('No record is open.');
  const [save, saveAtHome] = [officeNotes.save, homeNotes.save];
  isOlderVersion(office);
  isOlderVersion(home);
  const atOffice = await office.notes.edit(note, 'Monday, at the office.');
  const atHome = await home.notes.edit(note, 'Tuesday, at home.');
  // Both are upgraded.
  officeNotes.save = save;
  homeNotes.save = saveAtHome;
  await office.notes.tag(atOffice, () => ['court']);
  await home.notes.loadAll();
  expect(atHome.text).toBe('Tuesday, at home.');
  await bringIn(home, office);
  await bringIn(office, home);
  expect([await noteTexts(office), await noteTexts(home)]).toEqual(
    Array.from({ length: 2 }, () => ['Monday, at the office.', 'Tuesday, at home.']),
  );
});

it('a note that was deleted here is there again, which is told, where the other computer wrote in it later with an older version', async () => {
  const { office, home, note } = await computers();
  await bringIn(office, home);
  isOlderVersion(home);
  await office.notes.remove(note);
  await home.notes.edit(note, 'Begun. At home.');
  await bringIn(home, office);
  expect(await noteTexts(office)).toEqual(['Begun. At home.']);
  expect(office.notices()).toEqual(['deletedNoteBack']);
});

it('words stay in the note where the other computer, with an older version, only coloured it before a tag was set here', async () => {
  const { office, home, note } = await computers();
  await bringIn(office, home);
  isOlderVersion(home);
  const atOffice = await office.notes.edit(note, 'Begun. An afternoon at the office.');
  await home.notes.mark(note, 'yellow');
  await office.notes.tag(atOffice, () => ['court']);
  await bringIn(home, office);
  expect(await noteTexts(office)).toContain('Begun. An afternoon at the office.');
});
