import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { historyOf, until } from '../../support/storage-scene';

/** Windows of one browser with a note, which all of them show as it was begun. */
async function windows(count: number): Promise<{ readonly all: readonly AppWindow[]; readonly note: NoteRevision }> {
  const host = new InMemoryHost();
  const first = openWindow(host);
  await first.create();
  const note = await first.notes.add(PLACE, 'Begun.');
  await first.sent();
  const all = [first];
  while (all.length < count) {
    const other = openWindow(host);
    await other.begin();
    all.push(other);
  }
  return { all, note };
}

async function statesOf({ session }: AppWindow, { noteId }: NoteRevision): Promise<readonly NoteRevision[]> {
  return historyOf(session.current, noteId);
}

describe('changes of one note at the same moment', () => {
  it('go on from one another in one window, and are all kept', async () => {
    const {
      all: [window],
      note,
    } = await windows(1);
    if (!window) throw new Error('No window.');
    await Promise.all([
      window.notes.tag(note, (tags) => [...tags, 'bail']),
      window.notes.tag(note, (tags) => [...tags, 'court']),
      window.notes.mark(note, 'yellow'),
      window.notes.edit(note, 'Begun. And more.'),
    ]);
    expect((await statesOf(window, note)).at(-1)).toMatchObject({
      text: 'Begun. And more.',
      colour: 'yellow',
      tags: ['bail', 'court'],
    });
    expect(await statesOf(window, note)).toHaveLength(5);
  });

  it('end in three windows, and the three texts stay', async () => {
    const { all, note } = await windows(3);
    const [first] = all;
    if (!first) throw new Error('No window.');
    await Promise.all(all.map(({ notes }, index) => notes.edit(note, `Written in window ${index}.`)));
    await first.notes.loadAll();
    expect(first.notes.all.map(({ text }) => text).sort()).toEqual(
      [0, 1, 2].map((each) => `Written in window ${each}.`),
    );
    // A merging state for each text that goes on from the first one alone.
    expect((await statesOf(first, note)).length).toBeLessThanOrEqual(1 + 3 + 2);
  });

  it('wait while another window has its turn, and the header says so; the turn of a window that fails is over', async () => {
    const {
      all: [first, second],
      note,
    } = await windows(2);
    const notes = first?.session.current?.notes;
    if (!notes || !second) throw new Error('No record is open.');
    const held = Promise.withResolvers<NoteRevision>();
    notes.latest = async () => held.promise;
    const failing = first.notes.tag(note, () => ['bail']);
    let isOver = false;
    const waiting = second.notes.tag(note, () => ['court']).then(() => (isOver = true));
    await until(() => second.save.state === 'saving');
    await until(async () => {
      const { pending = [] } = await navigator.locks.query();
      return pending.some(({ name }) => name?.endsWith('-notes'));
    });
    expect(isOver).toBe(false);
    held.reject(new DOMException('No.', 'UnknownError'));
    await expect(failing).rejects.toMatchObject({ name: 'StorageError' });
    await waiting;
    await until(() => second.save.state === 'saved');
    expect((await statesOf(second, note)).at(-1)?.tags).toEqual(['court']);
  });
});
