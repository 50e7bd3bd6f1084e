import { expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { saveNotes } from '../../support/storage-scene';

/**
 * A window with a note, whose next read of the section or of all notes finds what stands now, and brings it only when
 * it is told to.
 */
async function slowRead(read: 'ofSection' | 'all') {
  const window = openWindow();
  await window.create();
  await window.notes.openSection('a/first');
  await window.notes.loadAll();
  const note = await window.notes.add(PLACE, 'Begun.');
  const store = window.session.current?.notes;
  if (!store) throw new Error('No record is open.');
  const before = await store.all();
  const bring = Promise.withResolvers<typeof before>();
  const reading = vi.spyOn(store, read).mockReturnValueOnce(bring.promise);
  return {
    window,
    note,
    reading,
    bring: () => {
      bring.resolve(before);
    },
  };
}

const texts = (window: AppWindow, read: 'ofSection' | 'all'): string[] => window.notes[read].map(({ text }) => text);

it.each([
  ['ofSection', (window: AppWindow) => window.notes.openSection('a/first')],
  ['all', (window: AppWindow) => window.notes.loadAll()],
] as const)('what was saved while notes are read (%s) is shown, changed, new and removed', async (read, load) => {
  const { window, note, bring } = await slowRead(read);
  const second = await window.notes.add(PLACE, 'Taken away again.');
  const reading = load(window);
  await window.notes.edit(note, 'Gone on with.');
  await window.notes.remove(second);
  await window.notes.add(PLACE, 'New.');
  bring();
  await reading;
  expect(texts(window, read)).toEqual(['Gone on with.', 'New.']);
});

it.each([
  ['ofSection', (window: AppWindow) => window.notes.openSection('a/first')],
  ['all', (window: AppWindow) => window.notes.loadAll()],
] as const)('what came from elsewhere while notes are read (%s) is shown too', async (read, load) => {
  const { window, note, bring } = await slowRead(read);
  const reading = load(window);
  await saveNotes(window.session.current?.notes, [
    {
      ...note,
      id: '018f3c1e-7b2a-7c3d-8e4f-0123456789a1',
      noteId: '018f3c1e-7b2a-7c3d-8e4f-0123456789a2',
      text: 'From elsewhere.',
    },
  ]);
  window.session.markChanged();
  await nextTick();
  bring();
  await reading;
  expect(texts(window, read)).toContain('From elsewhere.');
});

it('a note whose section is read while it is written gets no second one beside it', async () => {
  const { window, note, bring } = await slowRead('ofSection');
  const reading = window.notes.openSection('a/first');
  await window.notes.edit(note, 'Written on.');
  bring();
  await reading;
  const [shown] = window.notes.ofSection;
  if (!shown) throw new Error('There is no note.');
  await window.notes.edit(shown, 'Written on and on.');
  expect(texts(window, 'ofSection')).toEqual(['Written on and on.']);
  expect(window.notices()).toEqual([]);
});
