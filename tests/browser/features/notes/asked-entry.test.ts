import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { nextTick } from 'vue';
import { saveReturnPlace } from '../../../../src/renderer/src/features/notes/return-place';
import { openWindow, PLACE } from '../../support/app-scene';
import { showNotebook } from './notebook-scene';

afterEach(() => {
  document.body.replaceChildren();
  window.history.replaceState(null, '');
});

/** More notes than are shown at once, before one whose section is gone; left at the note with this text, if any. */
async function notebook(leftAt?: string) {
  const window = openWindow(undefined, { loadModule: () => Promise.reject(new Error('No text.')) });
  await window.create();
  for (let count = 1; count <= 55; count += 1) {
    const { noteId, text } = await window.notes.add(PLACE, `Note ${count}`);
    if (text === leftAt) saveReturnPlace(globalThis.history, { noteId, view: 'notes' });
  }
  const asked = await window.notes.add({ ...PLACE, sectionId: 'a/gone' }, 'Ask about bail');
  return { asked: `/?note=${asked.noteId}`, ...(await showNotebook(window)) };
}

/** The words of the entry that is marked and has the focus. */
const pointedAt = (): string | null | undefined =>
  document.activeElement?.matches('[data-pointed]') === true
    ? document.activeElement.querySelector('.text')?.textContent
    : null;

it('a note that the address names is pointed at, beyond the entries that are shown at first', async () => {
  const { router, asked, screen } = await notebook();
  await router.push(asked);
  await expect.poll(pointedAt).toBe('Ask about bail');
  await expect.element(screen.getByText('Ask about bail')).toBeInViewport();
});

it('a note that the address names is pointed at where the notebook was narrowed to others', async () => {
  const { router, asked, screen } = await notebook();
  const search = screen.getByLabelText('Search the notes');
  await search.fill('Note 7');
  await expect.element(page.getByText('Ask about bail')).not.toBeInTheDocument();
  await router.push(asked);
  await expect.poll(pointedAt).toBe('Ask about bail');
  await expect.element(search).toHaveValue('');
  // It hides the entry like any other after that.
  await search.fill('Note 7');
  await expect.element(page.getByText('Ask about bail')).not.toBeInTheDocument();
});

it('"Back" leads to the entry that was left, not to the one that the address names', async () => {
  const { router, asked } = await notebook('Note 3');
  const focused = (): string => document.activeElement?.closest('li')?.querySelector('.text')?.textContent ?? '';
  await expect.poll(focused).toBe('Note 3');
  await router.push(asked);
  // A note that the address names is pointed at after the page is drawn and two ticks.
  for (let tick = 0; tick < 4; tick += 1) await nextTick();
  expect(document.querySelector('[data-pointed]')).toBeNull();
  expect(focused()).toBe('Note 3');
});
