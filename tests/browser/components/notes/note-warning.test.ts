import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h } from 'vue';
import NoteCard from '../../../../src/renderer/src/components/notes/NoteCard.vue';
import { openWindow, PLACE } from '../../support/app-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('a warning that is dismissed leaves the focus in its note', async () => {
  const window = openWindow();
  await window.create();
  await window.notes.openSection('a/first');
  await window.notes.add(PLACE, 'Dara, aged 14');
  const screen = await render(
    () =>
      window.notes.ofSection.map((note) =>
        h(NoteCard, { key: note.noteId, note, notes: window.notes, remove: () => Promise.resolve(), knownTags: [] }),
      ),
    { global: window.mounting },
  );
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(screen.getByRole('button', { name: 'Dismiss' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Edit' })).toHaveFocus();
});
