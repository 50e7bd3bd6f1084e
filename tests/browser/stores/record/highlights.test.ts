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

/** Another window of the same learner, which has read what is there by now. */
async function secondWindow(host: InMemoryHost): Promise<AppWindow> {
  const window = openWindow(host);
  await window.begin();
  await window.notes.openSection('a/first');
  return window;
}

async function afterReload({ host }: AppWindow): Promise<AppWindow> {
  const window = openWindow(host);
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
    expect((await afterReload(window)).notes.all).toEqual([note]);
    expect(note).toMatchObject({ ...MARKED, text: '' });
    expect(await historyOf(window.session.current, note.noteId)).toHaveLength(4);
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
    window.session.current?.close();
    await expect(window.notes.mark(made, 'green')).rejects.toMatchObject({ name: 'StorageError' });
    await expect(window.notes.mark(made, null)).rejects.toMatchObject({ name: 'StorageError' });
    expect(window.notes.ofSection).toEqual([made]);
    expect((await afterReload(window)).notes.all).toEqual([made]);
  });
});

describe('a highlight that two windows change', () => {
  async function twoWindows(
    text = '',
  ): Promise<{ first: AppWindow; second: AppWindow; here: Awaited<ReturnType<AppWindow['notes']['add']>> }> {
    const host = new InMemoryHost();
    const first = await openedWindow(host);
    const here = await first.notes.add(MARKED, text);
    return { first, second: await secondWindow(host), here };
  }

  it('has the colour that was given last, and is there once', async () => {
    const { first, second, here } = await twoWindows();
    await first.notes.mark(here, 'green');
    const last = await second.notes.mark(here, 'violet');
    expect((await afterReload(first)).notes.all).toEqual([last]);
    expect(last).toMatchObject({ colour: 'violet', text: '' });
    expect(second.notices()).toEqual([]);
  });

  it.each(['words', 'colour'] as const)(
    'keeps the words of the one and the colour of the other where the %s came first',
    async (earlier) => {
      const { first, second, here } = await twoWindows();
      if (earlier === 'words') await first.notes.edit(here, 'Cited by the defence.');
      await second.notes.mark(here, 'green');
      if (earlier === 'colour') await first.notes.edit(here, 'Cited by the defence.');
      const all = (await afterReload(first)).notes.all;
      expect(all.map(({ text, colour }) => [text, colour])).toEqual([['Cited by the defence.', 'green']]);
      expect([...first.notices(), ...second.notices()]).toEqual([]);
    },
  );

  it('does not become a note without words when words are written over it', async () => {
    const { first, second, here } = await twoWindows('First.');
    // The first window takes the words away; what is left is a mark.
    await first.notes.edit(here, '');
    await second.notes.edit(here, 'Second.');
    const all = (await afterReload(first)).notes.all;
    expect(all.map(({ text, colour }) => [text, colour])).toEqual([['Second.', 'yellow']]);
    expect(second.notices()).toEqual([]);
  });

  it('keeps both texts in sight, the words of the page marked once', async () => {
    const { first, second, here } = await twoWindows();
    await first.notes.edit(here, 'In the first window.');
    await second.notes.edit(here, 'In the second window.');
    const all = (await afterReload(first)).notes.all;
    expect(all.map(({ text, colour, quote }) => [text, colour, quote])).toEqual([
      ['In the second window.', 'yellow', 'last resort'],
      ['In the first window.', undefined, 'last resort'],
    ]);
    expect(all[1]).toMatchObject({ anchor });
    expect(second.notices()).toEqual(['noteChangedTwice']);
  });

  it('is not removed with its mark where the other window has written words', async () => {
    const { first, second, here } = await twoWindows();
    await first.notes.edit(here, 'Cited by the defence.');
    const unmarked = await second.notes.mark(here, null);
    expect(unmarked).toMatchObject({ text: 'Cited by the defence.', deleted: false });
    expect(unmarked).not.toHaveProperty('colour');
  });

  it('comes back with the words that the other window wrote before it was removed', async () => {
    const { first, second, here } = await twoWindows();
    await first.notes.edit(here, 'Cited by the defence.');
    const removed = await second.notes.remove(here);
    expect(await second.notes.restore(removed)).toMatchObject({
      text: 'Cited by the defence.',
      colour: 'yellow',
      deleted: false,
    });
  });

  it('removed in one stays removed when the other takes its mark away, and comes back when the other marks it', async () => {
    const { first, second, here } = await twoWindows();
    await first.notes.remove(here);
    expect(await second.notes.mark(here, null)).toMatchObject({ deleted: true });
    expect((await afterReload(first)).notes.all).toEqual([]);
    const marked = await second.notes.mark(here, 'green');
    expect((await afterReload(first)).notes.all).toEqual([marked]);
  });
});
