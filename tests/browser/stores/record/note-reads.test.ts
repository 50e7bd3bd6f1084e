import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { countRequests } from '../../support/counted-requests';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { protect } from '../../support/protected-scene';
import { historyOf, saveNotes } from '../../support/storage-scene';

const PLACE = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', quote: 'last resort' };

/** A window with a note that was saved so many times. */
async function writtenNote(saves: number, isProtected = false) {
  const window = openWindow();
  await window.create();
  if (isProtected && window.session.current) await protect(window.session.current);
  let note = await window.notes.add(PLACE, 'Begun.');
  for (let count = 1; count < saves; count += 1)
    note = await window.notes.edit(note, `Begun, and gone on with ${count} times.`);
  await window.sent();
  return { window, note };
}

/** A save, until the journal has it. */
async function savedOnce({ window, note }: Awaited<ReturnType<typeof writtenNote>>): Promise<void> {
  await window.notes.edit(note, 'Once more.');
  await window.sent();
}

describe('a save of a note', () => {
  it.each([
    ['plain', false],
    ['sealed', true],
  ])('that is %s reads its newest state and none of its history, however long that is', async (_, isProtected) => {
    const young = await writtenNote(1, isProtected);
    const first = await countRequests(() => savedOnce(young));
    const old = await writtenNote(60, isProtected);
    const later = await countRequests(() => savedOnce(old));
    expect(first.names.filter((name) => name.startsWith('noteRevisions.noteId.'))).toEqual([]);
    expect(first.names.filter((name) => name === 'latestNotes.get')).toHaveLength(2);
    expect(later).toEqual(first);
  });
});

describe('two windows that change the same note in the same moment', () => {
  /** Lets the other window begin a change when the first has read what stands, and not saved yet. */
  async function meeting(write: (other: AppWindow, note: NoteRevision) => Promise<unknown>) {
    const { first, note } = await began();
    const other = openWindow(first.host);
    await other.begin();
    let written: Promise<unknown> = Promise.resolve();
    onceRead(first, () => {
      // It waits for its turn.
      written = write(other, note);
      return undefined;
    });
    return { first, other, note, written: async () => written };
  }

  it('keep both texts in sight, each once, and the later one is told', async () => {
    const { first, other, note, written } = await meeting((window, there) => window.notes.edit(there, 'There.'));
    await first.notes.edit(note, 'Here.');
    await written();
    for (const window of [first, other]) {
      expect(await shown(window)).toEqual([
        ['There.', 'yellow'],
        ['Here.', undefined],
      ]);
    }
    expect([first.notices(), other.notices()]).toEqual([[], ['noteChangedTwice']]);
  });

  it('keep the colour of the one and the words of the other, which goes on from it', async () => {
    const { first, other, note, written } = await meeting((window, there) => window.notes.mark(there, 'green'));
    await first.notes.edit(note, 'Here.');
    await written();
    for (const window of [first, other]) expect(await shown(window)).toEqual([['Here.', 'green']]);
    expect([...first.notices(), ...other.notices()]).toEqual([]);
    expect(await historyOf(first.session.current, note.noteId)).toHaveLength(3);
  });
});

describe('a note of which a file or the journal brings a state while it is changed', () => {
  /** Stores a state of the note as they do, when the window has read what stands, and not saved yet. */
  async function arriving(change: Partial<NoteRevision>) {
    const { first, note } = await began();
    // Newer than what it goes on from, and older than what is saved next.
    const id = note.id.replace(/^.{4}/u, 'ffff');
    const arrived = { ...note, id, basedOn: { revision: id, ids: [note.id] }, ...change };
    onceRead(first, () => saveNotes(first.session.current?.notes, [arrived]));
    return { first, note };
  }

  it('has both texts, and is told', async () => {
    const { first, note } = await arriving({ text: 'There.' });
    await first.notes.edit(note, 'Here.');
    expect(await shown(first)).toEqual([
      ['Here.', 'yellow'],
      ['There.', undefined],
    ]);
    expect(first.notices()).toEqual(['noteChangedTwice']);
  });

  it('has the words of the one and the colour of the other', async () => {
    const { first, note } = await arriving({ text: 'There.' });
    await first.notes.mark(note, 'violet');
    expect(await shown(first)).toEqual([['There.', 'violet']]);
  });

  it('has the words of the one where a tag is renamed', async () => {
    const { first, note } = await arriving({ text: 'There.', tags: ['case'] });
    await first.notes.tag(note, () => ['case']);
    await first.notes.renameTag('case', 'cases');
    expect(await shown(first)).toEqual([['There.', 'yellow']]);
    expect(first.notes.all.map(({ tags }) => tags)).toEqual([['cases']]);
  });
});

async function began() {
  const first = openWindow(new InMemoryHost());
  await first.create();
  const note = await first.notes.add({ ...PLACE, colour: 'yellow' }, 'Begun.');
  return { first, note };
}

/** Does something when the window has next read the newest state of a note. */
function onceRead({ session }: AppWindow, act: () => Promise<void> | undefined): void {
  const notes = session.current?.notes;
  if (!notes) throw new Error('No record is open.');
  const latest = notes.latest.bind(notes);
  notes.latest = async (noteId) => {
    const found = await latest(noteId);
    notes.latest = latest;
    await act();
    return found;
  };
}

async function shown({ notes }: AppWindow): Promise<readonly (readonly [string, string | undefined])[]> {
  await notes.loadAll();
  return notes.all.map(({ text, colour }) => [text, colour]);
}
