import { describe, expect, it } from 'vitest';
import { watch } from 'vue';
import { InMemoryHost } from '../../../support/in-memory-journal';
import { openWindow } from '../../support/app-scene';
import { saveNotes, until } from '../../support/storage-scene';

const PLACE = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' };

describe('a note that is changed after the clock was set back', () => {
  it.each(['edit', 'remove', 'restore'] as const)('keeps its %s after the app is opened anew', async (change) => {
    const host = new InMemoryHost();
    let time = Date.UTC(2026, 10, 25);
    const window = openWindow(host, { now: () => time });
    await window.create();
    const note = await window.notes.add(PLACE, 'First.');
    time = Date.UTC(2019, 0, 1);
    if (change === 'edit') await window.notes.edit(note, 'Second.');
    else {
      const removed = await window.notes.remove(note);
      if (change === 'restore') await window.notes.restore(removed);
    }
    window.close();

    const again = openWindow(host, { now: () => time });
    await again.begin();
    await again.notes.loadAll();

    const texts = again.notes.all.map(({ text }) => text);
    expect(texts).toEqual(change === 'remove' ? [] : [change === 'edit' ? 'Second.' : 'First.']);
  });
});

describe('a note whose field is emptied', () => {
  it('keeps its words; only a highlight can be without any', async () => {
    const window = openWindow();
    await window.create();
    await window.notes.openSection('a/first');
    const note = await window.notes.add(PLACE, 'Worth keeping.');
    expect(await window.notes.edit(note, ' ')).toEqual(note);
    const highlight = await window.notes.add({ ...PLACE, quote: 'Words', colour: 'green' }, 'About them.');
    await window.notes.edit(highlight, '');
    expect(window.notes.ofSection.map(({ text }) => text)).toEqual(['Worth keeping.', '']);
  });
});

describe('all notes, once they are loaded', () => {
  it('have the only one again when it is brought back', async () => {
    const window = openWindow();
    await window.create();
    const note = await window.notes.add(PLACE, 'The only one.');
    await window.notes.loadAll();
    const removed = await window.notes.remove(note);
    expect(window.notes.all).toEqual([]);
    await window.notes.restore(removed);
    expect(window.notes.all.map(({ text }) => text)).toEqual(['The only one.']);
  });

  it('stand while they are read anew because some came from elsewhere, and then have those too', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await window.create();
    await window.notes.add(PLACE, 'Mine.');
    await window.notes.loadAll();
    await saveNotes(window.session.current?.notes, [
      {
        ...(window.notes.all[0] ?? never()),
        id: '018f3c1e-7b2a-7c3d-8e4f-0123456789a1',
        noteId: '018f3c1e-7b2a-7c3d-8e4f-0123456789a2',
        text: 'From elsewhere.',
      },
    ]);
    const shown: (readonly string[])[] = [];
    watch(
      () => window.notes.all.map(({ text }) => text),
      (texts) => shown.push(texts),
      { flush: 'sync' },
    );
    window.session.markChanged();
    await until(() => window.notes.all.length === 2);
    expect(shown).toEqual([['From elsewhere.', 'Mine.']]);
  });
});

it('a change that is under way while the record is closed gets into nobody else’s', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  const note = await window.notes.add(PLACE, 'Of the first learner.');
  const session = window.session.current ?? never();
  const asked = Promise.withResolvers<undefined>();
  const answer = Promise.withResolvers<undefined>();
  session.notes.latest = async () => {
    asked.resolve(undefined);
    await answer.promise;
    return note;
  };
  const edited = window.notes.edit(note, 'Changed too late.');
  await asked.promise;
  window.machine.enter({ phase: 'ended' });
  await window.create('Chan Sophea');
  answer.resolve(undefined);
  await expect(edited).rejects.toThrow();
  await window.notes.loadAll();
  expect(window.notes.all).toEqual([]);
});

function never(): never {
  throw new Error('The test expected something there.');
}
