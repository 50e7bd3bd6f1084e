import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import NoteCard from '../../../../src/renderer/src/components/notes/NoteCard.vue';
import type { NotePlace } from '../../../../src/renderer/src/stores/record/notes';
import { openWindow, PLACE } from '../../support/app-scene';

afterEach(() => {
  document.body.replaceChildren();
});

const TEXT = 'Sok Dara, 14, arrested on Friday';

/** A note whose field is emptied, a pause of typing later. */
async function emptied(place: NotePlace, typed: string) {
  const window = openWindow();
  await window.create();
  await window.notes.openSection('a/first');
  const note = await window.notes.add(place, TEXT);
  const screen = await render(NoteCard, {
    props: { note, notes: window.notes, remove: () => window.notes.remove(note), knownTags: [] },
    global: window.mounting,
  });
  await screen.getByRole('button', { name: 'Edit' }).click();
  await screen.getByLabelText('Text of the note').fill(typed);
  screen.getByLabelText('Text of the note').element().dispatchEvent(new FocusEvent('blur'));
  const said = () => document.querySelector('.editor .foot [role="status"]')?.textContent ?? '';
  await expect.poll(said).not.toMatch(/^$|^Saving$/u);
  return { said: said(), texts: window.notes.ofSection.map(({ text }) => text) };
}

/** "Saved" is said of what is there: either the words are gone, or it isn't said. */
function expectTrue({ said, texts }: Awaited<ReturnType<typeof emptied>>): void {
  if (texts.includes(TEXT)) expect(said).not.toBe('Saved');
}

it('a note whose words stay is not called saved while its field is empty', async () => {
  expectTrue(await emptied(PLACE, ''));
});

it('nor where white space alone is in it', async () => {
  expectTrue(await emptied(PLACE, '  '));
});

it('a highlight is: it can be without words', async () => {
  const outcome = await emptied({ ...PLACE, quote: 'Diversion comes first', colour: 'green' }, '');
  expect(outcome).toEqual({ said: 'Saved', texts: [''] });
  await expect.element(page.getByLabelText('Text of the note')).toBeVisible();
});
