import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { InMemoryHost } from '../../../support/in-memory-journal';
import { countRequests } from '../../support/counted-requests';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { protect } from '../../support/protected-scene';

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

describe('two windows that save the same note in the same moment', () => {
  /** Lets the other window write when the first has read what stands, and not saved yet. */
  async function meeting(write: (other: AppWindow, note: NoteRevision) => Promise<unknown>) {
    const host = new InMemoryHost();
    const first = openWindow(host);
    await first.create();
    const note = await first.notes.add({ ...PLACE, colour: 'yellow' }, 'Begun.');
    const other = openWindow(host);
    await other.begin();
    const notes = first.session.current?.notes;
    if (!notes) throw new Error('No record is open.');
    const latest = notes.latest.bind(notes);
    notes.latest = async (noteId) => {
      const found = await latest(noteId);
      notes.latest = latest;
      await write(other, note);
      return found;
    };
    return { first, other, note };
  }

  async function shown({ notes }: AppWindow): Promise<readonly (readonly [string, string | undefined])[]> {
    await notes.loadAll();
    return notes.all.map(({ text, colour }) => [text, colour]);
  }

  it('keep both texts in sight, each once, and the later one is told', async () => {
    const { first, other, note } = await meeting((window, there) => window.notes.edit(there, 'There.'));
    await first.notes.edit(note, 'Here.');
    for (const window of [first, other]) {
      expect(await shown(window)).toEqual([
        ['Here.', 'yellow'],
        ['There.', undefined],
      ]);
    }
    expect([first.notices(), other.notices()]).toEqual([['noteChangedTwice'], []]);
  });

  it('keep the colour of the one and the words of the other', async () => {
    const { first, other, note } = await meeting((window, there) => window.notes.mark(there, 'green'));
    await first.notes.edit(note, 'Here.');
    for (const window of [first, other]) expect(await shown(window)).toEqual([['Here.', 'green']]);
    expect([...first.notices(), ...other.notices()]).toEqual([]);
  });

  it('keep the words of the one where the other renames a tag, and what it deleted stays deleted', async () => {
    const host = new InMemoryHost();
    const first = openWindow(host);
    await first.create();
    const written = await first.notes.tag(await first.notes.add(PLACE, 'Begun.'), () => ['case']);
    const removed = await first.notes.tag(await first.notes.add(PLACE, 'To be deleted.'), () => ['case']);
    const other = openWindow(host);
    await other.begin();
    const notes = first.session.current?.notes;
    if (!notes) throw new Error('No record is open.');
    const all = notes.all.bind(notes);
    notes.all = async () => {
      const found = await all();
      notes.all = all;
      await other.notes.edit(written, 'There.');
      await other.notes.remove(removed);
      return found;
    };
    await first.notes.renameTag('case', 'cases');
    for (const window of [first, other]) {
      expect(await shown(window)).toEqual([['There.', undefined]]);
      expect(window.notes.all.map(({ tags }) => tags)).toEqual([['cases']]);
    }
  });

  it('keep the words of the one where the other marks', async () => {
    const { first, note } = await meeting((window, there) => window.notes.edit(there, 'There.'));
    await first.notes.mark(note, 'violet');
    expect(await shown(first)).toEqual([['There.', 'violet']]);
  });
});
