import { describe, expect, it } from 'vitest';
import { InMemoryHost } from '../../support/in-memory-journal';
import { openWindow } from './app-scene';

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
