import { describe, expect, it } from 'vitest';
import type { QuoteAnchor } from '../../../../src/domain/notes/highlight';
import { MAXIMUM_NOTE_LENGTH } from '../../../../src/domain/notes/note';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { historyOf } from '../../support/storage-scene';

const anchor: QuoteAnchor = { prefix: 'detentionasa', suffix: 'only', start: 41 };
const PLACE = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', quote: 'last resort' };
const MARKED = { ...PLACE, anchor, colour: 'yellow' } as const;

async function openedWindow(host = new InMemoryHost()): Promise<AppWindow> {
  const window = openWindow(host);
  await window.create();
  await window.notes.openSection('a/first');
  return window;
}

async function afterReload(before: AppWindow): Promise<AppWindow> {
  before.close();
  const window = openWindow(before.host);
  await window.begin();
  await window.notes.loadAll();
  return window;
}

describe('a highlight', () => {
  it('is a note without words that keeps quote, anchor and colour', async () => {
    const window = await openedWindow();
    const made = await window.notes.add(MARKED, '');
    expect(window.notes.ofSection).toEqual([made]);
    expect(made).toMatchObject({ ...MARKED, text: '', deleted: false });
    expect((await afterReload(window)).notes.all).toEqual([made]);
  });

  it('takes another colour, and its history keeps the first', async () => {
    const window = await openedWindow();
    const made = await window.notes.add(MARKED, '');
    const green = await window.notes.mark(made, 'green');
    expect(green).toMatchObject({ ...MARKED, colour: 'green', noteId: made.noteId });
    expect(window.notes.ofSection).toEqual([green]);
    expect(await historyOf(window.session.current, made.noteId)).toEqual([made, green]);
  });

  it('without words is removed with its colour, and comes back in it', async () => {
    const window = await openedWindow();
    const made = await window.notes.add(MARKED, '');
    const removed = await window.notes.mark(made, null);
    expect(removed).toMatchObject({ deleted: true, colour: 'yellow' });
    expect(window.notes.ofSection).toEqual([]);
    const restored = await window.notes.restore(removed);
    expect(restored).toMatchObject({ ...MARKED, deleted: false });
    expect((await afterReload(window)).notes.all).toEqual([restored]);
  });

  it('with words loses only its colour, and can be marked again', async () => {
    const window = await openedWindow();
    const made = await window.notes.add(MARKED, 'Cited by the defence.');
    const unmarked = await window.notes.mark(made, null);
    expect(unmarked).toMatchObject({ ...PLACE, anchor, text: 'Cited by the defence.', deleted: false });
    expect(unmarked).not.toHaveProperty('colour');
    const marked = await window.notes.mark(unmarked, 'violet');
    expect((await afterReload(window)).notes.all).toEqual([marked]);
    expect(marked).toMatchObject({ text: 'Cited by the defence.', anchor, colour: 'violet' });
  });

  it('of white space alone counts as one without words', async () => {
    const window = await openedWindow();
    const made = await window.notes.add(MARKED, ' \n');
    expect(await window.notes.mark(made, null)).toMatchObject({ deleted: true });
  });

  it('keeps its colour and place when words are added, changed and taken away', async () => {
    const window = await openedWindow();
    let note = await window.notes.add(MARKED, '');
    for (const text of ['First.', 'Second.', '']) note = await window.notes.edit(note, text);
    expect(note).toMatchObject({ ...MARKED, text: '' });
    const again = await afterReload(window);
    expect(again.notes.all).toEqual([note]);
    expect(await historyOf(again.session.current, note.noteId)).toHaveLength(4);
  });

  it('keeps no more words than a note does', async () => {
    const window = await openedWindow();
    expect((await window.notes.add(MARKED, 'x'.repeat(MAXIMUM_NOTE_LENGTH + 1))).text).toHaveLength(
      MAXIMUM_NOTE_LENGTH,
    );
  });

  it('stays as it was, in sight and in the database, where the change can not be kept', async () => {
    const window = await openedWindow();
    const made = await window.notes.add(MARKED, '');
    window.close();
    await expect(window.notes.mark(made, 'green')).rejects.toMatchObject({ name: 'StorageError' });
    await expect(window.notes.mark(made, null)).rejects.toMatchObject({ name: 'StorageError' });
    expect(window.notes.ofSection).toEqual([made]);
    expect((await afterReload(window)).notes.all).toEqual([made]);
  });
});
